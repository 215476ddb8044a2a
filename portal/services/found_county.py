"""Founds an empty county: its division and the one body at county level from which everything else is administered."""

from __future__ import annotations

from sqlalchemy import select

from portal.services.demo.divisions import places, write_divisions
from portal.store import settings
from portal.store.identifiers import new_id
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

COUNTY_LEVEL = "county"


def is_founded(uow: UnitOfWork) -> bool:
    """Say whether the county has the body it is administered from."""
    here = select(Organisation.id).where(Organisation.county_code == uow.county_code, Organisation.level == COUNTY_LEVEL)
    return uow.session.scalar(here.limit(1)) is not None


def found_county(uow: UnitOfWork, code: str, name: str) -> None:
    """Write the county's name, its divisions as far as they are known, and its centre; what is there stays as it is."""
    settings.write(uow.session, settings.COUNTY_NAME, name)
    if code == places()[0].code:
        write_divisions(uow)
    elif uow.session.get(Division, code) is None:
        uow.session.add(Division(code=code, county_code=code, kind=COUNTY_LEVEL, name=name, path=f"{code}/"))
        uow.session.flush()
    if is_founded(uow):
        return
    made = new_id()
    uow.session.add(
        Organisation(
            county_code=code,
            id=made,
            path=f"{made}/",
            name=f"{name}社会治安综合治理中心",
            short_name="县综治中心",
            number_code=name[:1],
            seal_name=f"{name}社会治安综合治理中心",
            kind=COUNTY_LEVEL,
            level=COUNTY_LEVEL,
            plugins=[],
            division_code=code,
        )
    )
    uow.session.flush()
