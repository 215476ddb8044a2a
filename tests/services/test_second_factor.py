"""动态验证码: codes that count once, recovery codes that open once, the lock-out, who may take one away. On both databases."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import half_way
from portal.access.identity import HeldPost
from portal.access.lockout import Locked
from portal.access.proving_again import Proved, WrongCode, prove_again
from portal.access.second_factor import Given, check, factor_of, plain, secret_of
from portal.access.sign_in_rules import SignInRules, rules_in_force
from portal.access.signing_in import Account, HalfWay, Wrong, account_of, authenticate, take_code
from portal.errors import Forbidden, Refused
from portal.services.second_factor import begin_own, confirm_own, end_own, own_factor, renew_own_codes, reset_factor
from portal.services.sign_in_rules import change_rules
from portal.store import settings
from portal.store.actors import System
from portal.store.tables.machine import Setting
from portal.store.tables.people import UiSession
from portal.store.tables.sign_in import RecoveryCode, SecondFactor
from portal.store.unit_of_work import UnitOfWork
from tests.store.county import COUNTY, NOW
from tests.web.admins import LOCKOUT, Admins, make_admins
from tests.web.desks import PASSWORD

STEP = timedelta(seconds=30)


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators on each database."""
    made = make_admins(database_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators where the database makes no difference."""
    made = make_admins(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


def proved(admins: Admins, account: str) -> Proved:
    return Proved(admins.users[account], NOW)


def secret(admins: Admins, account: str) -> str:
    with admins.store.begin(System(COUNTY, "sign_in")) as uow:
        row = factor_of(uow, admins.staff[account])
        return "" if row is None else secret_of(uow, row)


def code(admins: Admins, account: str, at: datetime = NOW) -> str:
    return pyotp.TOTP(secret(admins, account)).at(at)


def enrol(admins: Admins, account: str) -> tuple[str, ...]:
    """Set the second factor up with the code of half a minute ago, so that the present one is still good."""
    with admins.store.begin(admins.actor(account), write=True) as uow:
        begin_own(uow, proved(admins, account))
    with admins.store.begin(admins.actor(account), write=True) as uow:
        return confirm_own(uow, code(admins, account, NOW - STEP), staying=None)


def give(admins: Admins, account: str, typed: str, now: datetime = NOW) -> Given | Locked:
    with admins.engine.connect() as connection:
        found = account_of(connection, admins.users[account])
    assert found is not None
    admins.store.clock = lambda: now
    return take_code(admins.store, LOCKOUT, found=found, code=typed, address="127.0.0.1", now=now)


def prove(admins: Admins, account: str, typed: str, password: str = PASSWORD) -> object:
    return prove_again(admins.store, LOCKOUT, user_id=admins.users[account], password=password, code=typed, address="", now=NOW)


def enter(admins: Admins, account: str) -> object:
    return authenticate(admins.engine, LOCKOUT, account=account, password=PASSWORD, address="127.0.0.1", now=NOW)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(p.field, p.code) for p in refused.value.problems}


def test_from_enrolment_on_the_password_is_half_the_way(both: Admins) -> None:
    assert isinstance(enter(both, "clerk"), Account)
    both.sit_down("clerk")

    recovery = enrol(both, "clerk")

    assert isinstance(enter(both, "clerk"), HalfWay)
    assert both.sessions("clerk") == 0
    assert len(set(recovery)) == 10
    assert min(len(plain(code)) for code in recovery) * 5 >= 112
    assert give(both, "clerk", code(both, "clerk")) is Given.CODE
    with Session(both.engine) as session:
        row, kept = session.scalars(select(SecondFactor)).one(), session.scalars(select(RecoveryCode)).all()
    assert row.secret is not None
    assert secret(both, "clerk").encode() not in row.secret
    assert not {plain(one).encode() for one in recovery} & {one.code_hash for one in kept}
    assert ("login", "factor_set", {}) in both.log()


CODES = (
    # shown at, used before, taken as
    (timedelta(0), None, Given.CODE),
    (-STEP, None, Given.WRONG),  # the one that set it up
    (STEP, None, Given.CODE),  # a telephone half a minute fast
    (-2 * STEP, None, Given.WRONG),
    (2 * STEP, None, Given.WRONG),
    (timedelta(0), timedelta(0), Given.WRONG),  # the same again
    (timedelta(0), STEP, Given.WRONG),  # an older one after a newer one
    (STEP, timedelta(0), Given.CODE),
)
TYPED = ("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "AAAA-AAAA-AAAA-AAAA", "\udc80" * 6, "0" * 5000)


def test_code_counts_around_its_time_and_once_and_whatever_else_is_typed_is_wrong(admins: Admins) -> None:
    enrol(admins, "clerk")
    first = int((NOW - STEP).timestamp()) // 30
    taken = []
    with admins.store.begin(System(COUNTY, "sign_in"), write=True) as uow:
        row = factor_of(uow, admins.staff["clerk"])
        assert row is not None
        made = pyotp.TOTP(secret_of(uow, row))
        for shown, used, _ in CODES:
            row.last_step = first
            if used is not None:
                assert check(uow, row.id, made.at(NOW + used)) is Given.CODE
            taken.append(check(uow, row.id, made.at(NOW + shown)))
        wrong = {check(uow, row.id, typed) for typed in TYPED}

    assert taken == [expected for *_, expected in CODES]
    assert wrong == {Given.WRONG}


def test_code_is_read_as_people_type_it(admins: Admins) -> None:
    recovery = enrol(admins, "clerk")
    shown = code(admins, "clerk")

    assert give(admins, "clerk", f" {shown[:3]} {shown[3:]}") is Given.CODE
    assert give(admins, "clerk", recovery[0].lower().replace("-", " ")) is Given.RECOVERY


def test_recovery_code_opens_once_and_for_one_person(both: Admins) -> None:
    mine, hers = enrol(both, "clerk"), enrol(both, "mediator")

    answers = [give(both, "clerk", typed) for typed in (mine[3], mine[3], hers[0], mine[4])]

    assert answers == [Given.RECOVERY, Given.WRONG, Given.WRONG, Given.RECOVERY]
    with both.store.begin(both.actor("clerk")) as uow:
        assert own_factor(uow, "clerk").left == 8


def test_new_recovery_codes_replace_the_old_ones(admins: Admins) -> None:
    old = enrol(admins, "clerk")
    with admins.store.begin(admins.actor("clerk"), write=True) as uow:
        new = renew_own_codes(uow, proved(admins, "clerk"))

    assert [give(admins, "clerk", typed) for typed in (old[0], new[0])] == [Given.WRONG, Given.RECOVERY]


def test_wrong_codes_lock_the_second_step_and_right_passwords_take_none_back(both: Admins) -> None:
    enrol(both, "clerk")
    for _ in range(5):
        assert isinstance(enter(both, "clerk"), HalfWay)
        assert give(both, "clerk", "000000") is Given.WRONG

    assert isinstance(give(both, "clerk", code(both, "clerk")), Locked)
    assert isinstance(prove(both, "clerk", code(both, "clerk")), WrongCode)
    later = NOW + timedelta(minutes=16)
    assert give(both, "clerk", code(both, "clerk", later), later) is Given.CODE


def test_proving_again_takes_password_and_code(admins: Admins) -> None:
    assert isinstance(prove(admins, "clerk", ""), Proved)

    enrol(admins, "clerk")

    assert isinstance(prove(admins, "clerk", ""), WrongCode)
    assert isinstance(prove(admins, "clerk", code(admins, "clerk"), "wrong-wrong-wrong"), Wrong)
    assert isinstance(prove(admins, "clerk", code(admins, "clerk")), Proved)
    assert isinstance(prove(admins, "clerk", code(admins, "clerk")), WrongCode)


def test_security_administrator_takes_it_away_and_everything_open_ends(both: Admins) -> None:
    enrol(both, "clerk")
    both.sit_down("clerk")

    with both.store.begin(both.actor("secadmin"), write=True) as uow:
        reset_factor(uow, both.staff["clerk"], proved(both, "secadmin"))

    assert isinstance(enter(both, "clerk"), Account)
    assert both.sessions("clerk") == 0
    assert secret(both, "clerk") == ""
    assert ("people", "factor_reset", {"staff": str(both.staff["clerk"])}) in both.log()
    with Session(both.engine) as session:
        assert session.scalars(select(RecoveryCode)).all() == []


def test_who_may_not_take_it_away(admins: Admins) -> None:
    enrol(admins, "clerk")
    table = {
        ("head", "clerk"): "factor_by_county",
        ("secadmin", "secadmin"): "not_for_oneself",
        ("secadmin", "mediator"): "factor_none",
    }
    told = {}
    for who, whose in table:
        with pytest.raises(Refused) as refused, admins.store.begin(admins.actor(who), write=True) as uow:
            reset_factor(uow, admins.staff[whose], proved(admins, who))
        told[who, whose] = refused.value.problems[0].code

    assert told == table


def test_every_change_asks_for_a_fresh_proof_of_the_person_herself(admins: Admins) -> None:
    enrol(admins, "mediator")
    acts: dict[str, tuple[str, Callable[[UnitOfWork, Proved], object]]] = {
        "begin": ("clerk", lambda uow, proof: begin_own(uow, proof)),
        "codes": ("mediator", lambda uow, proof: renew_own_codes(uow, proof)),
        "end": ("mediator", lambda uow, proof: end_own(uow, proof, required=False, staying=None)),
        "reset": ("secadmin", lambda uow, proof: reset_factor(uow, admins.staff["mediator"], proof)),
        "rules": ("secadmin", lambda uow, proof: change_rules(uow, {}, proof)),
    }
    taken = []
    for name, (who, act) in acts.items():
        mine = admins.users[who]
        for proof in (Proved(mine, NOW - timedelta(minutes=3)), Proved(mine, NOW + STEP), proved(admins, "head")):
            with pytest.raises(Refused) as refused, admins.store.begin(admins.actor(who), write=True) as uow:
                act(uow, proof)
            taken += [name] if codes(refused) != {("password", "password_wrong")} else []

    assert taken == []


def test_one_that_is_required_cannot_be_ended_and_another_can(admins: Admins) -> None:
    enrol(admins, "clerk")
    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("clerk"), write=True) as uow:
        end_own(uow, proved(admins, "clerk"), required=True, staying=None)

    with admins.store.begin(admins.actor("clerk"), write=True) as uow:
        end_own(uow, proved(admins, "clerk"), required=False, staying=None)

    assert codes(refused) == {("", "factor_required")}
    assert isinstance(enter(admins, "clerk"), Account)


def test_ticket_between_the_steps_is_short_lived_whole_and_bound_to_the_password(admins: Admins) -> None:
    keyring = admins.store.keys_of(COUNTY)
    with admins.engine.connect() as connection:
        found = account_of(connection, admins.users["clerk"])
    assert found is not None
    held = half_way.ticket(keyring, found, NOW)

    assert half_way.user_of(keyring, held, NOW + timedelta(minutes=5)) == half_way.user_of(keyring, held, NOW)
    spoiled = ("", "x", "é", held[:-4], "A" + held[1:], held * 9)
    assert [half_way.user_of(keyring, one, NOW) for one in spoiled] == [None] * len(spoiled)
    assert half_way.user_of(keyring, held, NOW + timedelta(minutes=5, seconds=1)) is None
    assert half_way.user_of(keyring, held, NOW - timedelta(seconds=1)) is None
    _user, fingerprint = half_way.user_of(keyring, held, NOW) or (0, "")
    assert half_way.is_of(found, fingerprint)
    assert not half_way.is_of(type(found)(**{**vars(found), "password": "another"}), fingerprint)
    assert "clerk" not in held


@pytest.mark.parametrize(
    ("asked", "plugin", "role", "manages", "must"),
    [
        ({"county.auditor"}, "county", "county.auditor", False, True),
        ({"county.auditor"}, "county", "county.sysadmin", False, False),
        ({"county.auditor"}, "orchard", "orchard.head", True, False),
        ({"heads"}, "orchard", "orchard.head", True, True),
        ({"heads"}, "orchard", "orchard.clerk", False, False),
        ({"desks"}, "orchard", "orchard.clerk", False, True),
        (set(), "county", "county.secadmin", True, False),
    ],
)
def test_for_which_posts_it_is_asked(asked: set[str], plugin: str, role: str, manages: bool, must: bool) -> None:
    post = HeldPost(uuid.UUID(int=1), "县", "岗", plugin, role, manages)

    assert SignInRules(frozenset(asked)).ask_for_second_factor([post]) is must


def test_three_administrators_are_asked_by_default_and_nobody_in_a_demo(admins: Admins) -> None:
    with Session(admins.engine) as session:
        session.delete(session.get_one(Setting, settings.SECOND_FACTOR_ROLES.name))
        session.flush()
        delivered = rules_in_force(session).factor_roles
        settings.write(session, settings.DEMO, True)
        session.flush()
        demo = rules_in_force(session).factor_roles

    assert delivered == {"county.sysadmin", "county.secadmin", "county.auditor"}
    assert demo == frozenset()


def test_rules_are_set_by_the_security_administrator_and_written_down(admins: Admins) -> None:
    raw = {"second_factor_roles": ["county.coordinator", "heads"], "password_profile": "asvs"}
    for who in ("sysadmin", "auditor", "head"):
        with pytest.raises(Forbidden), admins.store.begin(admins.actor(who), write=True) as uow:
            change_rules(uow, raw, proved(admins, who))
    with pytest.raises(Refused) as refused, admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        change_rules(uow, {"second_factor_roles": ["county.nobody"], "password_profile": "none"}, proved(admins, "secadmin"))

    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        change_rules(uow, raw, proved(admins, "secadmin"))

    assert codes(refused) == {("second_factor_roles", "not_an_option"), ("password_profile", "not_an_option")}
    with Session(admins.engine) as session:
        assert rules_in_force(session).factor_roles == {"county.coordinator", "heads"}
        assert session.scalars(select(UiSession)).all() == []
    assert ("people", "sign_in_rules_changed", {"what": "second_factor_roles password_profile"}) in admins.log()
