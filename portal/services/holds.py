"""暂停删除 (legal hold): says why nothing personal of a case may be erased now, and ends that.

Whoever leads the organisation of the case places and ends its holds, and whoever holds the verb for the county; every hold is
written down with who and why, and none is taken away.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import select

from portal.access.actors import Person
from portal.access.county_roles import HOLD
from portal.declare.fields import Choice, Day, Field, LongText
from portal.declare.texts import N_
from portal.engine.keeping import HOLD_GROUNDS
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.acting import lock_in_reach, person
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.secrets import seal
from portal.store.tables.keeping import LegalHold
from portal.store.unit_of_work import UnitOfWork

KIND = "keeping"
FIELDS: tuple[Field, ...] = (
    Choice("ground", N_("为什么暂停"), tuple(HOLD_GROUNDS.items()), required=True),
    LongText("words", N_("说明"), required=True, longest=300),
    Day("until", N_("到哪天为止（含当天）"), future=True, hint=N_("不填就是一直暂停，直到有人结束。")),
)


def place_hold(uow: UnitOfWork, case_id: uuid.UUID, raw: Mapping[str, object]) -> uuid.UUID:
    """Keep everything of a case from being erased, and return the hold.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the post may not.
        Refused: what is wrong, at its field; the case is erased already.
    """
    actor = _may(person(uow))
    case = lock_in_reach(uow, actor, case_id)
    values, problems = read_fields(FIELDS, raw, uow.today, "")
    if values.get("until") is not None and values["until"] < uow.today:
        problems.append(Problem("until", "hold_past"))
    if case.erased_on is not None:
        problems.append(Problem("", "case_erased"))
    if problems:
        raise Refused(tuple(problems))
    row_id = new_id()
    uow.session.add(
        LegalHold(
            county_code=uow.county_code,
            id=row_id,
            case_id=case_id,
            ground=values["ground"],
            words=seal(uow.keyring, "legal_hold", "words", row_id, values["words"]),
            placed_at=uow.now,
            placed_by_id=actor.staff_id,
            until=values.get("until"),
        )
    )
    uow.session.flush()
    log_access(uow, KIND, "held", case_id=case_id, data={"hold": str(row_id), "ground": values["ground"]})
    return row_id


def end_hold(uow: UnitOfWork, case_id: uuid.UUID, hold_id: uuid.UUID) -> None:
    """End a hold before its day.

    Raises:
        NotFound: case or hold missing, or out of reach.
        Forbidden: the post may not.
        Refused: it is over.
    """
    actor = _may(person(uow))
    lock_in_reach(uow, actor, case_id)
    mine = (LegalHold.county_code == uow.county_code, LegalHold.case_id == case_id, LegalHold.id == hold_id)
    row = uow.session.scalars(select(LegalHold).where(*mine)).one_or_none()
    if row is None:
        raise NotFound
    if row.ended_at is not None or (row.until is not None and row.until < uow.today):
        raise Refused.at("", "hold_over")
    row.ended_at, row.ended_by_id = uow.now, actor.staff_id
    uow.session.flush()
    log_access(uow, KIND, "hold_ended", case_id=case_id, data={"hold": str(hold_id)})


def _may(actor: Person) -> Person:
    if not actor.may(*HOLD):
        raise Forbidden(HOLD[0])
    return actor
