"""A plugin as a value: a sector that owns types, or a mechanism that reads across them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.declare.case_types import CaseType
from portal.declare.demo import DemoBody
from portal.declare.keys import check_key, check_title, check_unique
from portal.declare.roles import STANDARD_ROLES, PostRole
from portal.declare.statistics import Statistic
from portal.errors import DeclarationError

_VERSION = re.compile(r"\d{1,4}\.\d{1,4}")


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """What `portal_plugin()` returns. `key` names tables, permissions, menus, endpoints, templates and the text domain.

    `number_word` is the kind word of its case numbers (民、劳、妇、消、物), empty for 民. `pages` are import-free names of view
    classes given by the hook `portal_views`. `row_kinds` say which organisation kinds of Form A its committees count under.
    `tried_with` are minor versions of the portal (`"0.2"`) the plugin was tried with; outside of them it is told, and starts.
    """

    key: str
    title: str
    case_types: tuple[CaseType, ...] = ()
    version: str = "1.0"
    number_word: str = "民"
    roles: tuple[PostRole, ...] = STANDARD_ROLES
    statistics: tuple[Statistic, ...] = ()
    organisation_kind: str = "industry"
    demo: tuple[DemoBody, ...] = ()
    order: int = 50
    tried_with: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"plugin {self.key}"
        check_key(self.key, where)
        check_title(self.title, where)
        if not all(_VERSION.fullmatch(one) for one in self.tried_with):
            raise DeclarationError(where, "tried_with names versions of the portal such as '0.2'")
        check_unique((t.key for t in self.case_types), where, "type")
        check_unique((r.key for r in self.roles), where, "role")
        check_unique((s.key for s in self.statistics), where, "statistic")

    def case_type(self, key: str) -> CaseType:
        """Return the declared type.

        Raises:
            KeyError: no such type.
        """
        for declared in self.case_types:
            if declared.key == key:
                return declared
        raise KeyError(key)
