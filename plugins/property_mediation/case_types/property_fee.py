"""物业费: charges owed by owners or users, and the penalty for paying late (民法典 944, 585)."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import (
    COMPANY_A,
    PERSON_B,
    CaseType,
    Choice,
    Choices,
    Day,
    Example,
    Fact,
    Field,
    Money,
    Number,
    Privacy,
    Rise,
    Text,
    When,
    Whole,
    YesNo,
)

from ..calculators.charges import CHARGE_AND_PENALTY, PERIODS
from ..clocks import FEE_CLOCKS
from ..fee_rules import FEE_RULES, RESTORE_SUPPLY, RESTORED_FIRST, SUPPLIES
from ..papers import STATEMENT_OF_ACCOUNT
from ..parties import FEE_PARTIES
from ..words import FEE_WORDS

_OWED = "欠费情况"
_DEMAND = "催交情况"
_PENALTY = "违约金"

COMPANY = {
    **COMPANY_A,
    "name": "临泽县安居物业服务有限公司",
    "credit_code": "91620723MA00006057",
    "phone": "0936-5520060",
    "address": "沙河镇滨河小区物业楼",
    "representative": "何永强",
    "contract_kind": "committee",
}

_FIELDS: tuple[Field, ...] = (
    Text("estate", "小区", required=True, searchable=True, longest=60, group=_OWED),
    Day("owed_from", "欠费起", required=True, group=_OWED),
    Day("owed_to", "欠费止", required=True, group=_OWED),
    Money("debt", "欠费金额", required=True, fact=Fact.AMOUNT_CLAIMED, counted=True, group=_OWED, hint="不含违约金。"),
    Choice(
        "fee_kind",
        "费用种类",
        (
            ("property", "物业费"),
            ("parking", "停车管理费"),
            ("shared_energy", "公摊水电费"),
            ("collected", "代收费"),
            ("other", "其他"),
        ),
        counted=True,
        group=_OWED,
    ),
    Number("area", "建筑面积", unit="平方米", group=_OWED),
    Number("unit_price", "单价", unit="元/平方米·月", places=4, group=_OWED),
    Number("months", "欠费月数", unit="个月", most="600", group=_OWED),
    Choice("period", "交费周期", PERIODS, group=_OWED),
    YesNo(
        "vacant",
        "房屋空置",
        group=_OWED,
        hint="物业已按约定提供服务的，业主不能以没有入住、不需要服务为由拒交（民法典第944条）；空置减收有约定或者地方规定的，按其办理。",
    ),
    Choice(
        "why_unpaid",
        "没有交的原因",
        (
            ("service", "对服务不满意"),
            ("defect", "房屋质量、漏水没有解决"),
            ("vacant", "空置、没有入住"),
            ("charges", "不认可收费标准或者重复收费"),
            ("loss", "车辆、财物受损没有赔"),
            ("hardship", "经济困难"),
            ("other", "其他"),
        ),
        counted=True,
        group=_OWED,
    ),
    YesNo("hardship", "低保、重病、残疾等生活困难", group=_OWED),
    Whole("households", "涉及户数", unit="户", least=1, counted=True, group=_OWED),
    Day("dunned_on", "最近一次催交日期", group=_DEMAND),
    Choices(
        "dunned_how",
        "催交方式",
        (("letter", "书面催告"), ("message", "短信、微信"), ("phone", "电话"), ("visit", "上门"), ("notice", "张贴通知")),
        group=_DEMAND,
    ),
    Whole("days_given", "催告给的期限", unit="天", group=_DEMAND),
    Choices(
        "pressure",
        "物业采取过的措施",
        (*SUPPLIES, ("access", "限制门禁、电梯、车辆出入"), ("posting", "张贴公布姓名、房号")),
        group=_DEMAND,
        hint="物业服务人不得用停电、停水、停暖、停燃气等方式催交（民法典第944条）。",
    ),
    Number("late_rate", "约定的违约金（每日）", unit="%", places=4, most="100", group=_PENALTY, hint="例如每日千分之三填0.3。"),
    Money("late_fee", "主张的违约金", counted=True, group=_PENALTY),
    Number(
        "lpr", "一年期贷款市场报价利率", unit="%", places=4, most="100", group=_PENALTY, hint="填最近一期公布的数值，例如3.00。"
    ),
)


def _example(today: date) -> Example:
    owed_to = today - timedelta(days=20)
    owed_from = owed_to - timedelta(days=364)
    return Example(
        parties={"company": COMPANY, "owner": {**PERSON_B, "room": "滨河小区3号楼2单元501室", "standing": "owner"}},
        summary="业主以楼道清扫不及时为由一年没有交物业费，物业公司多次催交，要求交清。",
        estate="滨河小区",
        owed_from=owed_from.isoformat(),
        owed_to=owed_to.isoformat(),
        debt="1440.00",
        fee_kind="property",
        area="100.00",
        unit_price="1.2",
        months="12",
        period="12",
        why_unpaid="service",
        households=1,
        dunned_on=owed_to.isoformat(),
        dunned_how=["letter", "phone"],
    )


PROPERTY_FEE = CaseType(
    key="property_fee",
    title="物业费",
    version=1,
    ministry_type="15",
    privacy=Privacy.P1,
    rises=(Rise(Privacy.P2, When("hardship", True)),),
    oral=True,
    parties=FEE_PARTIES,
    fields=_FIELDS,
    clocks=FEE_CLOCKS,
    rules=FEE_RULES,
    guards=(RESTORED_FIRST,),
    actions=(RESTORE_SUPPLY,),
    papers=(STATEMENT_OF_ACCOUNT,),
    calculators=(CHARGE_AND_PENALTY,),
    words=FEE_WORDS,
    remedies=(
        "可以依照约定申请仲裁，或者向人民法院起诉（民法典第944条）。",
        "债务清楚、双方没有其他债务纠纷的，可以向人民法院申请支付令（民事诉讼法第225条）。",
        "可以请业主委员会督促限期交纳（物业管理条例第64条）。",
        "对收费、服务有意见的，可以向住房和城乡建设部门投诉（物业管理条例第48条）。",
    ),
    example=_example,
)
