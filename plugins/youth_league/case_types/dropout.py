"""辍学: pupils who stay away from school, and those who should bring them back."""

from datetime import timedelta

from portal.sdk import PERSON, RESPONDENT, CaseType, Choice, Day, Example, LongText, Privacy, Role, YesNo, guard, rule

from ..actions import HEAR_MINOR, RETURNED, SUPPORT, VISIT
from ..bases import CHILD_LABOUR, GUARDIAN_DUTIES, NO_EXPULSION
from ..checks import CHECKS
from ..clocks import FIRST_VISIT, GENERAL
from ..fields import about_school, about_the_minor
from ..guards import HEARD_FIRST, SAFE_FIRST
from ..papers import PAPERS_OF_ALL
from .parties import FATHER, MINOR, SCHOOL, SCHOOL_BESIDE, pupil

DROPOUT = CaseType(
    key="dropout",
    title="辍学",
    version=1,
    ministry_type="21",
    privacy=Privacy.P4,
    parties=(MINOR, Role("guardian", "父母或者其他监护人", kind=PERSON, side=RESPONDENT, many=True), SCHOOL_BESIDE),
    fields=(
        *about_the_minor(),
        *about_school(),
        Day("stopped_on", "从哪天起没有到校", required=True),
        Choice(
            "reason",
            "主要原因",
            (
                ("dislike", "厌学、成绩跟不上"),
                ("poverty", "家庭困难"),
                ("work", "外出打工"),
                ("illness", "生病、残疾"),
                ("bullied", "在校受欺凌"),
                ("expelled", "学校劝退、停课"),
                ("marriage", "早婚、同居"),
                ("family", "家庭变故"),
            ),
            required=True,
            counted=True,
        ),
        YesNo("working", "正在打工", required=True),
        YesNo("school_reported", "学校劝返无效后已书面报告教育行政部门"),
        Day("returned_on", "返校日期"),
        LongText("wish", "她（他）和家里怎么说", required=True),
    ),
    clocks=(*GENERAL, FIRST_VISIT),
    rules=(
        rule(lambda d, today: d.returned_on >= d.stopped_on, "returned_on", "返校日期不能早于停学日期"),
        rule(
            lambda d, today: not (d.working and d.stage in ("primary", "junior")) or d.harm == "yes",
            "harm",
            "义务教育阶段的学生在打工，可能是被招用的童工；请改为“有或者疑似”并报告人社、公安部门",
            basis=CHILD_LABOUR,
            asks=True,
        ),
        rule(
            lambda d, today: d.reason != "bullied" or d.harm == "yes",
            "harm",
            "在校受欺凌的，请改为“有或者疑似”；轻微的可以确认后继续",
            asks=True,
        ),
        rule(
            lambda d, today: d.reason != "expelled",
            "reason",
            "学校不得开除、变相开除未成年学生；确认后继续，调解时请向学校说明",
            basis=NO_EXPULSION,
            asks=True,
        ),
    ),
    guards=(
        *SAFE_FIRST,
        guard(
            "agree", lambda case, data: case.did("visit"), "还没有上门劝返；确实不用的，请确认", basis=GUARDIAN_DUTIES, asks=True
        ),
        HEARD_FIRST,
    ),
    checks=CHECKS,
    actions=(HEAR_MINOR, VISIT, RETURNED, SUPPORT),
    papers=PAPERS_OF_ALL,
    words=("辍学", "不上学", "失学", "控辍保学"),
    remedies=("学校劝返无效的，由学校书面报告教育行政部门", "监护人不履行职责的，由村（居）民委员会劝诫、制止"),
    example=lambda today: Example(
        parties={"minor": pupil(today), "guardian": FATHER, "school": SCHOOL},
        summary="国庆后一直没有返校，说跟不上课，家里也没有催。",
        came_from="school",
        harm="no",
        stage="junior",
        stopped_on=today - timedelta(days=40),
        reason="dislike",
        working=False,
        wish="本人愿意回校，但想换班；父亲说随孩子。",
    ),
)
