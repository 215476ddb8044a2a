"""What ends at once: every cause, against a session here, one elsewhere, and the key of a program. The clock stands still."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.api_keys import make_key
from portal.access.passwords import one_time_password
from portal.access.proving_again import Proved
from portal.access.second_factor import factor_of, secret_of
from portal.services.leaving import disable
from portal.services.people import add_person, reset_password
from portal.services.posts import add_post, end_post
from portal.services.roles import change_role, make_role
from portal.services.second_factor import begin_own, reset_factor
from portal.store.actors import System
from portal.store.tables.people import ApiKey, Post, Staff
from portal.web.api.key_reader import key_reader
from tests.store.county import COUNTY, NOW
from tests.web.admins import LOCKOUT, TODAY, Admins, make_admins
from tests.web.desks import HASH, PASSWORD, Desks
from tests.web.offices import posted

ROLE = {"title": "档案员", "reach": "organisation", "verbs": ["read", "print"], "pages": ["open:portal.cases"]}
NEW = {"old": PASSWORD, "new": "another-Linze-2027", "again": "another-Linze-2027"}


@dataclass
class Held:
    """What one person has open."""

    admins: Admins
    desks: Desks
    account: str
    staff: uuid.UUID
    post: uuid.UUID
    here: FlaskClient
    elsewhere: FlaskClient
    key: str

    def stands(self) -> tuple[bool, bool, bool]:
        """Say whether the session here, the one elsewhere and the key still open something."""
        read = key_reader(self.admins.engine, self.desks.clock)
        sessions = (browser.get("/account/").status_code == 200 for browser in (self.here, self.elsewhere))
        return (*sessions, read(f"Bearer {self.key}") is not None)  # type: ignore[return-value]

    def by(self, who: str, act: Callable[..., object], *args: object, **more: object) -> None:
        with self.admins.store.begin(self.admins.actor(who), write=True) as uow:
            act(uow, *args, **more)

    def proof(self, who: str) -> Proved:
        return Proved(self.admins.users[who], self.desks.clock())

    def enrol(self) -> None:
        self.by(self.account, begin_own, self.proof(self.account))
        with self.admins.store.begin(System(COUNTY, "sign_in")) as uow:
            row = factor_of(uow, self.staff)
            assert row is not None
            code = pyotp.TOTP(secret_of(uow, row)).at(self.desks.clock())
        row_here = self.here.get_cookie("portal_session")
        assert row_here is not None
        assert posted(self.here, "/account/second-factor/confirm", {"code": code}, "/account/second-factor/").status_code == 200

    def key_id(self) -> uuid.UUID:
        with Session(self.admins.engine) as session:
            return session.scalars(select(ApiKey.id).where(ApiKey.post_id == self.post)).one()


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The county, whose cookies, keys and roles are rows like any other."""
    made = make_admins(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


CAUSES: dict[str, tuple[Callable[[Held], object], tuple[bool, bool, bool]]] = {
    # what happens: session here, session elsewhere, key of a program
    "nothing": (lambda h: None, (True, True, True)),
    "logout": (lambda h: posted(h.here, "/logout", {}, "/account/"), (False, True, True)),
    "own password": (lambda h: posted(h.here, "/account/password", NEW, "/account/"), (True, False, True)),
    "own second factor": (lambda h: h.enrol(), (True, False, True)),
    "all other devices": (lambda h: posted(h.here, "/account/sessions/end-others", {}, "/account/"), (True, False, True)),
    "own key": (lambda h: posted(h.here, f"/account/keys/{h.key_id()}/end", {}, "/account/"), (True, True, False)),
    "password by administrator": (
        lambda h: h.by("head", reset_password, h.staff, one_time_password(), LOCKOUT),
        (False, False, False),
    ),
    "second factor by administrator": (
        lambda h: _lose_telephone(h),
        (False, False, True),
    ),
    "disabled": (lambda h: h.by("head", disable, h.staff, {}), (False, False, False)),
    "post ended": (lambda h: h.by("head", end_post, h.staff, h.post, {}), (False, False, False)),
    "post ends today": (
        lambda h: h.by("head", end_post, h.staff, h.post, {"until": TODAY.isoformat()}),
        (True, True, True),
    ),
    "a further post": (
        lambda h: h.by("head", add_post, h.staff, {"post": f"{h.admins.organisations['东寨果园分会']}:orchard.clerk"}),
        (True, True, True),
    ),
    "role changed": (lambda h: _change_role(h), (False, False, True)),
    "half an hour idle": (lambda h: h.desks.clock.pass_by(timedelta(minutes=31)), (False, False, True)),
    "the key's last day passed": (lambda h: h.desks.clock.pass_by(timedelta(days=31)), (False, False, False)),
}


def test_every_cause_ends_what_it_must_with_the_next_request(admins: Admins) -> None:
    desks = admins.desks()
    found = {}
    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        role = make_role(uow, "orchard", ROLE)
    for number, (cause, (act, _)) in enumerate(CAUSES.items()):
        desks.clock.now = NOW
        held = _hold(admins, desks, f"person{number}", role if cause == "role changed" else "orchard.clerk")
        act(held)
        found[cause] = held.stands()

    assert found == {cause: expected for cause, (_, expected) in CAUSES.items()}


def test_key_ends_with_the_last_day_of_its_post_and_shows_its_last_use(admins: Admins) -> None:
    desks = admins.desks()
    held = _hold(admins, desks, "person", "orchard.clerk")
    held.by("head", end_post, held.staff, held.post, {"until": TODAY.isoformat()})
    assert held.stands()[2]
    page = held.here.get("/account/keys/").text

    desks.clock.pass_by(timedelta(days=1))

    assert not held.stands()[2]
    assert "2026-11-21 10:00" in page
    assert "上报" in page
    assert held.key not in page
    assert "从没用过" not in page
    assert posted(desks.at_work("mediator"), f"/account/keys/{held.key_id()}/end", {}, "/account/").status_code == 404


def _hold(admins: Admins, desks: Desks, account: str, role: str) -> Held:
    with admins.store.begin(admins.actor("head"), write=True) as uow:
        raw = {"name": "张小梅", "account": account, "post": f"{admins.organisations['县果园调委会']}:{role}"}
        staff_id = add_person(uow, raw, password_hash=HASH)
    with Session(admins.engine) as session:
        staff = session.get_one(Staff, staff_id)
        staff.must_change_password = False
        post_id = session.scalars(select(Post.id).where(Post.staff_id == staff_id)).one()
        admins.users[account] = staff.user_id or 0
        session.commit()
    with admins.store.begin(System(COUNTY, "people"), write=True) as uow:
        key = make_key(uow, post_id=post_id, name="上报", scopes=["cases:read"], expires_on=TODAY + timedelta(days=30))
    return Held(admins, desks, account, staff_id, post_id, desks.at_work(account), desks.at_work(account), key)


def _lose_telephone(held: Held) -> None:
    held.enrol()
    held.by("secadmin", reset_factor, held.staff, held.proof("secadmin"))


def _change_role(held: Held) -> None:
    with Session(held.admins.engine) as session:
        role = session.get_one(Post, held.post).role
    held.by("secadmin", change_role, role, {**ROLE, "verbs": ["read"]})
