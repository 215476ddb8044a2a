"""A desk for each type of the federation, and what a refusal says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal.sdk import Refused
from portal.testing.desk import Desk
from portal_plugins.womens_federation import PLUGIN

TODAY = date(2026, 11, 20)  # a Friday
TYPES = {declared.key: declared for declared in PLUGIN.case_types}


def desk(key: str, today: date = TODAY) -> Desk:
    """Return an empty desk for the type."""
    return Desk(f"womens_federation.{key}", TYPES[key], today=today)


def opened(key: str, *confirmed: str, **details: object) -> Desk:
    """Return a desk with the type's example opened, other details where they are named."""
    at = desk(key)
    at.open(at.example(**details), confirmed)
    return at


def refusal(act: Callable[[], Any]) -> tuple[str, ...]:
    """Return the sentences of the refusal of an act; empty when it was not refused."""
    try:
        act()
    except Refused as refused:
        return tuple(str(problem.params.get("message", problem.code)) for problem in refused.problems)
    return ()


def articles(act: Callable[[], Any]) -> set[tuple[str, str]]:
    """Return the articles a refusal cites."""
    with pytest.raises(Refused) as refused:
        act()
    return {(str(p.params["law"]), str(p.params["article"])) for p in refused.value.problems if "law" in p.params}


def accepted(at: Desk) -> Desk:
    """Accept the case, confirming what only asks."""
    at.act("accept", accepted_on=at.today, confirmed=("guard:",))
    return at


def consented(at: Desk) -> Desk:
    """Accept the case and record everybody's consent."""
    accepted(at).act("consent", consented_on=at.today, how="meeting")
    return at


# The rights example without what only land disputes have.
_LAND = ("land_item", "excluded_because", "village_decision", "household_here", "land_elsewhere")
NO_LAND: dict[str, Any] = dict.fromkeys(_LAND)
SESSION: dict[str, Any] = {"held_on": TODAY, "manner": "face_to_face", "record": "各方陈述意见。", "result": "success"}
TERM: dict[str, Any] = {"kind": "act", "payer": "王小军", "act": "每月接送孩子两次"}
SCREEN: dict[str, Any] = {"screened_on": TODAY, "alone": True, "level": "medium", "factors": ["jealous"], "screened_by": "李秀英"}
SIGN: dict[str, Any] = {"signed_on": TODAY, "victim_agrees": True, "measures": "派出所民警在场，先后离场。"}
REPORT: dict[str, Any] = {"reported_on": TODAY, "station": "蓼泉派出所", "receipt": "J6207230001"}
AGAIN: dict[str, Any] = {"happened_on": TODAY, "forms": ["beating"], "reported": True}


def screened() -> Desk:
    """Return a case of violence, accepted and screened."""
    at = accepted(opened("domestic_violence"))
    at.act("risk_screen", **SCREEN)
    return at


def at_the_table() -> Desk:
    """Return a case of violence in which talks may begin."""
    at = screened()
    at.act("consent", consented_on=TODAY, how="meeting")
    return at
