"""A small county for tests of the store and of access: organisations, people, posts and cases, written as they stand."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from portal.declare.roles import Reach
from portal.hooks.registry import Registry
from portal.store.actors import Person, System
from portal.store.database import make_engine
from portal.store.identifiers import new_id
from portal.store.keyring import make_keys
from portal.store.tables.cases import CaseAccess, CaseFile, Dispute, Party
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import Store

COUNTY = "620723"
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
DEMO = System(COUNTY, "demo")


def make_store(url: str, folder: Path, registry: Registry | None = None) -> Store:
    """Return a store on the database, with keys of its own and a clock that stands still."""
    return Store(make_engine(url), make_keys(folder / "keys"), registry or Registry.of(), clock=lambda: NOW)


@dataclass
class County:
    """Adds rows in a session and remembers them by short names."""

    session: Session
    organisations: dict[str, Organisation] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    users: int = 0

    def division(self, code: str, parent: str | None = None) -> None:
        above = self.session.get(Division, parent) if parent else None
        path = f"{above.path if above else ''}{code}/"
        kind = {6: "county", 9: "town"}.get(len(code), "village")
        self.session.add(Division(code=code, parent_code=parent, county_code=COUNTY, kind=kind, name=f"区划{code}", path=path))
        self.session.flush()

    def organisation(
        self, name: str, *, above: str | None = None, division: str = COUNTY, plugins: tuple[str, ...] = ()
    ) -> Organisation:
        parent = self.organisations[above] if above else None
        made = new_id()
        row = Organisation(
            county_code=COUNTY,
            id=made,
            parent_id=parent.id if parent else None,
            path=f"{parent.path if parent else ''}{made}/",
            name=name,
            short_name=name,
            number_code="临",
            kind="industry",
            level="county",
            plugins=list(plugins),
            division_code=division,
        )
        self.session.add(row)
        self.session.flush()
        self.organisations[name] = row
        return row

    def post(
        self,
        name: str,
        organisation: str,
        role: str = "sector.clerk",
        *,
        since: date = date(2026, 1, 1),
        until: date | None = None,
    ) -> Post:
        """Give somebody (made when new) a post."""
        if name not in self.staff:
            self.users += 1
            self.staff[name] = Staff(county_code=COUNTY, id=new_id(), name=name, user_id=self.users, specialties=[])
            self.session.add(self.staff[name])
            self.session.flush()
        row = Post(
            county_code=COUNTY,
            id=new_id(),
            staff_id=self.staff[name].id,
            organisation_id=self.organisations[organisation].id,
            role=role,
            since=since,
            until=until,
        )
        self.session.add(row)
        self.session.flush()
        self.posts[f"{name}@{organisation}"] = row
        return row

    def person(self, name: str, organisation: str, reach: Reach = Reach.ORGANISATION, *, supervises: bool = False) -> Person:
        """Return who acts in a post of that organisation, made when new."""
        held = self.posts.get(f"{name}@{organisation}") or self.post(name, organisation)
        own = self.organisations[organisation]
        division = self.session.get_one(Division, own.division_code)
        return Person(
            county_code=COUNTY,
            staff_id=self.staff[name].id,
            user_id=self.staff[name].user_id or 0,
            post_id=held.id,
            organisation_id=own.id,
            organisation_path=own.path,
            plugins=frozenset(own.plugins),
            division_path=division.path,
            role=held.role,
            reach=reach,
            supervises=supervises,
            manages_people=False,
            verbs=frozenset(),
        )

    def case(
        self,
        organisation: str,
        *,
        privacy: int = 2,
        handler: uuid.UUID | None = None,
        registrar: uuid.UUID | None = None,
        division: str = COUNTY,
        plugin: str = "sector",
    ) -> CaseFile:
        """Add a case with the access rows that `record()` writes for its owner, registrar and handler."""
        case_id, dispute_id = new_id(), new_id()
        own = self.organisations[organisation]
        self.session.add(Dispute(county_code=COUNTY, id=dispute_id, responsible_case_id=case_id, opened_at=NOW))
        self.session.flush()
        case = CaseFile(
            county_code=COUNTY,
            id=case_id,
            dispute_id=dispute_id,
            organisation_id=own.id,
            plugin=plugin,
            type=f"{plugin}.kind",
            type_version=1,
            ministry_type="10",
            phase="accepted",
            privacy=privacy,
            source="application",
            version=1,
            handler_id=handler,
            registered_by_id=registrar or new_id(),
            division_code=division,
            summary="",
            details={},
            received_on=NOW.date(),
            recorded_at=NOW,
            changed_at=NOW,
        )
        self.session.add(case)
        self.session.flush()
        self.let_in(case, "owner", organisation=own.id)
        self.let_in(case, "registrar", staff=case.registered_by_id)
        if handler is not None:
            self.let_in(case, "handler", staff=handler)
        return case

    def let_in(
        self,
        case: CaseFile,
        ground: str,
        *,
        organisation: uuid.UUID | None = None,
        staff: uuid.UUID | None = None,
        until: datetime | None = None,
    ) -> None:
        """Add a row of access."""
        self.session.add(
            CaseAccess(
                county_code=COUNTY,
                id=new_id(),
                case_id=case.id,
                organisation_id=organisation,
                staff_id=staff,
                ground=ground,
                since=NOW,
                until=until,
            )
        )
        self.session.flush()

    def party(self, case: CaseFile, name: str = "王小军", ordinal: int = 0) -> Party:
        """Add a party to a case."""
        row = Party(
            county_code=COUNTY,
            id=new_id(),
            case_id=case.id,
            role="worker",
            side="applicant",
            ordinal=ordinal,
            kind="person",
            name=name,
            details={},
        )
        self.session.add(row)
        self.session.flush()
        return row
