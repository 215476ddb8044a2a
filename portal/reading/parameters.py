"""参数: the amounts that differ by place and time, each with all its versions, the one in force first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.reading.wording import N_, say
from portal.store.parameter_rows import KNOWN, NATION
from portal.store.tables.machine import ParameterValue
from portal.store.tables.places import Division
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Version:
    """One value of a parameter, from a day on, for a place."""

    since: date
    division_code: str
    place: str
    value: str
    unit: str
    source: str
    verified: bool
    in_force: bool


@dataclass(frozen=True)
class ParameterShown:
    """A parameter with its versions, the newest first; none when it was never given."""

    key: str
    title: str
    unit: str
    used_for: str
    versions: tuple[Version, ...]

    @property
    def unverified(self) -> int:
        """Return how many of its versions nobody compared with the original."""
        return sum(not version.verified for version in self.versions)


def parameters(uow: UnitOfWork) -> tuple[ParameterShown, ...]:
    """Return the known parameters in their order, then those only plugins know."""
    rows = list(uow.session.scalars(select(ParameterValue).order_by(ParameterValue.key, ParameterValue.since.desc())))
    names = {row.code: row.name for row in uow.session.scalars(select(Division).where(Division.kind == "county"))}
    by_key: dict[str, list[ParameterValue]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    known = {one.key: one for one in KNOWN}
    shown = []
    for key in (*known, *(key for key in by_key if key not in known)):
        versions = by_key.get(key, [])
        one = known.get(key)
        shown.append(
            ParameterShown(
                key=key,
                title=say(one.title) if one is not None else key,
                unit=versions[0].unit if versions else one.unit if one is not None else "",
                used_for=say(one.used_for) if one is not None else "",
                versions=_versions(uow, versions, names),
            )
        )
    return tuple(shown)


def place_name(uow: UnitOfWork, code: str, names: dict[str, str]) -> str:
    """Return where a value holds, in words."""
    if code == NATION:
        return say(N_("全国"))
    own = uow.county_code
    if code == f"{own[:2]}0000":
        return say(N_("全省"))
    if code == f"{own[:4]}00":
        return say(N_("全市"))
    return names.get(code, code)


def _versions(uow: UnitOfWork, rows: list[ParameterValue], names: dict[str, str]) -> tuple[Version, ...]:
    """Return the versions; in force is, for each place, the newest that has begun."""
    begun: set[str] = set()
    found = []
    for row in rows:
        counts = row.since <= uow.today and row.division_code not in begun
        if counts:
            begun.add(row.division_code)
        place = place_name(uow, row.division_code, names)
        found.append(
            Version(row.since, row.division_code, place, _grouped(row.value), row.unit, row.source, row.verified, counts)
        )
    return tuple(found)


def _grouped(value: str) -> str:
    """Return a plain decimal with thousands separators."""
    whole, point, rest = value.partition(".")
    return f"{int(whole):,d}{point}{rest}"
