"""Disabled persons' federation (残联): work, subsidies, access, property, devices and support."""

from portal.sdk import DemoBody, DemoPerson, Fact, Plugin, Statistic, hookimpl

from .case_types.accessibility import ACCESSIBILITY
from .case_types.assistive_device import ASSISTIVE_DEVICE
from .case_types.benefits import BENEFIT_DISPUTE
from .case_types.employment import EMPLOYMENT_DISCRIMINATION
from .case_types.family_support import FAMILY_SUPPORT
from .case_types.guardian_property import GUARDIAN_PROPERTY
from .roles import ROLES

PLUGIN = Plugin(
    key="disabled_federation",
    title="残联",
    number_word="残",
    order=70,
    roles=ROLES,
    case_types=(EMPLOYMENT_DISCRIMINATION, BENEFIT_DISPUTE, ACCESSIBILITY, GUARDIAN_PROPERTY, ASSISTIVE_DEVICE, FAMILY_SUPPORT),
    statistics=(
        Statistic(
            "employment_by_stage",
            "就业歧视（按环节）",
            "employment_discrimination.stage",
            (Fact.AMOUNT_CLAIMED, Fact.AMOUNT_AGREED),
        ),
        Statistic("access_by_place", "无障碍（按地方）", "accessibility.place_kind"),
        Statistic("benefits_by_issue", "社保补贴（按问题）", "benefits.issue", (Fact.AMOUNT_CLAIMED,)),
    ),
    demo=(
        DemoBody(
            "county",
            "临泽县残疾人权益纠纷人民调解委员会",
            "县残调委",
            "临",
            "临泽县残疾人联合会",
            cases=6,
            people=(
                DemoPerson("disabled_clerk", "尹秀兰", "clerk", "登记一起康复辅具，先落实手语"),
                DemoPerson("disabled_admin", "常永红", "head", "看谁需要法定代理人，管理本会人员"),
                DemoPerson("disabled_interpreter", "柳青", "interpreter", "看指派给自己的案件"),
            ),
        ),
    ),
)


@hookimpl
def portal_plugin() -> Plugin:
    """Return the sector of the disabled persons' federation."""
    return PLUGIN
