"""The numbers a ledger gave on paper, held against each other and those of the portal; the year goes on after them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from portal.engine.changes import Change
from portal.engine.ledger.rows import Entry
from portal.engine.numbering import BadNumber, CaseNumber, read_number
from portal.errors import Problem
from portal.services.ledger.known import Ground
from portal.store.numbers import counter_of, start_with
from portal.store.tables.cases import CaseFile
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

_SERIAL = re.compile(r"第?0*([1-9]\d{0,6})号?")


@dataclass(frozen=True)
class Numbered:
    """The numbers of an import by row, and what is wrong with some of them."""

    by_row: Mapping[int, CaseNumber]
    problems: tuple[tuple[int, Problem], ...]


def number_word(uow: UnitOfWork, ground: Ground) -> str:
    """Return the word that numbers of the type carry, as the acceptance gives it."""
    plugin = uow.registry.plugin_of(ground.type_key)
    return ground.case_type.number_word or (plugin.number_word if plugin else "民")


def numbers_of(uow: UnitOfWork, ground: Ground, entries: Iterable[tuple[int, Entry]]) -> Numbered:
    """Return the numbers the rows bring along."""
    organisation = uow.session.get_one(Organisation, ground.actor.organisation_id)
    word = number_word(uow, ground)
    by_row: dict[int, CaseNumber] = {}
    problems: list[tuple[int, Problem]] = []
    first_at: dict[tuple[int, int], int] = {}
    for row, entry in entries:
        if not entry.number:
            continue
        read = _read(entry.number, entry.accepted_on, organisation.number_code, word)
        if isinstance(read, Problem):
            problems.append((row, read))
            continue
        earlier = first_at.setdefault((read.year, read.serial), row)
        if earlier != row:
            problems.append((row, Problem("number", "number_twice", {"row": earlier})))
            continue
        by_row[row] = read
    for year in sorted({number.year for number in by_row.values()}):
        problems += against_given(uow, organisation.id, word, year, by_row)
    return Numbered(by_row, tuple(problems))


def starts_after(uow: UnitOfWork, ground: Ground, numbers: Iterable[CaseNumber]) -> dict[tuple[str, int], int]:
    """Return the number each word and year goes on with after the highest on paper, where that is a later one."""
    highest: dict[tuple[str, int], int] = {}
    for number in numbers:
        key = (number.kind, number.year)
        highest[key] = max(highest.get(key, 0), number.serial)
    organisation_id = ground.actor.organisation_id
    return {
        (word, year): serial + 1
        for (word, year), serial in sorted(highest.items())
        if serial + 1 > counter_of(uow, organisation_id, word, year)[1]
    }


def start_after(uow: UnitOfWork, ground: Ground, numbers: Iterable[CaseNumber]) -> list[dict[str, object]]:
    """Let each year go on after the highest number on paper, and return what was changed, for taking it back."""
    changed: list[dict[str, object]] = []
    for (word, year), first in starts_after(uow, ground, numbers).items():
        _, before = counter_of(uow, ground.actor.organisation_id, word, year)
        start_with(uow, ground.actor.organisation_id, word, year, first)
        changed.append({"word": word, "year": year, "before": before, "first": first})
    return changed


def still_free(uow: UnitOfWork, ground: Ground, by_row: Mapping[int, CaseNumber]) -> bool:
    """Say whether nobody took one of the numbers since they were looked at."""
    years = {(number.kind, number.year) for number in by_row.values()}
    return not any(against_given(uow, ground.actor.organisation_id, word, year, by_row) for word, year in years)


def start_again(uow: UnitOfWork, organisation_id: uuid.UUID, changed: Iterable[Mapping[str, object]]) -> None:
    """Let the years start where they started before, where no number was given since."""
    for one in changed:
        word, year, first = str(one["word"]), int(str(one["year"])), int(str(one["first"]))
        if counter_of(uow, organisation_id, word, year) == (first, first):
            start_with(uow, organisation_id, word, year, int(str(one["before"])))


def with_number(change: Change, number: CaseNumber) -> Change:
    """Return an acceptance that takes the number the paper has instead of the next one."""
    columns = {
        "number": str(number),
        "number_word": number.kind,
        "number_year": number.year,
        "number_serial": number.serial,
    }
    return _replaced(change, columns, {"number": str(number), "numbered": "ledger"})


def _replaced(change: Change, columns: Mapping[str, object], data: Mapping[str, str]) -> Change:
    return replace(change, number_year=None, columns={**change.columns, **columns}, data={**change.data, **data})


def _read(text: str, accepted_on: date, code: str, word: str) -> CaseNumber | Problem:
    plain = re.sub(r"\s", "", text)
    if alone := _SERIAL.fullmatch(plain):
        return CaseNumber(accepted_on.year, code, word, int(alone[1]))
    try:
        read = read_number(plain)
    except BadNumber:
        return Problem("number", "number_form", {"example": str(CaseNumber(accepted_on.year, code, word, 12))})
    if read.words != code + word:
        return Problem("number", "number_of_others", {"example": str(CaseNumber(accepted_on.year, code, word, 12))})
    if read.year != accepted_on.year:
        return Problem("number", "number_year_differs", {"year": read.year, "accepted": accepted_on.year})
    return CaseNumber(read.year, code, word, read.serial)


def against_given(
    uow: UnitOfWork, organisation_id: uuid.UUID, word: str, year: int, by_row: Mapping[int, CaseNumber]
) -> list[tuple[int, Problem]]:
    """Return the numbers that exist already, or that would leave a gap behind those the portal gave."""
    serials = uow.session.scalars(
        select(CaseFile.number_serial).where(
            CaseFile.county_code == uow.county_code,
            CaseFile.organisation_id == organisation_id,
            CaseFile.number_word == word,
            CaseFile.number_year == year,
        )
    )
    given = set(serials)
    following, started = counter_of(uow, organisation_id, word, year)
    problems = []
    for row, number in by_row.items():
        if number.year != year:
            continue
        if number.serial in given:
            problems.append((row, Problem("number", "number_given", {"number": str(number)})))
        elif following > started and number.serial >= started:
            problems.append((row, Problem("number", "number_beyond", {"next": following})))
    return problems
