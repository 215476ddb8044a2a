"""The divisions of the pilot county: 7 towns, 71 villages, 5 communities.

Names are the county's own; the codes below the towns are not official.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from portal.store.tables.places import Division
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Place:
    """A division with its name without 镇 or 村, for names of bodies and for numbers."""

    code: str
    name: str
    bare: str
    kind: str
    town: str


@cache
def places() -> tuple[Place, ...]:
    """Return the county, its towns, villages and communities."""
    county = json.loads(files("portal.services.demo").joinpath("linze.json").read_text(encoding="utf-8"))
    found = [Place(county["code"], county["name"], "临", "county", "")]
    for town in county["towns"]:
        bare = town["name"].removesuffix("镇")
        found.append(Place(town["code"], town["name"], bare, "town", ""))
        below = [(n, "community") for n in town["communities"]] + [(n, "village") for n in town["villages"]]
        for number, (name, kind) in enumerate(below, start=1):
            code = f"{town['code']}{number if kind == 'community' else 200 + number:03d}"
            full = f"{name}社区" if kind == "community" else f"{name}村"
            found.append(Place(code, full, name, kind, bare))
    return tuple(found)


def write_divisions(uow: UnitOfWork) -> None:
    """Write the divisions that are not there yet."""
    paths: dict[str, str] = {}
    for ordinal, place in enumerate(places()):
        parent = {"county": None, "town": place.code[:6]}.get(place.kind, place.code[:9])
        paths[place.code] = f"{paths.get(parent, '') if parent else ''}{place.code}/"
        if uow.session.get(Division, place.code) is None:
            uow.session.add(
                Division(
                    code=place.code,
                    parent_code=parent,
                    county_code=place.code[:6],
                    kind=place.kind,
                    name=place.name,
                    path=paths[place.code],
                    ordinal=ordinal,
                )
            )
    uow.session.flush()
