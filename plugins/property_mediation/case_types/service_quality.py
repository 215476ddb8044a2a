"""物业服务: quality of service, parking, leaks, common income, repair fund, safety, noise and more (民法典 937–950, 271–287)."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

from portal.sdk import (
    PERSON_B,
    CaseType,
    Choice,
    Choices,
    Day,
    Ending,
    Example,
    Fact,
    Field,
    LongText,
    Money,
    Privacy,
    Reason,
    Rise,
    Text,
    When,
    Whole,
    YesNo,
)

from ..calculators.shares import COMMON_INCOME, PREPAID_FEES
from ..clocks import SERVICE_CLOCKS
from ..papers import SITE_RECORD
from ..parties import SERVICE_PARTIES
from ..service_rules import SERVICE_RULES
from ..words import SERVICE_WORDS
from .property_fee import COMPANY

_WHAT = "争议情况"
_DEMAND = "要求与损失"

_FIELDS: tuple[Field, ...] = (
    Text("estate", "小区", required=True, searchable=True, longest=60, group=_WHAT),
    Choice(
        "kind",
        "争议事项",
        (
            ("service", "服务质量"),
            ("parking", "停车位、车辆"),
            ("leak", "漏水、管道"),
            ("income", "公共收益"),
            ("repair_fund", "维修资金"),
            ("election", "业主委员会选举"),
            ("safety", "设施安全"),
            ("falling", "高空抛物、坠物"),
            ("decoration", "装修违规"),
            ("noise", "噪声、宠物"),
            ("charges", "收费标准、重复收费"),
            ("handover", "解聘、新老物业交接"),
            ("other", "其他"),
        ),
        required=True,
        counted=True,
        group=_WHAT,
    ),
    Day("happened_on", "发生或者发现日期", required=True, group=_WHAT),
    Text("place_in_estate", "位置", longest=100, group=_WHAT),
    Whole("households", "涉及户数", unit="户", least=1, counted=True, group=_WHAT),
    Choice(
        "part",
        "出问题的部位",
        (("own", "专有部分（自己家里）"), ("common", "共有部分"), ("unclear", "说不清")),
        group=_WHAT,
    ),
    YesNo("in_warranty", "在保修期内", group=_WHAT, hint="建设单位在保修期限和保修范围内承担保修责任（物业管理条例第31条）。"),
    Day("reported_on", "报修或者投诉日期", group=_WHAT),
    LongText("repair_record", "报修、处理经过", longest=2000, group=_WHAT),
    YesNo("photos", "有照片、视频", group=_WHAT),
    YesNo("wrongdoer_known", "知道是谁抛的、从哪家掉的", required=True, group=_WHAT, when=When("kind", "falling")),
    YesNo("police_told", "已报警", group=_WHAT, when=When("kind", "falling")),
    YesNo(
        "disclosed",
        "物业公布过账目",
        group=_WHAT,
        when=When("kind", "income", "repair_fund", "charges"),
        hint="收费、维修资金使用、公共收益等应当定期向业主公开（民法典第943条）。",
    ),
    Money("fund_balance", "维修资金余额", group=_WHAT, when=When("kind", "repair_fund")),
    Day("dismissal_told_on", "书面通知解聘的日期", group=_WHAT, when=When("kind", "handover")),
    Choices(
        "claims",
        "要求",
        (
            ("repair", "维修"),
            ("improve", "改进服务"),
            ("stop", "停止侵害、排除妨碍"),
            ("compensation", "赔偿损失"),
            ("disclose", "公布账目"),
            ("return_money", "退费、返还收益"),
            ("reduce", "减免物业费"),
            ("hand_over", "交接资料、退出小区"),
            ("other", "其他"),
        ),
        group=_DEMAND,
    ),
    Money("amount", "请求金额", fact=Fact.AMOUNT_CLAIMED, counted=True, group=_DEMAND),
    LongText("loss", "损失情况", longest=1000, group=_DEMAND),
)


def _example(today: date) -> Example:
    happened = today - timedelta(days=12)
    return Example(
        parties={"owner": {**PERSON_B, "room": "滨河小区3号楼2单元401室", "standing": "owner"}, "company": COMPANY},
        summary="楼道主下水管堵塞反水，厨房地板泡坏，报修后物业三天才来疏通，要求赔偿并定期疏通。",
        estate="滨河小区",
        kind="leak",
        happened_on=happened.isoformat(),
        place_in_estate="3号楼2单元主下水管",
        households=1,
        part="common",
        in_warranty=False,
        reported_on=happened.isoformat(),
        photos=True,
        claims=["repair", "compensation"],
        amount="1600.00",
    )


SERVICE_QUALITY = CaseType(
    key="service_quality",
    title="物业服务",
    version=1,
    ministry_type="15",
    privacy=Privacy.P1,
    rises=(Rise(Privacy.P2, When("kind", "election")),),
    oral=True,
    parties=SERVICE_PARTIES,
    fields=_FIELDS,
    clocks=SERVICE_CLOCKS,
    rules=SERVICE_RULES,
    reasons=MappingProxyType({Ending.NOT_ACCEPTED: (Reason("owners_decide", "应当由业主共同决定的事项"),)}),
    papers=(SITE_RECORD,),
    calculators=(COMMON_INCOME, PREPAID_FEES),
    words=SERVICE_WORDS,
    remedies=(
        "可以向住房和城乡建设部门投诉（物业管理条例第48条）。",
        "认为业主大会、业主委员会的决定侵害自己权益的，可以请求人民法院撤销（民法典第280条）。",
        "可以请求物业服务人、建设单位或者其他业主承担民事责任，向人民法院起诉（民法典第287条）。",
    ),
    example=_example,
)
