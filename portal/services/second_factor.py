"""动态验证码: a person sets up her own, makes new recovery codes, ends it; the county's security administrator takes it away.

Whatever changes a second factor is done by somebody who has just proved who she is, stands in the audit, and ends the
sessions of that person: her other ones when she did it herself, all of them when an administrator did.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from portal.access import second_factor as factor
from portal.access import sessions
from portal.access.granting import manages_county
from portal.access.proving_again import Proved
from portal.errors import Refused
from portal.services.acting import must_have_proved
from portal.services.acting import person as who_acts
from portal.services.administering import managed, not_oneself
from portal.services.posts import sign_out
from portal.store import settings
from portal.store.access_log import log_access
from portal.store.actors import Person
from portal.store.tables.sign_in import SecondFactor
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FactorShown:
    """How it stands with one's own. `secret` and `address` are there while it is being set up, and only then."""

    since: datetime | None
    left: int = 0
    secret: str = ""
    address: str = ""
    reset_at: datetime | None = None


def own_factor(uow: UnitOfWork, username: str) -> FactorShown:
    """Return how it stands with the actor's own second factor."""
    actor = who_acts(uow)
    row = factor.factor_of(uow, actor.staff_id)
    if row is None:
        return FactorShown(None)
    if row.since is not None:
        return FactorShown(row.since, left=factor.recovery_codes_left(uow, actor.staff_id))
    secret = factor.secret_of(uow, row)
    county = settings.read(uow.session, settings.COUNTY_NAME)
    return FactorShown(None, 0, secret, factor.address_of(secret, username, county) if secret else "", row.reset_at)


def begin_own(uow: UnitOfWork, proved: Proved) -> None:
    """Make a secret for the actor; it counts from the first right code on.

    Raises:
        Refused: not proved, or there is one already.
    """
    actor = who_acts(uow)
    must_have_proved(uow, actor, proved)
    row = factor.factor_of(uow, actor.staff_id)
    if row is not None and row.since is not None:
        raise Refused.at("", "factor_there")
    factor.begin(uow, actor.staff_id)


def confirm_own(uow: UnitOfWork, code: str, *, staying: bytes | None) -> tuple[str, ...]:
    """Let the actor's second factor count from now on, and return her recovery codes, the only time they are known.

    Raises:
        Refused: nothing was begun, or the code is missing or wrong.
    """
    actor = who_acts(uow)
    row = factor.factor_of(uow, actor.staff_id)
    if row is None or row.secret is None:
        raise Refused.at("", "factor_not_begun")
    if row.since is not None:
        raise Refused.at("", "factor_there")
    if not code.strip():
        raise Refused.at("code", "code_missing")
    if not factor.confirm(uow, row, code):
        raise Refused.at("code", "code_wrong")
    sessions.end_all(uow.session.connection(), actor.user_id, but=staying)
    log_access(uow, "login", "factor_set")
    return factor.make_recovery_codes(uow, actor.staff_id)


def renew_own_codes(uow: UnitOfWork, proved: Proved) -> tuple[str, ...]:
    """Make new recovery codes for the actor and return them; the old ones open nothing any more.

    Raises:
        Refused: not proved, or there is no second factor.
    """
    actor, _row = _own(uow, proved)
    log_access(uow, "login", "recovery_codes_made")
    return factor.make_recovery_codes(uow, actor.staff_id)


def end_own(uow: UnitOfWork, proved: Proved, *, required: bool, staying: bytes | None) -> None:
    """Take the actor's second factor away, unless her posts ask for one (`required`).

    Raises:
        Refused: not proved, none is there, or it is required.
    """
    actor, row = _own(uow, proved)
    if required:
        raise Refused.at("", "factor_required")
    factor.take_away(uow, row, by_administrator=False)
    sessions.end_all(uow.session.connection(), actor.user_id, but=staying)
    log_access(uow, "login", "factor_ended")


def reset_factor(uow: UnitOfWork, staff_id: uuid.UUID, proved: Proved | None) -> None:
    """Take somebody's second factor away, because her telephone is lost; she is told when she signs in next.

    The command line on the machine needs no proof; everybody else does.

    Raises:
        NotFound: no such person.
        Refused: not proved, it is oneself, there is none, or the actor does not administer the county.
    """
    person = managed(uow, staff_id)
    if not manages_county(uow.actor):
        raise Refused.at("", "factor_by_county")
    if isinstance(uow.actor, Person):
        must_have_proved(uow, uow.actor, proved)
    not_oneself(uow, staff_id)
    row = factor.factor_of(uow, staff_id)
    if row is None or row.secret is None:
        raise Refused.at("", "factor_none")
    factor.take_away(uow, row, by_administrator=True)
    sign_out(uow, person.staff)
    log_access(uow, "people", "factor_reset", data={"staff": str(staff_id)})


def _own(uow: UnitOfWork, proved: Proved) -> tuple[Person, SecondFactor]:
    actor = who_acts(uow)
    must_have_proved(uow, actor, proved)
    row = factor.factor_of(uow, actor.staff_id)
    if row is None or row.since is None:
        raise Refused.at("", "factor_none")
    return actor, row
