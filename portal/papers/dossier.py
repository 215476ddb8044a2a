"""The dossier of a case: its papers in official order, which must be there, and which are missing (domain 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.declare.papers import Duty, Paper
from portal.papers.core_papers import CORE_PAPERS


class Place(StrEnum):
    """How a paper stands in the dossier."""

    THERE = "there"  # 已有
    MISSING = "missing"  # 缺
    LATER = "later"  # 还没到时候
    NOT_NEEDED = "not_needed"  # 不需要


@dataclass(frozen=True)
class Entry:
    """A paper in its place; `write` names the act that makes it, where one does."""

    paper: Paper
    place: Place
    must: bool
    write: str


@dataclass(frozen=True)
class Dossier:
    """All entries, and how many of those that must be there are there."""

    entries: tuple[Entry, ...]
    must: int
    there: int


_ACT = {"record": "session", "agreement": "agree", "oral_agreement": "agree", "follow_up": "follow_up"}
_PHASES = ("clue", "review", "accepted", "consent", "mediating", "paused", "agreed", "ended", "followed_up", "archived")


def papers_of(own: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """Return the core's papers and a type's own in official order; one of the same key replaces the core's."""
    keys = {p.key for p in own}
    return tuple(sorted((*(p for p in CORE_PAPERS if p.key not in keys), *own), key=lambda p: p.order))


def dossier(
    own: tuple[Paper, ...], *, phase: str, ending: str | None, form: str | None, printed: Mapping[str, str], did: frozenset[str]
) -> Dossier:
    """Return what is there and what is missing.

    `form` is that of the agreement (written or oral), `did` the acts so far. A record is there when a session was written
    down, an agreement when it was signed; other papers when they were printed or filed.
    """
    entries = []
    for paper in papers_of(own):
        must = _must(paper, phase, ending, form)
        place = _place(paper, must=must, phase=phase, printed=printed, did=did, form=form)
        entries.append(Entry(paper, place, must, _ACT.get(paper.key, "")))
    counted = [e for e in entries if e.must]
    return Dossier(tuple(entries), len(counted), sum(1 for e in counted if e.place is Place.THERE))


def _must(paper: Paper, phase: str, ending: str | None, form: str | None) -> bool:
    if paper.key in ("agreement", "oral_agreement"):
        return (form == "oral") == (paper.key == "oral_agreement") and (ending in (None, "settled"))
    if paper.key == "record":
        return ending in (None, "settled", "not_settled")
    if paper.key == "ended_notice":
        return ending is not None and ending != "settled"
    return paper.duty is Duty.MUST


def _place(paper: Paper, *, must: bool, phase: str, printed: Mapping[str, str], did: frozenset[str], form: str | None) -> Place:
    if paper.key in printed:
        return Place.THERE
    made = {
        "registration": "open",
        "record": "session",
        "agreement": "sign",
        "oral_agreement": "agree",
        "follow_up": "follow_up",
    }.get(paper.key)
    if made is not None and made in did and not (paper.key == "oral_agreement" and form != "oral"):
        return Place.THERE
    if not must:
        return Place.NOT_NEEDED
    later = {"record": "mediating", "agreement": "agreed", "oral_agreement": "agreed", "cover": "ended", "back": "ended"}
    if paper.key in later and _PHASES.index(phase) < _PHASES.index(later[paper.key]):
        return Place.LATER
    return Place.MISSING
