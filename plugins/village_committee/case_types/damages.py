"""损害赔偿纠纷 (06): harm to people or things (民法典 1165, 1179)."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.sdk import Choice, Example, Money, When, Whole, YesNo, rule

from .. import bases, people, risk
from ..shape import SUE, people_type

_GROUP = "损害情况"
_HURT = When("kind", "injury", "animal", "work", "building", "sports")
LOSSES = ("medical_cost", "lost_income", "care_cost", "property_loss", "other_loss")


def _losses_fit(d: Any, today: date) -> bool:
    given = [v for v in (d.get(key) for key in LOSSES) if v is not None]
    return not given or bool(sum(given) <= d.amount)


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.CHEN, "respondent": people.MA},
        summary="陈秀英路过马玉珍家门口被没拴的狗咬伤，打了疫苗，误了几天工，要求赔偿。",
        kind="animal",
        cause="狗没有拴，在村道上咬伤了行人的小腿。",
        request="赔偿医药费和误工费。",
        amount="2350.00",
        injury="minor",
        medical_cost="1450.00",
        lost_income="900.00",
        days_off=6,
        risk="none",
    )


DAMAGES = people_type(
    "damages",
    "损害赔偿纠纷",
    "06",
    kinds=(
        ("injury", "打架、误伤等人身损害"),
        ("animal", "动物伤人"),
        ("work", "帮工、雇工受伤"),
        ("building", "建筑物、高空坠物"),
        ("sports", "游乐、活动受伤"),
        ("property", "财物损坏"),
        ("reputation", "名誉、隐私"),
        ("other", "其他"),
    ),
    rises=(risk.MINOR_RISE,),
    fields=(
        Choice(
            "injury",
            "伤情",
            (("none", "没有受伤"), ("minor", "轻微伤"), ("light_or_more", "轻伤以上或者可能是轻伤"), ("death", "死亡")),
            counted=True,
            group=_GROUP,
            when=_HURT,
        ),
        Money("medical_cost", "医疗费", group=_GROUP, when=_HURT),
        Money("lost_income", "误工费", group=_GROUP, when=_HURT),
        Whole("days_off", "误工天数", most=3650, unit="天", group=_GROUP, when=_HURT),
        Money("care_cost", "护理、交通、营养等费用", group=_GROUP, when=_HURT),
        Money("property_loss", "财物损失", group=_GROUP),
        Money("other_loss", "其他损失", group=_GROUP),
        YesNo("police_called", "是否报过警", group=_GROUP),
        risk.MINOR_HARMED,
    ),
    rules=(
        rule(
            lambda d, today: d.injury != "light_or_more" or d.get("risk") == "may_turn_criminal",
            "risk",
            "伤情可能达到轻伤的，可能涉嫌犯罪，应当及时报告公安机关。请在此选“可能引起治安案件、刑事案件”；公安机关已经排除的，确认后继续",
            basis=bases.REPORT_RISK,
            asks=True,
        ),
        rule(_losses_fit, "amount", "各项损失相加大于涉及金额，请核对"),
    ),
    guards=risk.MINOR_GUARDS,
    remedies=(
        SUE,
        "人身损害可以要求赔偿医疗费、护理费、误工减少的收入等合理费用（民法典 1179）",
        "打架斗殴、损毁财物情节较轻的，经人民调解达成协议并已履行的，可以书面申请公安机关认可（治安管理处罚法 9）",
    ),
    words=("打架", "打伤", "受伤", "赔偿", "医药费", "狗咬", "损坏", "砸坏", "帮工", "误工", "坠物"),
    example=_example,
)
