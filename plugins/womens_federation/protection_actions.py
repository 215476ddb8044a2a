"""What protects beyond the table: police, warning letter, protection order, shelter, legal aid (反家庭暴力法 14-19, 23-32)."""

from __future__ import annotations

from dataclasses import replace

from portal.sdk import Action, Choice, Choices, Day, LongText, Privacy, Sensitivity, Text, TimeOfDay, When, YesNo

from .safety_actions import AND_AFTER, PATH, VIOLENCE_FOUND

_MEASURES = (
    ("no_violence", "禁止实施家庭暴力"),
    ("no_contact", "禁止骚扰、跟踪、接触申请人及其相关近亲属"),
    ("no_insult", "禁止以电话、短信、网络等方式侮辱、诽谤、威胁"),
    ("keep_away", "禁止在住所、学校、工作单位等一定范围内活动"),
    ("move_out", "责令迁出申请人住所"),
    ("other", "保护人身安全的其他措施"),
)

REPORT_POLICE = Action(
    "report_police",
    "向公安机关报案",
    phases=AND_AFTER,
    told="已向公安机关报案",
    fields=(
        Day("reported_on", "报案日期", required=True),
        Text("station", "受理的派出所", required=True, longest=60),
        Text("receipt", "接警或者受案回执编号", required=True, longest=60),
        Text("reported_by", "报案人", longest=60, sensitivity=Sensitivity.SEALED, hint="报案人的信息保密"),
        LongText("what", "报案内容", sensitivity=Sensitivity.SEALED, longest=2000),
    ),
    raises=Privacy.P4,
    urgent=True,
)
WARNING_LETTER = Action(
    "warning_letter",
    "登记告诫书",
    phases=AND_AFTER,
    told="登记了公安机关出具的告诫书",
    fields=(Day("warning_on", "告诫书日期", required=True), Text("warning_number", "告诫书文号", longest=60)),
    sets=("warning_on", "warning_number"),
)
HOME_VISIT = Action(
    "home_visit",
    "查访",
    phases=AND_AFTER,
    told="查访了收到告诫书的当事人",
    fields=(
        Day("visited_on", "查访日期", required=True),
        Choice("whom", "查访对象", (("victim", "受害人"), ("perpetrator", "加害人"), ("both", "分别查访双方")), required=True),
        YesNo("again", "是否再次施暴", required=True),
        LongText("found", "查访情况", sensitivity=Sensitivity.SEALED, longest=2000),
        Text("with_whom", "会同单位", longest=100, hint="派出所、村（居）民委员会"),
    ),
)
PROTECTION_ORDER = Action(
    "protection_order",
    "申请人身安全保护令",
    phases=AND_AFTER,
    told="登记了人身安全保护令的申请",
    fields=(
        Day("applied_on", "申请日期", required=True),
        Choice(
            "applied_by",
            "由谁申请",
            (
                ("self", "受害人本人"),
                ("relative", "近亲属代为"),
                ("federation", "妇女联合会代为"),
                ("other", "其他单位代为"),
            ),
            required=True,
        ),
        Text("order_court", "受理人身安全保护令申请的法院", required=True, longest=60),
        Choices("measures", "申请的措施", _MEASURES),
        Day("order_accepted_on", "法院受理申请日期", hint="法院还没有受理的，受理后再登记一次，填上日期"),
        TimeOfDay("order_accepted_at", "法院受理的时间", hint="例如 9:30；期限按小时计算"),
        YesNo("order_urgent", "情况是否紧急"),
    ),
    sets=("order_court", "order_accepted_on", "order_accepted_at", "order_urgent"),
)
ORDER_ISSUED = Action(
    "order_issued",
    "登记已作出的保护令",
    phases=AND_AFTER,
    told="登记了人民法院作出的人身安全保护令",
    fields=(
        Day("order_issued_on", "人身安全保护令作出日期", required=True),
        Text("order_number", "人身安全保护令文号", required=True, longest=60),
        Day("order_until", "人身安全保护令有效期至", required=True, future=True),
        Choices("measures", "作出的措施", _MEASURES),
        YesNo("told_village", "是否已告知村（居）民委员会协助执行"),
    ),
    sets=("order_issued_on", "order_number", "order_until"),
)
ORDER_REFUSED = Action(
    "order_refused",
    "登记驳回保护令申请",
    phases=AND_AFTER,
    told="登记了驳回人身安全保护令申请的裁定",
    fields=(
        Day("order_refused_on", "驳回申请的裁定生效日期", required=True),
        LongText("why", "驳回理由", longest=1000),
        Choice("next", "下一步", (("review", "申请复议"), ("again", "补充证据再申请"), ("none", "受害人不再申请"))),
    ),
    sets=("order_refused_on",),
)
ORDER_REVIEWED = Action(
    "order_review",
    "登记复议申请",
    phases=AND_AFTER,
    told="登记了对驳回裁定的复议申请",
    fields=(Day("applied_on", "申请复议日期", required=True), LongText("result", "结果", longest=1000)),
)
ORDER_BREACHED = Action(
    "order_breached",
    "登记违反保护令",
    phases=AND_AFTER,
    told="登记了违反人身安全保护令的行为",
    fields=(
        Day("happened_on", "发生日期", required=True),
        LongText("what", "经过", sensitivity=Sensitivity.SEALED, longest=2000),
        Choices("told", "已经告知", (("police", "公安机关"), ("court", "作出裁定的法院")), required=True),
    ),
    urgent=True,
)
REFER_SHELTER = Action(
    "refer_shelter",
    "转介临时庇护",
    phases=AND_AFTER,
    told="转介到临时庇护场所",
    fields=(
        Day("referred_on", "转介日期", required=True),
        Text("shelter", "庇护场所", required=True, longest=100, sensitivity=Sensitivity.SEALED),
        YesNo("children_too", "孩子是否一同前往"),
        Choice("result", "结果", (("received", "已接收"), ("full", "暂无床位"), ("declined", "受害人不愿前往")), required=True),
    ),
)
LEGAL_AID = Action(
    "legal_aid",
    "转介法律援助",
    phases=AND_AFTER,
    told="协助申请法律援助",
    fields=(
        Day("legal_aid_on", "法律援助机构收到申请日期", required=True),
        Text("office", "法律援助机构", required=True, longest=60),
        LongText("note", "说明", longest=1000),
    ),
    sets=("legal_aid_on",),
)
LEGAL_AID_RESULT = Action(
    "legal_aid_result",
    "登记法律援助决定",
    phases=AND_AFTER,
    told="登记了法律援助机构的决定",
    fields=(
        Day("decided_on", "决定日期", required=True),
        Choice("result", "结果", (("granted", "给予法律援助"), ("refused", "不给予法律援助")), required=True),
        Text("lawyer", "承办人", longest=60),
        LongText("note", "说明", longest=1000),
    ),
)

_PROTECTION = (
    REPORT_POLICE,
    WARNING_LETTER,
    HOME_VISIT,
    PROTECTION_ORDER,
    ORDER_ISSUED,
    ORDER_REFUSED,
    ORDER_REVIEWED,
    ORDER_BREACHED,
    REFER_SHELTER,
    LEGAL_AID,
    LEGAL_AID_RESULT,
)
# Everything of the safety path, for the type that is nothing but the safety path.
SAFETY_ACTIONS = (*PATH, *_PROTECTION)
# The same for a family case: finding out where nothing was known, the rest once violence is known.
FAMILY_SAFETY_ACTIONS = (
    replace(VIOLENCE_FOUND, when=When("violence", "no", "not_asked")),
    *(replace(action, when=When("violence", "yes")) for action in SAFETY_ACTIONS),
)
