"""统一认证号: who of another house is who here. The county's security administrator says it, and takes it back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import Select, select

from portal.access.granting import manages_county
from portal.access.oidc import LONGEST_SUBJECT
from portal.access.proving_again import Proved
from portal.declare.fields import Text
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Refused
from portal.services.acting import must_have_proved, person
from portal.services.administering import managed, not_oneself
from portal.services.posts import sign_out
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.sign_in import OutsideIdentity
from portal.store.unit_of_work import UnitOfWork

SUBJECT = Text("subject", N_("统一认证号"), longest=LONGEST_SUBJECT)


def name_subject(uow: UnitOfWork, staff_id: uuid.UUID, issuer: str, raw: Mapping[str, object], proved: Proved) -> None:
    """Name a person's subject at the other house in place of the former one; left empty, she signs in here only.

    Whatever she has open ends: it may have been opened by way of the former one.

    Raises:
        NotFound: no such person.
        Refused: not proved, not the county's administrator, oneself, no account, taken by somebody else, or nothing changed.
    """
    found = managed(uow, staff_id)
    if not manages_county(uow.actor):
        raise Refused.at("", "subject_by_county")
    must_have_proved(uow, person(uow), proved)
    not_oneself(uow, staff_id)
    if found.staff.user_id is None:
        raise Refused.at("", "no_account")
    values, problems = read_fields((SUBJECT,), raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    wanted = str(values.get("subject") or "")
    row = uow.session.scalars(_of(uow, issuer).where(OutsideIdentity.staff_id == staff_id)).one_or_none()
    if wanted == ("" if row is None else row.subject):
        raise Refused.at("", "nothing_changed")
    if wanted and uow.session.scalars(_of(uow, issuer).where(OutsideIdentity.subject == wanted)).one_or_none() is not None:
        raise Refused.at("subject", "subject_taken")
    if row is not None:
        uow.session.delete(row)
        uow.session.flush()
    if wanted:
        uow.session.add(
            OutsideIdentity(
                county_code=uow.county_code, id=new_id(), staff_id=staff_id, issuer=issuer, subject=wanted, named_at=uow.now
            )
        )
        uow.session.flush()
    sign_out(uow, found.staff)
    log_access(uow, "people", "subject_named" if wanted else "subject_removed", data={"staff": str(staff_id)})


def subject_of(uow: UnitOfWork, staff_id: uuid.UUID, issuer: str) -> str:
    """Return a person's subject at the other house, or an empty text."""
    row = uow.session.scalars(_of(uow, issuer).where(OutsideIdentity.staff_id == staff_id)).one_or_none()
    return "" if row is None else row.subject


def _of(uow: UnitOfWork, issuer: str) -> Select[OutsideIdentity]:
    return select(OutsideIdentity).where(OutsideIdentity.county_code == uow.county_code, OutsideIdentity.issuer == issuer)
