"""无障碍: ramps, lifts, blind tracks, counters and web pages that shut people out."""

from portal.sdk import CaseType, Choice, Choices, Example, LongText, Privacy, YesNo, guard, rule

from ..actions import COMMON_ACTIONS, INSPECT
from ..bases import BARRIER_FREE, BARRIER_FREE_LAW, HOUSE
from ..checks import CHECKS
from ..clocks import GENERAL, SITE_VISIT
from ..fields import about_the_person
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL, SITE
from ..rules import RULES
from .parties import DISABLED, ESTATE, HELPER, LIMBS, against

ACCESSIBILITY = CaseType(
    key="accessibility",
    title="无障碍",
    version=1,
    ministry_type="99",
    privacy=Privacy.P3,
    parties=(DISABLED, against("owner", "建设、管理、服务单位"), HELPER),
    fields=(
        *about_the_person(),
        Choice(
            "place_kind",
            "在哪里",
            (
                ("estate", "住宅小区"),
                ("public", "医院、学校、政务大厅等"),
                ("shop", "商店、银行、餐馆"),
                ("road", "道路、过街设施"),
                ("transport", "车站、公共交通"),
                ("web", "网站、手机应用、电话"),
            ),
            required=True,
            counted=True,
        ),
        Choices(
            "facilities",
            "什么设施",
            (
                ("ramp", "坡道、扶手"),
                ("lift", "电梯、升降台"),
                ("track", "盲道"),
                ("toilet", "卫生间"),
                ("parking", "停车位"),
                ("counter", "低位柜台"),
                ("information", "语音、字幕、手语、大字"),
                ("service", "导盲犬、陪同、人工服务"),
            ),
            required=True,
            counted=True,
        ),
        Choice(
            "built",
            "设施的情况",
            (
                ("new", "新建、改建、扩建时没有做"),
                ("old", "早先建成，没有改造"),
                ("broken", "做了但损坏、被占用"),
                ("refused", "不让加装、不提供服务"),
            ),
            required=True,
            counted=True,
        ),
        YesNo("occupied", "被别人占用"),
        LongText("wish", "希望怎样解决", required=True),
    ),
    clocks=(*GENERAL, SITE_VISIT),
    rules=(
        *RULES,
        rule(
            lambda d, today: d.built != "new",
            "built",
            "新建、改建、扩建的应当符合无障碍设施工程建设标准；确认后继续，同时可以请住建部门查处",
            basis=BARRIER_FREE,
            asks=True,
        ),
        rule(
            lambda d, today: d.place_kind != "web",
            "place_kind",
            "信息交流无障碍的具体要求请对照无障碍环境建设法核对，确认后继续",
            basis=BARRIER_FREE_LAW,
            asks=True,
        ),
    ),
    guards=(
        *GUARDS,
        guard(
            "agree",
            lambda case, data: case.did("inspect") or case.details.get("place_kind") == "web",
            "还没有和残疾人一起到现场看过；确实不用看的，请确认",
            basis=HOUSE,
            asks=True,
        ),
    ),
    checks=CHECKS,
    actions=(*COMMON_ACTIONS, INSPECT),
    papers=(*PAPERS_OF_ALL, SITE),
    words=("坡道", "盲道", "轮椅", "无障碍", "电梯"),
    remedies=("可以向残联、住建等部门投诉", "可以请人民检察院提起公益诉讼", "可以向人民法院起诉"),
    example=lambda today: Example(
        parties={"disabled": LIMBS, "owner": ESTATE},
        summary="单元门口的坡道被电动车和花池占住，轮椅出不去。",
        category="limbs",
        grade="3",
        capacity="full",
        needs=["ramp"],
        place_kind="estate",
        facilities=["ramp"],
        built="broken",
        occupied=True,
        wish="清走花池，划线禁止停车，补好扶手。",
    ),
)
