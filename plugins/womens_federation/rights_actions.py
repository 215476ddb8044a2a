"""What the federation may do for a woman's rights beside mediating (妇女权益保障法 73-75, 77, 78)."""

from __future__ import annotations

from dataclasses import replace

from portal.sdk import Action, Choice, Day, LongText, Text, When

from .protection_actions import REPORT_POLICE
from .rights_fields import SEALED_ITEMS
from .safety_actions import AND_AFTER, RISK_SCREEN, SAFETY_SIGN, SAFETY_WITHHOLD

_ANSWERED = Choice("result", "结果", (("waiting", "等待答复"), ("corrected", "已纠正"), ("refused", "未予处理或者处理不当")))

URGE = Action(
    "urge",
    "要求查处、督促处理",
    phases=AND_AFTER,
    told="要求有关部门或者单位依法查处",
    fields=(
        Choice(
            "kind", "方式", (("request", "要求查处"), ("opinion", "督促处理意见"), ("inspection", "提请政府督查")), required=True
        ),
        Day("sent_on", "发出日期", required=True),
        Text("sent_to", "发给", required=True, longest=100),
        LongText("content", "主要内容", required=True, longest=2000),
        _ANSWERED,
    ),
)
JOINT_TALK = Action(
    "joint_talk",
    "联合约谈用人单位",
    phases=AND_AFTER,
    told="会同人力资源社会保障部门、工会约谈了用人单位",
    fields=(
        Day("held_on", "约谈日期", required=True),
        Text("with_whom", "会同单位", required=True, longest=100),
        LongText("result", "结果和限期", required=True, longest=2000),
    ),
)
TOWN_HELP = Action(
    "town_help",
    "提请镇人民政府协调、责令改正",
    phases=AND_AFTER,
    told="提请镇人民政府协调",
    fields=(
        Choice("kind", "事项", (("coordinate", "协调成员身份等权益"), ("correct", "责令改正村规民约、会议决定")), required=True),
        Day("sent_on", "提请日期", required=True),
        Text("sent_to", "镇人民政府", required=True, longest=60),
        _ANSWERED,
        LongText("content", "说明", longest=2000),
    ),
)
CLUE = Action(
    "public_interest_clue",
    "移送公益诉讼线索",
    phases=AND_AFTER,
    told="向人民检察院移送了公益诉讼线索",
    fields=(
        Choice(
            "ground",
            "情形",
            (
                ("land", "确认成员身份、土地承包、收益分配、征收补偿、宅基地中侵害妇女权益"),
                ("employment", "侵害妇女平等就业权益"),
                ("harassment", "单位没有采取合理措施预防和制止性骚扰"),
                ("media", "通过大众传播媒介贬低损害妇女人格"),
                ("other", "其他严重侵害妇女权益的情形"),
            ),
            required=True,
        ),
        Day("sent_on", "移送日期", required=True),
        Text("sent_to", "人民检察院", required=True, longest=60),
        LongText("reply", "答复情况", longest=2000),
    ),
)
SUIT_SUPPORT = Action(
    "suit_support",
    "支持起诉、转介法律援助",
    phases=AND_AFTER,
    told="支持妇女向人民法院起诉",
    fields=(
        Day("done_on", "日期", required=True),
        Choice("kind", "方式", (("support", "支持起诉"), ("aid", "转介法律援助"), ("both", "两样都有")), required=True),
        Text("office", "法院或者法律援助机构", longest=60),
        LongText("note", "说明", longest=2000),
    ),
)
_SEALED = When("person_item", *SEALED_ITEMS)
RIGHTS_ACTIONS = (
    *(replace(action, when=_SEALED) for action in (RISK_SCREEN, SAFETY_SIGN, SAFETY_WITHHOLD)),
    replace(REPORT_POLICE, when=When("right_class", "person")),
    URGE,
    JOINT_TALK,
    TOWN_HELP,
    CLUE,
    SUIT_SUPPORT,
)
