"""道路交通事故纠纷 (14): damages after a road accident."""

from __future__ import annotations

from datetime import date, timedelta

from portal.sdk import Choice, Day, Example, Plate, Text, YesNo

from .. import clocks, people
from ..shape import LEGAL_AID, SUE, people_type

_GROUP = "事故情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.ZHANG, "respondent": people.HE, "third": people.INSURER},
        summary="张志鹏骑电动车与何永福的小货车在路口剐蹭，车坏人擦伤，双方为修车费和误工费说不拢。",
        kind="property",
        cause="路口转弯剐蹭，认定书写明对方负主要责任。",
        request="按责任赔偿修车费、医药费和误工费。",
        amount="3100.00",
        certificate="临公交认字第12号",
        certificate_on=today - timedelta(days=12),
        liability="main",
        plate="甘G12345",
        insured=True,
        risk="none",
    )


TRAFFIC = people_type(
    "traffic",
    "道路交通事故纠纷",
    "14",
    kinds=(("injury", "人身伤害"), ("death", "死亡"), ("property", "财产损失"), ("other", "其他")),
    fields=(
        Text("certificate", "事故认定书文号", longest=60, group=_GROUP),
        Day("certificate_on", "收到认定书日期", group=_GROUP),
        Choice(
            "liability",
            "被申请人责任",
            (
                ("full", "全部责任"),
                ("main", "主要责任"),
                ("equal", "同等责任"),
                ("minor", "次要责任"),
                ("none", "无责任"),
                ("unknown", "未认定"),
            ),
            counted=True,
            group=_GROUP,
        ),
        Plate("plate", "车牌号", group=_GROUP),
        YesNo("insured", "车辆有无交强险", group=_GROUP),
    ),
    time_limits=(*clocks.WITH_LIMITATION, clocks.POLICE_MEDIATION, clocks.POLICE_AFTER_US),
    remedies=(
        "可以直接向人民法院起诉，或者自终止调解之日起三个工作日内一致书面申请交警调解（道路交通事故处理程序规定 85、112）",
        "先由交强险赔偿，不足部分由商业保险赔偿，再不足的由侵权人赔偿（民法典 1213）",
        SUE,
        LEGAL_AID,
    ),
    words=("车祸", "交通事故", "撞车", "撞人", "交警", "电动车", "三轮车", "保险"),
    example=_example,
)
