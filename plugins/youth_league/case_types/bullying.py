"""校园欺凌: who was bullied, what the school found, and what the guardians make good."""

from datetime import timedelta

from portal.sdk import (
    PERSON,
    RESPONDENT,
    CaseType,
    Choice,
    Choices,
    Day,
    Example,
    Fact,
    LongText,
    Money,
    Privacy,
    Role,
    YesNo,
    guard,
    rule,
)

from ..actions import HEAR_MINOR, SCHOOL_DECISION, SUPPORT
from ..bases import BULLYING, REPORT
from ..calculators import INJURY_SUM
from ..checks import CHECKS
from ..clocks import WITH_CLAIM
from ..fields import SCHOOL as SCHOOL_GROUP
from ..fields import about_school, about_the_minor
from ..guards import HEARD_FIRST, SAFE_FIRST
from ..papers import PAPERS_OF_ALL
from .parties import MINOR, SCHOOL, SCHOOL_BESIDE, boy, pupil

SCHOOL_BULLYING = CaseType(
    key="bullying",
    title="校园欺凌",
    version=1,
    ministry_type="21",
    privacy=Privacy.P4,
    parties=(MINOR, Role("other_minor", "被指欺凌的未成年人", kind=PERSON, side=RESPONDENT, many=True), SCHOOL_BESIDE),
    fields=(
        *about_the_minor(),
        *about_school(),
        Choices(
            "forms",
            "欺凌的方式",
            (
                ("body", "殴打、推搡"),
                ("words", "辱骂、起绰号"),
                ("money", "强要财物"),
                ("exclusion", "孤立、排挤"),
                ("network", "网络上侮辱、诽谤、威胁"),
            ),
            required=True,
            counted=True,
        ),
        Day("happened_on", "最近一次的日期", required=True),
        Choice(
            "severity",
            "严重程度",
            (("minor", "情节轻微"), ("serious", "严重：受伤、多次、多人、拍视频传播"), ("crime", "涉嫌违法犯罪")),
            required=True,
            counted=True,
        ),
        Choice(
            "decision",
            "学校的认定",
            (("bullying", "是学生欺凌"), ("not_bullying", "不是学生欺凌"), ("undecided", "还没有认定")),
            required=True,
            counted=True,
            group=SCHOOL_GROUP,
        ),
        Day("decided_on", "认定日期", group=SCHOOL_GROUP),
        YesNo("guardians_told", "学校通知了双方监护人参加认定和处理", required=True, group=SCHOOL_GROUP),
        YesNo("counselled", "对双方做了心理辅导", group=SCHOOL_GROUP),
        Money("claim", "要求赔偿", fact=Fact.AMOUNT_CLAIMED),
        LongText("wish", "希望怎样处理", required=True),
    ),
    clocks=WITH_CLAIM,
    rules=(
        rule(
            lambda d, today: d.severity == "minor" or d.harm == "yes",
            "harm",
            "严重的欺凌就是受到侵害：学校不得隐瞒，应当报告公安机关和教育行政部门；请改为“有或者疑似”",
            basis=BULLYING,
        ),
        rule(lambda d, today: d.decided_on >= d.happened_on, "decided_on", "认定日期不能早于欺凌发生的日期"),
        rule(
            lambda d, today: d.guardians_told,
            "guardians_told",
            "学校应当通知双方监护人参加认定和处理；请提醒学校，确认后继续",
            basis=BULLYING,
            asks=True,
        ),
    ),
    guards=(
        *SAFE_FIRST,
        guard(
            "consent",
            lambda case, data: case.details.get("severity") != "crime" or case.did("report"),
            "涉嫌违法犯罪的先报告公安机关",
            basis=REPORT,
        ),
        guard(
            "agree",
            lambda case, data: case.details.get("decision") != "undecided",
            "学校还没有认定是不是欺凌；只谈赔偿和道歉的，请确认后继续",
            basis=BULLYING,
            asks=True,
        ),
        HEARD_FIRST,
    ),
    checks=CHECKS,
    actions=(HEAR_MINOR, SCHOOL_DECISION, SUPPORT),
    papers=PAPERS_OF_ALL,
    calculators=(INJURY_SUM,),
    words=("欺凌", "霸凌", "同学打", "被孤立", "要钱"),
    remedies=("可以请学校、教育行政部门处理", "可以向公安机关报案", "可以向人民法院起诉，由监护人承担责任"),
    example=lambda today: Example(
        parties={"minor": pupil(today), "other_minor": boy(today), "school": SCHOOL},
        summary="班里同学多次给她起绰号、孤立她，还拿走文具。",
        came_from="hotline",
        harm="no",
        stage="junior",
        class_name="八年级",
        forms=["words", "exclusion"],
        happened_on=today - timedelta(days=12),
        severity="minor",
        decision="undecided",
        guardians_told=True,
        wish="停止起绰号、当面道歉，学校调座位并做心理辅导。",
    ),
)
