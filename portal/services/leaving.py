"""停用: switches a person off at once and gives her cases to those who stay.

The account, the sessions and the posts come first. Cases of the administrator's own organisations change hands in the same
transaction; of organisations she administers without seeing their cases (the county's security administrator) they are
named in `Left.waiting` and handed over by the system right after the commit.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from portal.access.accounts import switch_account
from portal.access.actors import Person, System
from portal.access.api_keys import end_keys
from portal.declare.roles import Reach
from portal.errors import Forbidden, Problem, Refused
from portal.services.acting import staff_of
from portal.services.administering import managed, must_be_whole
from portal.services.hand_over import hand_over
from portal.services.posts import keep_somebody, sign_out
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork

KIND = "people"
TASK = "people.hand_over"

Receivers = Mapping[uuid.UUID, uuid.UUID]
"""Who gets the cases of which organisation; an organisation that is not named keeps them where they are."""


@dataclass(frozen=True)
class Left:
    """How many cases changed hands, and what the system has yet to hand over."""

    handed: int
    waiting: Receivers


def disable(uow: UnitOfWork, staff_id: uuid.UUID, receivers: Receivers) -> Left:
    """Switch a person off: she is signed out and cannot come in again until somebody takes her back.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: it is oneself, she holds posts beyond the actor's, is disabled already, holds the last post in a role
            somebody must hold, or a receiver holds no post there.
    """
    person = managed(uow, staff_id)
    must_be_whole(uow, person)
    if person.staff.ended_on is not None:
        raise Refused.at("", "person_disabled")
    _check(uow, staff_id, receivers)
    for post in person.standing(uow.today):
        if post.in_force(uow.today):
            keep_somebody(uow, staff_id, post.role, uow.today)
    if person.staff.user_id is not None:
        switch_account(uow.session.connection(), person.staff.user_id, active=False)
    sign_out(uow, person.staff)
    end_keys(uow, staff_id)
    person.staff.ended_on = uow.today
    uow.session.flush()
    log_access(uow, KIND, "disabled", data={"staff": str(staff_id)})
    return pass_on(uow, staff_id, receivers)


def pass_on(uow: UnitOfWork, staff_id: uuid.UUID, receivers: Receivers) -> Left:
    """Hand the cases of a person over, as far as the actor sees them; the rest waits for the system.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: a receiver holds no post in the organisation.
    """
    managed(uow, staff_id)
    _check(uow, staff_id, receivers)
    if not isinstance(uow.actor, Person) or uow.actor.reach is Reach.NOTHING:
        return Left(0, receivers)
    return Left(sum(hand_over(uow, staff_id, to, organisation) for organisation, to in receivers.items()), {})


def pass_on_by_system(uow: UnitOfWork, staff_id: uuid.UUID, receivers: Receivers, at_the_word_of: uuid.UUID) -> int:
    """Hand over what was waiting, in a unit of work of the system's task `people.hand_over`; return how many cases.

    Raises:
        Forbidden: the actor is not that task.
        Refused: a receiver holds no post in the organisation.
    """
    if uow.actor != System(uow.county_code, TASK):
        raise Forbidden("hand_over")
    handed = sum(
        hand_over(uow, staff_id, to, organisation, at_the_word_of=at_the_word_of) for organisation, to in receivers.items()
    )
    log_access(uow, KIND, "handed_over", data={"staff": str(staff_id), "by": str(at_the_word_of)}, count=handed)
    return handed


def _check(uow: UnitOfWork, staff_id: uuid.UUID, receivers: Receivers) -> None:
    problems = [
        Problem(f"receiver.{organisation}", "not_an_option")
        for organisation, to in receivers.items()
        if to == staff_id or not staff_of(uow, organisation, to)
    ]
    if problems:
        raise Refused(tuple(problems))
