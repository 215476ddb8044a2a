"""山林土地纠纷 (07): contracted land, its transfer, boundaries, grassland and forest.

Disputes over land contracts may also go to land arbitration (农村土地承包经营纠纷调解仲裁法), whose limitation is two years
(18) and whose mediation agreement is in writing (10).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from portal.sdk import Choice, Day, Ending, Example, LongText, Number, Reason, Retention, Text, YesNo, guard, rule

from .. import bases, clocks, people
from ..clocks import CONTRACT_LAND
from ..land import BOUNDS_RULE
from ..limitation import limitation_rule
from ..shape import SUE, people_type

_GROUP = "土地情况"


def _written(case: Any, data: Any) -> bool:
    return case.details.get("kind") not in CONTRACT_LAND or data.form == "written"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.HE, "respondent": people.COOPERATIVE},
        summary="何永福把四亩多水地租给合作社制种，租期没到合作社要提前退地，双方为当年租金说不拢。",
        kind="transfer",
        cause="流转合同写的是五年，第三年合作社说种植计划变了，要提前退地。",
        request="付清当年租金，退地以前平整好土地。",
        amount="4200.00",
        subject="古城村二社水地",
        area_mu="4.20",
        bounds="东至斗渠；南至机耕路；西至李家地；北至防风林",
        land="irrigated",
        contract_on=today - timedelta(days=900),
        contract_until=today + timedelta(days=900),
        registered=True,
        known_on=today - timedelta(days=40),
        risk="none",
    )


FOREST_LAND = people_type(
    "forest_land",
    "山林土地纠纷",
    "07",
    kinds=(
        ("contract", "承包合同"),
        ("transfer", "流转（出租、转包、入股等）"),
        ("taken_back", "收回、调整承包地"),
        ("infringed", "侵占、侵害承包地"),
        ("boundary", "地界"),
        ("ownership", "权属"),
        ("grassland", "草场"),
        ("forest", "林地、林木"),
        ("other", "其他"),
    ),
    fields=(
        Number("area_mu", "面积", unit="亩", group=_GROUP),
        LongText("bounds", "四至", longest=400, group=_GROUP, hint="东至……；南至……；西至……；北至……"),
        Choice(
            "land",
            "土地种类",
            (
                ("irrigated", "水浇地"),
                ("dry", "旱地"),
                ("grass", "草地"),
                ("forest", "林地"),
                ("waste", "荒地、四荒"),
                ("reserve", "村集体机动地"),
                ("other", "其他"),
            ),
            counted=True,
            group=_GROUP,
        ),
        Text("crop", "种植作物", longest=60, group=_GROUP),
        Day("contract_on", "承包、流转合同日期", group=_GROUP),
        Day("contract_until", "合同到期日期", future=True, group=_GROUP),
        YesNo("registered", "有无承包经营权证或者权属证书", group=_GROUP),
        YesNo("off_farming", "是否改变了农业用途", group=_GROUP),
    ),
    rules=(
        BOUNDS_RULE,
        rule(lambda d, today: d.contract_until > d.contract_on, "contract_until", "合同到期日期应当晚于合同日期"),
        rule(
            lambda d, today: not d.off_farming,
            "off_farming",
            "承包地应当维持农业用途，把承包地用于非农建设的约定可能无效，不能写进协议。请核对后确认",
            basis=bases.LAND_USE,
            asks=True,
        ),
    ),
    guards=(
        guard(
            "agree",
            _written,
            "土地承包经营纠纷达成协议的，应当制作调解协议书，请选“书面协议”",
            field="form",
            basis=bases.LAND_WRITTEN,
        ),
    ),
    limitation=limitation_rule(
        lambda d: 24 if d.kind in CONTRACT_LAND else 36,
        "申请土地承包仲裁已满二年，起诉已满三年的，对方可能提出时效抗辩；要求返还土地、排除妨碍的不受影响。请核对后确认",
        bases.LAND_LIMITATION,
    ),
    time_limits=(clocks.MEDIATION, clocks.CONFIRMATION, clocks.ENFORCEMENT, clocks.LAND_ARBITRATION),
    reasons={
        Ending.NOT_ACCEPTED: (Reason("ownership_decision", "土地、林木权属争议，应当由人民政府处理"),),
        Ending.OTHER_PROCEDURE: (Reason("land_arbitration", "当事人申请农村土地承包仲裁"),),
    },
    remedies=(
        "可以向农村土地承包仲裁机构申请仲裁，也可以直接向人民法院起诉（农村土地承包法 55）",
        "申请土地承包仲裁的时效为二年，自知道或者应当知道权利被侵害之日起计算（农村土地承包经营纠纷调解仲裁法 18）",
        SUE,
    ),
    words=("承包地", "土地", "流转", "地界", "草场", "林地", "树木", "收回土地", "租地", "水地", "亩"),
    example=_example,
    retention=Retention(None),
)
