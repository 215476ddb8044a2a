"""人民调解案件情况统计表 (Form A): rows are kinds of organisations, columns stand in blocks.

Its columns follow what a city's monthly bulletin, a quarterly form and county reports have in common; the Ministry's own text of
the form was not to be had. What the portal does not know (排查, 预防) is left empty to be filled in by hand, never shown as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.declare.facts import Fact
from portal.declare.phases import Source
from portal.reading.figures_totals import Figures, per_cent
from portal.reading.wording import N_
from portal.reading.words import MINISTRY_TYPES

TOTAL = ""
"""The row of all organisations together."""
OTHER_KIND = "county"
KINDS = MappingProxyType(
    {
        "village": N_("村"),
        "community": N_("社区"),
        "town": N_("乡镇"),
        "street": N_("街道"),
        "enterprise": N_("企事业单位"),
        "industry": N_("行业性、专业性"),
        "studio": N_("个人工作室"),
        OTHER_KIND: N_("县级及其他"),
    }
)


class Unit(StrEnum):
    """What a column counts."""

    CASES = "cases"
    PEOPLE = "people"
    MONEY = "money"  # fen inside, 万元 outside
    SHARE = "share"  # per cent with one decimal
    BY_HAND = "by_hand"


Value = int | str | None


@dataclass(frozen=True)
class Column:
    """One column. `part_of` names the column it is a part of: the parts of one whole add up to it."""

    key: str
    title: str
    unit: Unit
    value: Callable[[Figures], Value]
    part_of: str = ""
    under: str = ""
    """A heading between the block and the column, over neighbouring columns that share it."""


@dataclass(frozen=True)
class Block:
    """Columns under one heading."""

    key: str
    title: str
    columns: tuple[Column, ...]


def _cases(key: str, title: str, value: Callable[[Figures], int], part_of: str = "", under: str = "") -> Column:
    return Column(key, title, Unit.CASES, value, part_of, under)


def _source(source: Source, title: str, *, referred: bool = True) -> Column:
    under = N_("接受委托移送调解") if referred else ""
    return _cases(
        f"source_{source.value}", title, lambda f: f.sources.get(source.value, 0), "referred" if referred else "accepted", under
    )


def _type(code: str, title: str) -> Column:
    return _cases(f"type_{code}", title, lambda f: f.types.get(code, 0), "accepted")


def _prevented(fact: Fact, title: str) -> tuple[Column, Column]:
    return (
        _cases(fact.value, N_("件"), lambda f: f.prevented.get(fact.value, 0), under=title),
        Column(f"{fact.value}_people", N_("人"), Unit.PEOPLE, lambda f: f.prevented_people.get(fact.value, 0), under=title),
    )


def _by_hand(key: str, title: str, under: str) -> Column:
    return Column(key, title, Unit.BY_HAND, lambda figures: None, under=under)


BLOCKS = (
    Block(
        "volume",
        N_("受理和调解"),
        (
            _cases("accepted", N_("受理（件）"), lambda f: f.accepted),
            _cases("closed", N_("办结（件）"), lambda f: f.closed),
            _cases("settled", N_("调解成功（件）"), lambda f: f.settled, "closed"),
            Column("rate", N_("成功率（占办结）%"), Unit.SHARE, lambda f: per_cent(f.settled, f.closed)),
            Column("rate_accepted", N_("成功率（占受理）%"), Unit.SHARE, lambda f: per_cent(f.settled, f.accepted)),
            Column("people", N_("涉及当事人（人）"), Unit.PEOPLE, lambda f: f.people),
            _cases("many", N_("其中3人以上（件）"), lambda f: f.many),
        ),
    ),
    Block(
        "source",
        N_("案件来源（件）"),
        (
            _source(Source.OWN_MOTION, N_("主动调解"), referred=False),
            _source(Source.APPLICATION, N_("依申请调解"), referred=False),
            _cases("referred", N_("小计"), lambda f: f.referred, "accepted", N_("接受委托移送调解")),
            _source(Source.COURT, N_("法院")),
            _source(Source.PROCURATORATE, N_("检察")),
            _source(Source.POLICE, N_("公安")),
            _source(Source.PETITION, N_("信访")),
            _source(Source.OTHER_BODY, N_("其他")),
        ),
    ),
    Block("type", N_("纠纷类型（件）"), tuple(_type(code, title) for code, title in MINISTRY_TYPES.items())),
    Block(
        "outcome",
        N_("协议和履行"),
        (
            _cases("oral", N_("口头（件）"), lambda f: f.oral, "settled", N_("协议形式")),
            _cases("written", N_("书面（件）"), lambda f: f.written, "settled", N_("协议形式")),
            Column("amount", N_("涉及金额（万元）"), Unit.MONEY, lambda f: f.amount),
            _cases("performed", N_("已履行（件）"), lambda f: f.performed),
            _cases("applied", N_("申请（件）"), lambda f: f.applied, under=N_("司法确认")),
            _cases("confirmed", N_("确认有效（件）"), lambda f: f.confirmed, under=N_("司法确认")),
            _cases("sued", N_("达成协议后起诉（件）"), lambda f: f.sued),
        ),
    ),
    Block(
        "prevention",
        N_("排查和预防"),
        (
            _by_hand("searches", N_("次"), N_("排查纠纷")),
            _by_hand("searched", N_("件"), N_("排查纠纷")),
            _by_hand("forestalled", N_("件"), N_("预防纠纷")),
            *_prevented(Fact.PREVENTED_SUICIDE, N_("防止引起自杀")),
            *_prevented(Fact.PREVENTED_CRIME, N_("防止转化为刑事案件")),
            *_prevented(Fact.PREVENTED_PETITION, N_("防止群体性上访")),
            *_prevented(Fact.PREVENTED_FIGHT, N_("防止群体性械斗")),
        ),
    ),
)
COLUMNS: Mapping[str, Column] = MappingProxyType({column.key: column for block in BLOCKS for column in block.columns})


@dataclass(frozen=True)
class Tie:
    """Whether the types and the sources each add up to the total, as printed."""

    types: int
    sources: int
    total: int

    @property
    def holds(self) -> bool:
        """Say whether all three are the same."""
        return self.types == self.sources == self.total


@dataclass(frozen=True)
class FormA:
    """The form: figures by kind of organisation, and of all together. A kind without any body still has its row."""

    rows: Mapping[str, Figures]
    total: Figures

    @classmethod
    def of(cls, by_kind: Mapping[str, Figures], total: Figures) -> FormA:
        """Return the form with its rows in order; a kind nobody knows is counted under 县级及其他."""
        rows = {kind: by_kind.get(kind, Figures()) for kind in KINDS if kind != OTHER_KIND or OTHER_KIND in by_kind}
        return cls(rows, total)

    @property
    def lines(self) -> Iterator[tuple[str, Figures]]:
        """Every row with the key of its kind, the total last."""
        yield from self.rows.items()
        yield TOTAL, self.total

    @property
    def tie(self) -> Tie:
        """Add up what is printed: a source or a type without a column of its own would be missed here."""
        sources = sum(self._printed(f"source_{source.value}") for source in Source)
        return Tie(sum(self._printed(f"type_{code}") for code in MINISTRY_TYPES), sources, self.total.accepted)

    def _printed(self, key: str) -> int:
        return sum(int(COLUMNS[key].value(figures) or 0) for figures in self.rows.values())


def printed(column: Column, figures: Figures) -> str:
    """Return a cell as it is printed: 1,280, 123.45 (万元), 96.9, or nothing where it is filled in by hand."""
    value = column.value(figures)
    if value is None:
        return "" if column.unit is Unit.BY_HAND else "—"
    if isinstance(value, str):
        return value
    return ten_thousands(value) if column.unit is Unit.MONEY else f"{value:,d}"


def ten_thousands(fen: int) -> str:
    """Return fen in 万元 with two decimals, rounded half up: 2,873.80."""
    hundredths = (fen + 5_000) // 10_000
    return f"{hundredths // 100:,d}.{hundredths % 100:02d}"


def kind_of(kind: str) -> str:
    """Return the row an organisation of this kind stands in."""
    return kind if kind in KINDS else OTHER_KIND
