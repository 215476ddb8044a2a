"""Cells added up: one `Figures` for a county, a unit or a row of Form A."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from portal.declare.phases import AgreementForm, Ending, Source
from portal.reading.figures_cells import PREVENTED, Accepted, Closed

Cell = Accepted | Closed
K = TypeVar("K", bound=Hashable)
_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Figures:
    """What Form A knows of some cases. Counts are cases unless they say people; `amount` is fen.

    `accepted` and what depends on it (people, sources, types, prevention) belong to the cases accepted in the period;
    `closed` and what depends on it (endings, forms, money, performance) to the accepted cases that ended in it.
    """

    accepted: int = 0
    people: int = 0
    many: int = 0
    sources: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    types: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    prevented: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    prevented_people: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    closed: int = 0
    endings: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    forms: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    amount: int = 0
    performed: int = 0
    applied: int = 0
    confirmed: int = 0
    sued: int = 0

    @property
    def settled(self) -> int:
        """Cases that ended in an agreement in force (调解成功)."""
        return self.endings.get(Ending.SETTLED.value, 0)

    @property
    def referred(self) -> int:
        """Cases another body handed over (接受委托移送)."""
        return sum(self.sources.get(source.value, 0) for source in Source if source.is_referred)

    @property
    def oral(self) -> int:
        """Settled cases with an oral agreement (人民调解法 28)."""
        return self.forms.get(AgreementForm.ORAL.value, 0)

    @property
    def written(self) -> int:
        """Settled cases with a written agreement."""
        return self.forms.get(AgreementForm.WRITTEN.value, 0)


def added(cells: Iterable[Cell]) -> Figures:
    """Return the figures of the cells together."""
    sources: Counter[str] = Counter()
    types: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    prevented: Counter[str] = Counter()
    prevented_people: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for cell in cells:
        match cell:
            case Accepted():
                sources[cell.source] += cell.cases
                types[cell.ministry_type] += cell.cases
                plain.update(accepted=cell.cases, people=cell.people, many=cell.many)
                for fact, (cases, people) in zip(PREVENTED, cell.prevented, strict=True):
                    prevented[fact] += cases
                    prevented_people[fact] += people
            case Closed():
                endings[cell.ending] += cell.cases
                plain.update(closed=cell.cases, amount=cell.amount)
                plain.update(performed=cell.performed, applied=cell.applied, confirmed=cell.confirmed, sued=cell.sued)
                if cell.ending == Ending.SETTLED.value:
                    forms[cell.form] += cell.cases
    return Figures(
        sources=sources,
        types=types,
        endings=endings,
        forms=forms,
        prevented=prevented,
        prevented_people=prevented_people,
        accepted=plain["accepted"],
        people=plain["people"],
        many=plain["many"],
        closed=plain["closed"],
        amount=plain["amount"],
        performed=plain["performed"],
        applied=plain["applied"],
        confirmed=plain["confirmed"],
        sued=plain["sued"],
    )


def added_by(key: Callable[[Cell], K], *cells: Iterable[Cell]) -> dict[K, Figures]:
    """Return the figures of the cells by a key, in the order the keys first come."""
    groups: dict[K, list[Cell]] = {}
    for cell in chain(*cells):
        groups.setdefault(key(cell), []).append(cell)
    return {name: added(group) for name, group in groups.items()}


def per_cent(part: int, whole: int) -> str | None:
    """Return a share with one decimal, rounded half up: `96.9`; `None` of nothing."""
    if not whole:
        return None
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def change(now: int, then: int) -> str | None:
    """Return by how many per cent a figure grew: `+12.0`, `-3.0`, `0.0`; `None` when there was nothing to compare with."""
    if not then:
        return None
    grown = per_cent(abs(now - then), then)
    return grown if now == then else f"{'+' if now > then else '-'}{grown}"
