"""What a post is made of: a role preset with its verbs and its reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.declare.keys import check_key, check_title
from portal.declare.steps import Verb


class Reach(StrEnum):
    """How far a post sees. Sealed cases (P4) are listed for their named handlers and supervisor only, whatever the reach."""

    ASSIGNED = "assigned"  # 只看交给自己的
    ORGANISATION = "organisation"  # 本单位及下级
    PLACE = "place"  # 本地（镇、村及以下）
    SECTOR = "sector"  # 本行业
    COUNTY = "county"  # 全县
    NOTHING = "nothing"  # 不看案件（系统、安全、审计管理员）


@dataclass(frozen=True)
class PostRole:
    """A role a plugin offers to its organisations. `verbs` apply to every type of the plugin.

    `supervises` marks the 负责人: may read sealed cases of the own organisation and sign what needs a supervisor.
    """

    key: str
    title: str
    verbs: tuple[Verb, ...]
    reach: Reach = Reach.ORGANISATION
    supervises: bool = False
    manages_people: bool = False

    def __post_init__(self) -> None:
        check_key(self.key, f"role {self.key}")
        check_title(self.title, f"role {self.key}")


CLERK = PostRole(
    "clerk",
    "经办",
    (Verb.READ, Verb.REGISTER, Verb.HANDLE, Verb.ASSIGN, Verb.CORRECT, Verb.EXPORT, Verb.PRINT, Verb.REVEAL),
)
MEDIATOR = PostRole("mediator", "调解员", (Verb.READ, Verb.REGISTER, Verb.HANDLE, Verb.CORRECT, Verb.PRINT, Verb.REVEAL))
HEAD = PostRole(
    "head",
    "负责人",
    (*CLERK.verbs, Verb.SUPERVISE, Verb.VOID),
    supervises=True,
    manages_people=True,
)

# What every sector offers unless its plugin says otherwise.
STANDARD_ROLES = (CLERK, MEDIATOR, HEAD)
