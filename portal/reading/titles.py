"""Titles written by the system: 「王某等12人与某建筑公司 拖欠工资纠纷」. A page's `<title>` never holds them."""

from __future__ import annotations

from typing import Protocol

from portal.access.privacy_rules import Sight, Sights
from portal.engine.masking import name_mask
from portal.engine.naming import MANY
from portal.reading.wording import N_, say


class Named(Protocol):
    """What a title needs of a case row."""

    applicant_name: str
    applicant_kind: str
    applicant_count: int
    respondent_name: str
    respondent_kind: str
    respondent_count: int


def case_title(row: Named, type_title: str, sights: Sights) -> str:
    """Return parties and type in one line."""
    about = type_title if type_title.endswith(("纠纷", "争议", "案件")) else say(N_("%(type)s纠纷"), type=type_title)
    return f"{party_line(row, sights)} {about}".strip()


def party_line(row: Named, sights: Sights) -> str:
    """Return 「甲与乙」, 「甲等3人与乙」 as far as the reader may see names."""
    first = _side(row.applicant_name, row.applicant_kind, row.applicant_count, sights)
    second = _side(row.respondent_name, row.respondent_kind, row.respondent_count, sights)
    if first and second:
        return say(N_("%(first)s与%(second)s"), first=first, second=second)
    return first or second


def shown_name(name: str, sights: Sights, kind: str = "person") -> str:
    """Return the name as the reader may see it: in full or 张*. An organisation is masked in restricted cases only."""
    sight = sights.organisation_names if kind == "organisation" else sights.names
    return name if sight is Sight.FULL else name_mask(name) if sight is Sight.MASKED else ""


def and_others(name: str, count: int) -> str:
    """Return 「王某」 for one and 「王某等12人」 for several, in the reader's language."""
    return name if count < 2 else say(MANY, name=name, n=count)


def _side(name: str, kind: str, count: int, sights: Sights) -> str:
    if not name:
        return ""
    shown = shown_name(name, sights, kind)
    return and_others(shown, count)
