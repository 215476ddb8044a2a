"""监护: minors nobody cares for, care left to others, and who is to be guardian."""

from datetime import timedelta

from portal.sdk import (
    PERSON,
    RESPONDENT,
    THIRD,
    CaseType,
    Choice,
    Choices,
    Day,
    Example,
    LongText,
    Money,
    Privacy,
    Role,
    Text,
    When,
    rule,
)

from ..actions import HEAR_MINOR, SUPPORT
from ..bases import ENTRUSTED, REPORT
from ..calculators import SUPPORT_SUM
from ..checks import CHECKS
from ..clocks import GENERAL
from ..fields import about_the_minor
from ..guards import HEARD_FIRST, SAFE_FIRST
from ..papers import ENTRUST, PAPERS_OF_ALL
from .parties import FATHER, MINOR, pupil

UNFIT = (
    ("violence", "曾有性侵害、虐待、遗弃、拐卖、暴力伤害等行为"),
    ("habits", "吸毒、酗酒、赌博等恶习"),
    ("neglect", "曾拒不履行或者长期怠于履行监护、照护职责"),
    ("other", "其他不适宜的情形"),
)

GUARDIANSHIP = CaseType(
    key="guardianship",
    title="监护",
    version=1,
    ministry_type="01",
    privacy=Privacy.P4,
    parties=(
        MINOR,
        Role("guardian", "父母或者其他监护人", kind=PERSON, side=RESPONDENT, many=True),
        Role("relative", "其他亲属", kind=PERSON, side=THIRD, many=True, required=False),
    ),
    fields=(
        *about_the_minor(),
        Choice(
            "issue",
            "什么问题",
            (
                ("neglect", "不照管、不给生活费"),
                ("left_behind", "外出务工，照护没有安排好"),
                ("abuse", "打骂、虐待"),
                ("dispute", "谁当监护人有争议"),
                ("property", "动用未成年人的财产"),
                ("schooling", "不让上学"),
            ),
            required=True,
            counted=True,
        ),
        Choice(
            "lives_with",
            "现在和谁生活",
            (
                ("parents", "父母"),
                ("one_parent", "父亲或者母亲"),
                ("grandparents", "祖父母、外祖父母"),
                ("relatives", "其他亲属"),
                ("alone", "独自生活"),
                ("institution", "机构"),
            ),
            required=True,
            counted=True,
        ),
        Day("away_since", "监护人从什么时候起不在身边"),
        Text("entrusted_to", "受委托照护的人", when=When("issue", "left_behind")),
        Choices("unfit", "受托人有没有这些情形", UNFIT, when=When("issue", "left_behind")),
        Money("income", "不直接抚养一方的月总收入"),
        LongText("wish", "希望怎样安排", required=True),
    ),
    clocks=GENERAL,
    rules=(
        rule(
            lambda d, today: d.issue != "abuse" or d.harm == "yes",
            "harm",
            "打骂、虐待就是受到侵害，请改为“有或者疑似”并报告",
            basis=REPORT,
        ),
        rule(
            lambda d, today: d.lives_with != "alone" or d.harm == "yes",
            "harm",
            "未成年人独自生活，可能面临危险；确认没有危险的，可以继续",
            basis=REPORT,
            asks=True,
        ),
        rule(lambda d, today: not d.unfit, "unfit", "有这些情形的人不得作为被委托人，请另找受托人", basis=ENTRUSTED),
        rule(lambda d, today: d.away_since <= today, "away_since", "这一天不能晚于今天"),
    ),
    guards=(*SAFE_FIRST, HEARD_FIRST),
    checks=CHECKS,
    actions=(HEAR_MINOR, SUPPORT),
    papers=(*PAPERS_OF_ALL, ENTRUST),
    calculators=(SUPPORT_SUM,),
    words=("没人管", "留守", "监护人", "监护权"),
    remedies=(
        "监护人的确定有争议的，可以请居民委员会、村民委员会或者民政部门指定，也可以直接向人民法院申请",
        "严重损害未成年人身心健康的，可以向人民法院申请撤销监护人资格",
        "无人照料的，由民政部门临时监护",
    ),
    example=lambda today: Example(
        parties={"minor": pupil(today), "guardian": FATHER},
        summary="父母都在外地打工，孩子跟着奶奶，生活费断了三个月。",
        came_from="village",
        harm="no",
        issue="neglect",
        lives_with="grandparents",
        away_since=today - timedelta(days=200),
        income="4500.00",
        wish="按月寄生活费，每周和孩子联系一次。",
    ),
)
