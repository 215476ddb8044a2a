"""What every row of an import needs to know: who imports, what may be named, which rows there are."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import select

from portal.access.identity import signed
from portal.declare.case_types import CaseType
from portal.declare.steps import Verb
from portal.engine.deciding import Deciding
from portal.engine.ledger.course import Played, play
from portal.engine.ledger.rows import Entry, Known, Mapped, read_row
from portal.engine.ledger.sheets import Line
from portal.errors import Forbidden, NotFound, Problem
from portal.services.deciding import deciding_for
from portal.store.actors import Person
from portal.store.own_numbers import numbers_of_official, with_numbers
from portal.store.tables.ledger import LedgerImport
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

Question = Callable[..., Any]


class Asked:
    """What rows asked the database, each question once. It can be asked again, to see whether the answers still hold."""

    def __init__(self) -> None:
        self._questions: dict[str, Question] = {}
        self._answers: dict[tuple[str, tuple[Hashable, ...]], object] = {}

    def once(self, name: str, question: Question) -> Question:
        """Return the question as one that is put to the database the first time only."""

        def answer(*about: Hashable) -> object:
            key = (name, about)
            if key not in self._answers:
                self._answers[key] = question(*about)
            return self._answers[key]

        self._questions[name] = question
        return answer

    def is_answered_like(self, now: Asked) -> bool:
        """Say whether every question that was put here gets the same answer from whoever `now` asks."""
        return all(now._questions[name](*about) == answer for (name, about), answer in self._answers.items())


_QUESTIONS = ("staff_in_reach", "can_receive", "works_in", "answer_days", "call_back_days", "lpr_on", "is_committee")
"""What the engine asks whoever decides, and the database answers."""


@dataclass(frozen=True)
class Ground:
    """What the rows of one import stand on; read once. `standing` is what of it may change while rows are prepared."""

    actor: Person
    type_key: str
    case_type: CaseType
    known: Known
    mapped: Mapped
    deciding: Deciding
    divisions: frozenset[str]
    home: str
    own_numbers: Question
    asked: Asked
    standing: tuple[object, ...]

    def still_holds(self, now: Ground) -> bool:
        """Say whether rows judged on this ground would be judged the same on another, read later."""
        same = (self.actor, self.known, self.divisions, self.home, self.standing)
        return same == (now.actor, now.known, now.divisions, now.home, now.standing) and self.asked.is_answered_like(now.asked)


def may_import(actor: Person, type_key: str) -> bool:
    """Say whether the post may import a ledger of the type: it registers and handles cases of it."""
    return all(actor.may(verb, type_key) for verb in (Verb.REGISTER, Verb.HANDLE))


def type_of(uow: UnitOfWork, actor: Person, type_key: str) -> CaseType:
    """Return the type, when the post may import a ledger of it.

    Raises:
        NotFound: no such type in the sectors of the organisation. Forbidden: the post does not register and handle it.
    """
    case_type = uow.registry.case_type(type_key)
    if case_type is None or type_key.partition(".")[0] not in actor.plugins:
        raise NotFound
    if not may_import(actor, type_key):
        raise Forbidden(Verb.REGISTER.value)
    return case_type


def ground_of(uow: UnitOfWork, actor: Person, type_key: str, mapped: Mapped) -> Ground:
    """Return what rows stand on for whoever imports."""
    case_type = type_of(uow, actor, type_key)
    names, codes = _divisions(uow)
    asked = Asked()
    plain = deciding_for(uow, actor, actor.organisation_id)
    once: dict[str, Any] = {name: asked.once(name, getattr(plain, name)) for name in _QUESTIONS}
    own_numbers = asked.once("own_numbers", lambda staff_id: numbers_of_official(uow, staff_id))
    return Ground(
        actor=actor,
        type_key=type_key,
        case_type=case_type,
        known=Known(names, _staff(uow, actor)),
        mapped=mapped,
        deciding=replace(plain, **once),
        divisions=codes,
        home=uow.session.get_one(Organisation, actor.organisation_id).division_code,
        own_numbers=own_numbers,
        asked=asked,
        standing=(uow.today, uow.calendar.version, uow.keyring, case_type.version),
    )


def who_imports(uow: UnitOfWork, ledger: LedgerImport) -> Person | None:
    """Return the person who asked for a job, in her post as it is now, or `None` when the post is over."""
    user_id = uow.session.scalar(select(Staff.user_id).where(Staff.id == ledger.staff_id))
    who = signed(uow.session.connection(), user_id, ledger.post_id, uow.today) if user_id is not None else None
    return None if who is None else who.actor


def mapped_of(ledger: LedgerImport) -> Mapped:
    """Return what the columns of an import are read from."""
    return mapped_from(cast("dict[str, dict[str, str | int]]", ledger.columns))


def mapped_from(given: Mapping[str, Mapping[str, str | int]]) -> Mapped:
    """Return the same from what was chosen for each column."""
    places = {path: int(of["at"]) for path, of in given.items() if "at" in of}
    return Mapped(places, {path: str(of["value"]) for path, of in given.items() if "value" in of})


def played(
    uow: UnitOfWork, ground: Ground, line: Line, ids: Callable[[], uuid.UUID | None] = lambda: None
) -> Played | tuple[Problem, ...]:
    """Return what a row comes to, or everything that is wrong with it but its number. `ids` are for what will be written."""
    entry = read_row(line.cells, ground.mapped, ground.case_type, ground.known, uow.today)
    if not isinstance(entry, Entry):
        return entry
    entry = replace(entry, body={"division_code": ground.home, **entry.body})
    if "assign" in entry.acts and not _may_assign(ground, entry):
        return (Problem("handler", "may_not_assign"),)
    come = play(ground.type_key, ground.case_type, entry, ground.deciding, ground.divisions, ids)
    if not isinstance(come, Played):
        return come
    own = tuple(_own_matters(uow, ground, come, "own_matter"))
    handler = entry.acts.get("assign", {}).get("handler_id")
    if handler is not None and not own and with_numbers(uow, ground.own_numbers(uuid.UUID(str(handler))), come.opening.parties):
        own = (Problem("handler", "handlers_own_matter"),)
    return own or come


def _may_assign(ground: Ground, entry: Entry) -> bool:
    """Say whether the case may be given to whom the row names: oneself always, others with the verb."""
    itself = str(entry.acts["assign"]["handler_id"]) == str(ground.actor.staff_id)
    return itself or ground.actor.may(Verb.ASSIGN, ground.type_key)


def _own_matters(uow: UnitOfWork, ground: Ground, come: Played, code: str) -> Iterator[Problem]:
    for at in with_numbers(uow, ground.own_numbers(ground.actor.staff_id), come.opening.parties):
        yield Problem(f"parties.{come.opening.parties[at].role}.name", code)


def _divisions(uow: UnitOfWork) -> tuple[dict[str, str | None], frozenset[str]]:
    """Return the places of the county by every name people use, and their codes; a name of several places gives `None`."""
    statement = select(Division.code, Division.parent_code, Division.name).where(Division.county_code == uow.county_code)
    rows = uow.session.execute(statement).all()
    towns = {row.code: row.name for row in rows}
    names: dict[str, str | None] = {}
    times = Counter(row.name for row in rows)
    for row in rows:
        names[row.name] = row.code if times[row.name] == 1 else None
    for row in rows:
        names[row.code] = row.code
        if row.parent_code in towns:
            names[towns[row.parent_code] + row.name] = row.code
    return names, frozenset(row.code for row in rows)


def _staff(uow: UnitOfWork, actor: Person) -> dict[str, uuid.UUID | None]:
    """Return who holds a post in the organisation today, by name; a name of two people gives `None`."""
    statement = (
        select(Staff.id, Staff.name)
        .join(Post, Post.staff_id == Staff.id)
        .where(
            Post.county_code == uow.county_code,
            Post.organisation_id == actor.organisation_id,
            Post.since <= uow.today,
            (Post.until.is_(None)) | (Post.until >= uow.today),
            Staff.ended_on.is_(None),
        )
        .distinct()
    )
    found: dict[str, uuid.UUID | None] = {}
    for row in uow.session.execute(statement):
        name = re.sub(r"\s", "", row.name)
        found[name] = None if name in found else row.id
    return found
