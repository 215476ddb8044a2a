"""The dossier of a case: its papers in official order, which must be there, and which are missing (domain 3.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.declare.papers import Duty, Paper
from portal.declare.phases import AgreementForm, Ending, Phase
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


@dataclass(frozen=True)
class Course:
    """What of a case decides about its papers: `form` of the agreement, `did` the acts, `filed` what somebody put there."""

    phase: str
    ending: str | None
    form: str | None
    did: Collection[str]
    filed: Collection[str]
    details: Mapping[str, object]
    with_firm: bool = False  # an organisation is among the parties
    disclosed: bool = False  # ties of the mediator, which the parties agreed to


_WRITES = {
    "record": "session",
    "agreement": "agree",
    "oral_agreement": "agree",
    "follow_up": "follow_up",
    "undisputed": "undisputed",
}
# The act that makes a paper: once it happened, the paper is there; before, nobody can file it.
_MADE_BY = {
    "registration": "open",
    "record": "session",
    "agreement": "sign",
    "oral_agreement": "agree",
    "follow_up": "follow_up",
}
_WITH_THE_WHOLE = ("cover", "contents", "back")  # made when the dossier is put together: nobody has to file them
_PERFORMED = frozenset({"perform", "perform_term"})


def made_by(key: str) -> str | None:
    """Return the act that makes a paper, where one does."""
    return _MADE_BY.get(key)


_LATER = {
    "record": Phase.MEDIATING,
    "agreement": Phase.AGREED,
    "oral_agreement": Phase.AGREED,
    "cover": Phase.ENDED,
    "contents": Phase.ENDED,
    "back": Phase.ENDED,
}
_PHASES = tuple(Phase)
_NOT_WITH = {True: "confirmation", False: "confirmation_firm"}  # 个人与个人, 个人与单位: one of the two forms concerns a case


def papers_of(own: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """Return the core's papers and a type's own in official order; one of the same key replaces the core's."""
    keys = {p.key for p in own}
    return tuple(sorted((*(p for p in CORE_PAPERS if p.key not in keys), *own), key=lambda p: p.order))


def papers_for(own: tuple[Paper, ...], course: Course) -> tuple[Paper, ...]:
    """Return the papers that concern the case: a paper may be declared for some phases or some details only."""
    return tuple(
        paper
        for paper in papers_of(own)
        if (paper.when is None or paper.when.holds(course.details)) and (not paper.phases or course.phase in paper.phases)
        if paper.key != _NOT_WITH[course.with_firm]
    )


def dossier(own: tuple[Paper, ...], course: Course) -> Dossier:
    """Return what is there and what is missing.

    A record is there when a session was written down, an agreement when it was signed, the registration from the beginning,
    cover, contents and back once the case may be put together; any other paper when somebody put it there. Once performance
    was noted, its proof must be there, and once somebody called back, what was found.
    """
    entries = []
    for paper in papers_for(own, course):
        must = _must(paper, course)
        entries.append(Entry(paper, _place(paper, course, must=must), must, _WRITES.get(paper.key, "")))
    counted = [e for e in entries if e.must]
    return Dossier(tuple(entries), len(counted), sum(1 for e in counted if e.place is Place.THERE))


def _must(paper: Paper, course: Course) -> bool:
    settled = course.ending in (None, Ending.SETTLED)
    refused = course.ending == Ending.NOT_ACCEPTED
    match paper.key:
        case "agreement":
            return settled and course.form != AgreementForm.ORAL
        case "oral_agreement":
            return settled and course.form == AgreementForm.ORAL
        case "record":
            return settled or course.ending == Ending.NOT_SETTLED
        case "refusal_notice":
            return refused
        case "ended_notice":
            return not settled and not refused
        case "undisputed":
            return paper.duty is Duty.MUST or "undisputed" in course.did  # once written down they are to be signed
        case "disclosure":
            return course.disclosed
        case "follow_up":
            return paper.duty is Duty.MUST or "follow_up" in course.did
        case "performance":
            return paper.duty is Duty.MUST or not _PERFORMED.isdisjoint(course.did)
        case "rights":
            return not refused
    return paper.duty is Duty.MUST


def _place(paper: Paper, course: Course, *, must: bool) -> Place:
    made_by = _MADE_BY.get(paper.key)
    if made_by is None and paper.key in course.filed:
        return Place.THERE
    if made_by in course.did and (must or paper.key not in ("agreement", "oral_agreement")):
        return Place.THERE
    if not must:
        return Place.NOT_NEEDED
    later = _LATER.get(paper.key)
    if later is not None and course.ending is None and _PHASES.index(Phase(course.phase)) < _PHASES.index(later):
        return Place.LATER
    return Place.THERE if paper.key in _WITH_THE_WHOLE else Place.MISSING
