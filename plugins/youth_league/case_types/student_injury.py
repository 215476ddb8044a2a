"""学生伤害: pupils hurt at school; whose fault it was depends on her age and on what the school did."""

from datetime import date, timedelta
from typing import Any

from portal.sdk import (
    ORGANISATION,
    PERSON,
    THIRD,
    CaseType,
    Choice,
    Day,
    Example,
    Fact,
    LongText,
    Money,
    Privacy,
    Role,
    YesNo,
    add_months,
    rule,
)

from ..actions import HEAR_MINOR, SUPPORT
from ..bases import SCHOOL_FROM_EIGHT, SCHOOL_UNDER_EIGHT
from ..calculators import INJURY_SUM
from ..checks import CHECKS
from ..clocks import EDUCATION_MEDIATION, WITH_CLAIM
from ..fields import about_school, about_the_minor
from ..guards import HEARD_FIRST, SAFE_FIRST
from ..papers import PAPERS_OF_ALL
from .parties import MINOR, SCHOOL, against, youngest

EIGHT_YEARS = 8 * 12


def _was_eight(d: Any) -> bool | None:
    born: date | None = d.parties("minor")[0].get("born") if d.parties("minor") else None
    return None if born is None else add_months(born, EIGHT_YEARS) <= d.injured_on


def _age_fits(d: Any, today: date) -> bool:
    eight = _was_eight(d)
    return eight is None or eight == (d.age == "from_eight")


STUDENT_INJURY = CaseType(
    key="student_injury",
    title="学生伤害",
    version=1,
    ministry_type="21",
    privacy=Privacy.P4,
    parties=(
        MINOR,
        against("school", "学校、幼儿园", organisation=True),
        Role("other_minor", "致伤的同学", kind=PERSON, side=THIRD, many=True, required=False),
        Role("insurer", "保险公司", kind=ORGANISATION, side=THIRD, required=False),
    ),
    fields=(
        *about_the_minor(),
        *about_school(),
        Day("injured_on", "受伤日期", required=True),
        Choice(
            "age",
            "受伤时的年龄",
            (
                ("under_eight", "不满八周岁：学校要证明自己尽到教育、管理职责"),
                ("from_eight", "八周岁以上：学校没有尽到教育、管理职责的才担责"),
            ),
            required=True,
        ),
        Choice(
            "place",
            "在哪里",
            (
                ("class", "课堂、体育课"),
                ("break", "课间、操场"),
                ("dormitory", "宿舍、食堂"),
                ("outing", "校外活动"),
                ("way", "上学放学路上"),
                ("other", "其他"),
            ),
            required=True,
            counted=True,
        ),
        Choice(
            "cause",
            "怎样伤的",
            (
                ("facility", "设施、场地"),
                ("pupil", "同学"),
                ("outsider", "校外的人"),
                ("self", "自己不小心"),
                ("staff", "教职工"),
            ),
            required=True,
            counted=True,
        ),
        LongText("happened", "经过", required=True),
        YesNo("told_guardian", "学校及时通知了监护人"),
        YesNo("insured", "投保了校方责任险"),
        YesNo("treatment_over", "治疗已经结束", required=True),
        Day("education_accepted_on", "教育行政部门受理调解的日期"),
        Money("medical", "医疗费和康复费"),
        Money("claim", "要求赔偿", required=True, fact=Fact.AMOUNT_CLAIMED),
    ),
    clocks=(*WITH_CLAIM, EDUCATION_MEDIATION),
    rules=(
        rule(_age_fits, "age", "与出生日期不符；八周岁以前和以后，由谁证明学校有没有尽到职责不同", basis=SCHOOL_UNDER_EIGHT),
        rule(
            lambda d, today: d.cause != "staff" or d.harm == "yes", "harm", "教职工打伤的，是受到侵害，请改为“有或者疑似”并报告"
        ),
        rule(
            lambda d, today: d.treatment_over,
            "treatment_over",
            "治疗没有结束，后续费用还不知道；先谈已经发生的，请确认",
            basis=SCHOOL_FROM_EIGHT,
            asks=True,
        ),
    ),
    guards=(*SAFE_FIRST, HEARD_FIRST),
    checks=CHECKS,
    actions=(HEAR_MINOR, SUPPORT),
    papers=PAPERS_OF_ALL,
    calculators=(INJURY_SUM,),
    words=("学校受伤", "体育课", "校园意外", "摔伤"),
    remedies=("可以申请教育行政部门调解", "可以向人民法院起诉", "投保了校方责任险的，可以请保险公司理赔"),
    example=lambda today: Example(
        parties={"minor": youngest(today), "school": SCHOOL},
        summary="体育课上跳箱没有放稳，落地时手臂骨折。",
        came_from="guardian",
        harm="no",
        stage="junior",
        injured_on=today - timedelta(days=45),
        age="from_eight",
        place="class",
        cause="facility",
        happened="跳箱底座缺一个脚垫，老师在另一组。",
        told_guardian=True,
        insured=True,
        treatment_over=True,
        medical="8600.00",
        claim="15200.00",
    ),
)
