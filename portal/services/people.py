"""人员: a new person with her first post, her name and phone, her account, a new one-time password, unlocking.

A one-time password is made by whoever asks and comes here as it is or as its hash; it is never kept. Everything is written
to the access log with ids, never with names or numbers.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

from portal.access.accounts import create_account, is_taken, switch_account
from portal.access.api_keys import end_keys
from portal.access.lockout import Lockout
from portal.access.proving_again import Proved
from portal.access.signing_in import Account, forget_failures, set_password
from portal.declare.fields import IdNumber, Text, YesNo
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Problem, Refused
from portal.services.acting import person as who_acts
from portal.services.administering import administrator, managed, must_be_whole, roles_by_name
from portal.services.posts import read_post, write_post
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.actors import Person
from portal.store.identifiers import new_id
from portal.store.own_numbers import index_numbers, keep_id_number
from portal.store.tables.desk import Submit
from portal.store.tables.people import Staff
from portal.store.unit_of_work import UnitOfWork

KIND = "people"
NAME = Text("name", N_("姓名"), required=True, longest=40)
ACCOUNT = Text("account", N_("手机号或用户名"), required=True, longest=32)
POST = Text("post", N_("岗位"), required=True, longest=140)
PHONE = Text("phone", N_("手机"), longest=11)
ID_NUMBER = IdNumber("id_number", N_("身份证号"))
FORGET_ID = YesNo("forget_id", N_("去掉登记的身份证号"))

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_USERNAME = re.compile(r"[a-z][a-z0-9_.-]{2,31}", re.ASCII)


def add_person(uow: UnitOfWork, raw: Mapping[str, object], *, password_hash: str, token: str | None = None) -> uuid.UUID:
    """Make a person with an account and her first post from today on, and return her id.

    Raises:
        Forbidden: the actor administers nobody.
        Refused: every problem at its field; also a role the actor may not give there.
        Repeated: the token was used before.
    """
    administrator(uow)
    submit = _once(uow, token, body_text(raw))
    values, problems = read_fields((NAME, ACCOUNT, POST), raw, uow.today, "")
    account = _account(uow, values.get("account"), problems)
    place = read_post(uow, values.get("post"), problems, roles_by_name(uow))
    if problems or account is None or place is None:
        raise Refused(tuple(problems))
    phone = account if _MOBILE.fullmatch(account) else ""
    user_id = create_account(uow.session.connection(), account, values["name"], password_hash)
    staff = Staff(
        county_code=uow.county_code,
        id=new_id(),
        name=values["name"],
        user_id=user_id,
        phone=phone,
        specialties=[],
        must_change_password=True,
    )
    uow.session.add(staff)
    index_numbers(uow, staff)
    log_access(uow, KIND, "person_added", data={"staff": str(staff.id)})
    write_post(uow, staff.id, place, uow.today, None)
    settle(submit, staff.id)
    return staff.id


def open_account(
    uow: UnitOfWork, staff_id: uuid.UUID, raw: Mapping[str, object], *, password_hash: str, token: str | None = None
) -> str:
    """Give an account to somebody who has none, and return what she signs in with.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: she has one already, holds posts beyond the actor's, or the name is taken or no user name.
        Repeated: the token was used before.
    """
    person = managed(uow, staff_id)
    submit = _once(uow, token, f"account {staff_id} {body_text(raw)}")
    must_be_whole(uow, person)
    if person.staff.user_id is not None:
        raise Refused.at("account", "account_there")
    values, problems = read_fields((ACCOUNT,), raw, uow.today, "")
    account = _account(uow, values.get("account"), problems)
    if problems or account is None:
        raise Refused(tuple(problems))
    person.staff.user_id = create_account(uow.session.connection(), account, person.staff.name, password_hash)
    if _MOBILE.fullmatch(account):
        person.staff.phone = account
    person.staff.must_change_password = True
    index_numbers(uow, person.staff)
    settle(submit, staff_id)
    log_access(uow, KIND, "account_opened", data={"staff": str(staff_id)})
    return account


def change_person(uow: UnitOfWork, staff_id: uuid.UUID, raw: Mapping[str, object], proved: Proved | None = None) -> None:
    """Correct a person's name, official phone, and identity number; the phone signs in, so it takes a proof of who acts.

    The identity number is optional and only compared with those of parties, so that she is kept from matters of her own. It is
    never shown: one left empty stays as it is, `forget_id` takes it away.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: every problem at its field, posts beyond the actor's, or another phone without a proof.
    """
    person = managed(uow, staff_id)
    must_be_whole(uow, person)
    values, problems = read_fields((NAME, PHONE, ID_NUMBER, FORGET_ID), raw, uow.today, "")
    phone = values.get("phone") or ""
    if phone and not _MOBILE.fullmatch(phone):
        problems.append(Problem("phone", "mobile_form"))
    elif phone and is_taken(uow.session.connection(), phone, but=person.staff.user_id):
        problems.append(Problem("phone", "account_taken"))
    elif phone != person.staff.phone and (proved is None or not proved.holds(who_acts(uow).user_id, uow.now)):
        problems.append(Problem("phone", "phone_needs_proof"))
    if problems:
        raise Refused(tuple(problems))
    changed = [key for key, now in (("name", values["name"]), ("phone", phone)) if getattr(person.staff, key) != now]
    number = values.get("id_number")
    if number or (values.get("forget_id") and person.staff.id_number is not None):
        changed.append("id_number")
    if not changed:
        raise Refused.at("", "nothing_changed")
    person.staff.name, person.staff.phone = values["name"], phone
    if "id_number" in changed:
        keep_id_number(uow, person.staff, str(number) if number else "")
    index_numbers(uow, person.staff)
    log_access(uow, KIND, "person_changed", data={"staff": str(staff_id), "what": " ".join(changed)})


def has_own_number(uow: UnitOfWork) -> bool:
    """Say whether the actor's identity number is kept."""
    return uow.session.get_one(Staff, who_acts(uow).staff_id).id_number is not None


def keep_own_number(uow: UnitOfWork, raw: Mapping[str, object]) -> None:
    """Keep the actor's own identity number, or forget it; for the same purpose.

    Raises:
        Refused: what is wrong at its field, or nothing to keep and nothing to forget.
    """
    actor = who_acts(uow)
    staff = uow.session.get_one(Staff, actor.staff_id)
    values, problems = read_fields((ID_NUMBER, FORGET_ID), raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    number = values.get("id_number")
    if not number and not (values.get("forget_id") and staff.id_number is not None):
        raise Refused.at("id_number", "nothing_changed")
    keep_id_number(uow, staff, str(number) if number else "")
    log_access(uow, KIND, "own_number_kept" if number else "own_number_forgotten", data={"staff": str(staff.id)})


def reset_password(uow: UnitOfWork, staff_id: uuid.UUID, password: str, lockout: Lockout, *, token: str | None = None) -> None:
    """Put a one-time password in place of the old one, unlock the account, end its sessions and the keys of its programs.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: she has no account, is disabled, is the actor, or holds posts beyond the actor's.
        Repeated: the token was used before.
    """
    person = managed(uow, staff_id)
    submit = _once(uow, token, f"password {staff_id}")
    must_be_whole(uow, person)
    user_id = _user_of(person.staff)
    if person.staff.ended_on is not None:
        raise Refused.at("", "person_disabled")
    _set(uow, person.staff, user_id, password, lockout)
    end_keys(uow, staff_id)
    settle(submit, staff_id)
    log_access(uow, KIND, "password_reset", data={"staff": str(staff_id)})


def unlock(uow: UnitOfWork, staff_id: uuid.UUID, lockout: Lockout) -> None:
    """Let somebody who mistyped her password too often try again at once.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: she has no account, or holds posts beyond the actor's.
    """
    person = managed(uow, staff_id)
    must_be_whole(uow, person)
    forget_failures(uow.session.connection(), lockout, _user_of(person.staff))
    log_access(uow, KIND, "unlocked", data={"staff": str(staff_id)})


def restore(uow: UnitOfWork, staff_id: uuid.UUID, password: str, lockout: Lockout, *, token: str | None = None) -> None:
    """Take a disabled person back, with a one-time password; her posts count again as far as they have not ended.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: she is not disabled, or holds posts beyond the actor's.
        Repeated: the token was used before.
    """
    person = managed(uow, staff_id)
    submit = _once(uow, token, f"restore {staff_id}")
    must_be_whole(uow, person)
    if person.staff.ended_on is None:
        raise Refused.at("", "person_not_disabled")
    person.staff.ended_on = None
    if person.staff.user_id is not None:
        switch_account(uow.session.connection(), person.staff.user_id, active=True)
        uow.session.flush()
        _set(uow, person.staff, person.staff.user_id, password, lockout)
    uow.session.flush()
    settle(submit, staff_id)
    log_access(uow, KIND, "restored", data={"staff": str(staff_id)})


def _once(uow: UnitOfWork, token: str | None, body: str) -> Submit | None:
    """Use the token of a form up, for a person; the system sends none."""
    return use_token(uow, uow.actor, token, body) if isinstance(uow.actor, Person) else None


def _set(uow: UnitOfWork, staff: Staff, user_id: int, password: str, lockout: Lockout) -> None:
    connection = uow.session.connection()
    set_password(connection, Account(user_id, staff.id, staff.county_code), password, one_time=True, now=uow.now)
    forget_failures(connection, lockout, user_id)


def _user_of(staff: Staff) -> int:
    if staff.user_id is None:
        raise Refused.at("", "no_account")
    return staff.user_id


def _account(uow: UnitOfWork, text: str | None, problems: list[Problem]) -> str | None:
    """Return the user name or phone as it is kept; a problem is added to the list."""
    if text is None:
        return None
    plain = text.replace(" ", "")
    if not _MOBILE.fullmatch(plain):
        plain = plain.lower()
        if not _USERNAME.fullmatch(plain):
            problems.append(Problem("account", "account_form"))
            return None
    if is_taken(uow.session.connection(), plain):
        problems.append(Problem("account", "account_taken"))
        return None
    return plain
