"""The county's own roles: they belong to no sector. What a sector's posts may do stands in its plugin."""

from __future__ import annotations

from dataclasses import dataclass

from portal.declare.roles import PostRole, Reach
from portal.declare.steps import Verb

COUNTY = "county"
"""Before the dot of a county role, where a sector's role has the key of its plugin."""

Grant = tuple[str, str]
"""A verb and a view."""

OPEN, MANAGE, DRAW, ANSWER, ASK, REVIEW = "open", "manage", "draw", "answer", "ask", "review"

DESK: Grant = (OPEN, "portal.desk")
CASES: Grant = (OPEN, "portal.cases")
CONSULTATIONS: Grant = (OPEN, "portal.consultations")
STATISTICS: Grant = (OPEN, "portal.statistics")
DRAW_CHECKS: Grant = (DRAW, "portal.checks")
ANSWER_CHECKS: Grant = (ANSWER, "portal.checks")
PEOPLE: Grant = (MANAGE, "portal.people")
ROLES: Grant = (OPEN, "portal.roles")
SIGN_IN: Grant = (MANAGE, "portal.sign_in")  # 登录规定
ORGANISATIONS: Grant = (OPEN, "portal.organisations")
PLUGINS: Grant = (OPEN, "portal.plugins")
CALENDAR: Grant = (OPEN, "portal.calendar")
PARAMETERS: Grant = (OPEN, "portal.parameters")
ROSTER: Grant = (OPEN, "portal.roster")  # 调解员名册
KEEP_ROSTER: Grant = (MANAGE, "portal.roster")
URGE_REFERRALS: Grant = ("urge", "portal.referrals")
PERSONS: Grant = (OPEN, "portal.persons")  # 同一人: likely doubles among the parties of the own organisation
MERGE_PERSONS: Grant = (MANAGE, "portal.persons")
PAPERS: Grant = (OPEN, "portal.papers")
AUDIT: Grant = (OPEN, "portal.audit")
ASK_GLASS: Grant = (ASK, "portal.glass")  # 特批查阅: ask for it, and decide what others ask
REVIEW_GLASS: Grant = (REVIEW, "portal.glass")  # judge afterwards whether it was justified
PROPOSE_ERASURE: Grant = ("propose", "portal.keeping")  # 提请删除本单位案件里的个人信息
DECIDE_ERASURE: Grant = ("decide", "portal.keeping")  # 决定删除，不看案件内容
HOLD: Grant = ("hold", "portal.keeping")  # 看保管期限，暂停删除

COMPLAINTS: Grant = ("handle", "portal.complaints")  # 投诉: about mediators, for the judicial bureau

DECLARED_ONLY = frozenset((COMPLAINTS, ASK_GLASS, REVIEW_GLASS, PROPOSE_ERASURE, DECIDE_ERASURE, HOLD))
"""Grants of the roles below alone: no administrator puts them into a role of her own."""


@dataclass(frozen=True)
class CountyRole:
    """A role of the county: its reach, its verbs on the types of every sector, and the pages it opens."""

    key: str
    title: str
    reach: Reach
    verbs: tuple[Verb, ...] = ()
    pages: tuple[Grant, ...] = ()
    supervises: bool = False
    manages_people: bool = False

    @property
    def name(self) -> str:
        """The name of its FAB role, for example `county.coordinator`."""
        return f"{COUNTY}.{self.key}"


COUNTY_ROLES = (
    CountyRole(
        "coordinator",
        "县级统筹",
        Reach.COUNTY,
        (Verb.READ, Verb.EXPORT, Verb.PRINT),
        (DESK, CASES, STATISTICS, DRAW_CHECKS, URGE_REFERRALS, ASK_GLASS, ROSTER, DECIDE_ERASURE, HOLD),
    ),
    CountyRole(
        "oversight",
        "督办",
        Reach.COUNTY,
        (Verb.READ,),
        (DESK, CASES, STATISTICS, DRAW_CHECKS, URGE_REFERRALS, ASK_GLASS),
    ),
    CountyRole(
        "justice",
        "司法局人民调解指导",
        Reach.COUNTY,
        (Verb.READ, Verb.EXPORT),
        (DESK, CASES, STATISTICS, DRAW_CHECKS, PAPERS, ROSTER, COMPLAINTS),
    ),
    CountyRole("auditor", "审计", Reach.NOTHING, pages=(AUDIT, REVIEW_GLASS)),
    CountyRole("congress", "人大监督", Reach.NOTHING, pages=(STATISTICS,)),
    CountyRole(
        "sysadmin",
        "系统管理员",
        Reach.NOTHING,
        pages=(PLUGINS, CALENDAR, PARAMETERS, ORGANISATIONS, PAPERS, ROSTER, KEEP_ROSTER),
    ),
    CountyRole("secadmin", "安全管理员", Reach.NOTHING, pages=(PEOPLE, ROLES, SIGN_IN, DECIDE_ERASURE), manages_people=True),
    CountyRole("town_clerk", "镇综治中心", Reach.PLACE, (Verb.READ,), (DESK, CASES, STATISTICS)),
)


def pages_of_sector_role(role: PostRole) -> tuple[Grant, ...]:
    """Return the pages a role of a sector opens, whatever its plugin."""
    pages = (DESK, CASES, CONSULTATIONS, STATISTICS, ANSWER_CHECKS, PERSONS)
    people = (PEOPLE,) if role.manages_people else ()
    roster = (ROSTER, KEEP_ROSTER) if role.supervises or role.manages_people else ()
    keeping = (PROPOSE_ERASURE, HOLD) if role.supervises else ()
    merging = (MERGE_PERSONS,) if role.supervises or Verb.ASSIGN in role.verbs else ()
    return (*pages, *people, *roster, *keeping, *merging)
