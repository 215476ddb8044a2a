"""Who sees a consultation (来访咨询): the organisation where somebody asked, those above it, and for whole posts the county.

What was asked about something restricted (a type of P3, or one whose plugin is gone) is read by whoever wrote it down and by
the supervisor of that organisation; others see that somebody came, not why. About a sealed type (P4) they see nothing. What
became a case follows it: a case that rises takes the story of the first visit with it, and one out of reach hides it.
"""

from __future__ import annotations

import uuid
from typing import Protocol

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from portal.access.actors import Person
from portal.access.reach import reach_clause
from portal.declare.privacy import Privacy
from portal.declare.roles import Reach
from portal.hooks.registry import Registry
from portal.store.coarse import below
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Consultation
from portal.store.tables.places import Division, Organisation


class ConsultationLike(Protocol):
    """What the rules look at; a `Consultation` and a row of its columns both have it."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def staff_id(self) -> uuid.UUID: ...
    @property
    def topic(self) -> str: ...


def consultation_clause(actor: Person, registry: Registry) -> ColumnElement[bool]:
    """Return the condition on `Consultation` for those within the reach of the post."""
    sealed = [key for key, declared in registry.types() if declared.privacy >= Privacy.P4]
    became = or_(Consultation.case_id.is_(None), Consultation.case_id.in_(select(CaseFile.id).where(reach_clause(actor))))
    return and_(_within(actor), or_(and_(Consultation.topic.not_in(sealed), became), _is_own(actor)))


def open_topics(registry: Registry) -> tuple[str, ...]:
    """Return the topics about which everybody in reach may read: none named, or a live type below P3."""
    return ("", *(key for key, declared in registry.types() if declared.privacy < Privacy.P3))


def content_clause(actor: Person, registry: Registry) -> ColumnElement[bool]:
    """Return the condition for those whose content the post may read, and therefore search."""
    plain = select(CaseFile.id).where(CaseFile.county_code == actor.county_code, CaseFile.privacy < Privacy.P3)
    is_open = or_(Consultation.case_id.is_(None), Consultation.case_id.in_(plain))
    return or_(and_(Consultation.topic.in_(open_topics(registry)), is_open), _is_own(actor))


def may_read_consultation(actor: Person, registry: Registry, row: ConsultationLike, case_privacy: int | None) -> bool:
    """Say whether the content is shown; the same rule as `content_clause` for a row at hand, and the class of its case."""
    if row.topic in open_topics(registry) and (case_privacy or 0) < Privacy.P3:
        return True
    if row.staff_id == actor.staff_id:
        return True
    return actor.supervises and row.organisation_id == actor.organisation_id


def _is_own(actor: Person) -> ColumnElement[bool]:
    """Return whether the person wrote it down, or supervises the organisation that did."""
    mine = Consultation.staff_id == actor.staff_id
    return or_(mine, Consultation.organisation_id == actor.organisation_id) if actor.supervises else mine


def _within(actor: Person) -> ColumnElement[bool]:
    own = Consultation.organisation_id.in_(below(actor))
    match actor.reach:
        case Reach.NOTHING:
            return false()
        case Reach.ASSIGNED:
            return and_(own, Consultation.staff_id == actor.staff_id)
        case Reach.COUNTY:
            return true()
        case Reach.PLACE:
            here = (
                select(Organisation.id)
                .join(Division, Division.code == Organisation.division_code)
                .where(
                    Organisation.county_code == actor.county_code,
                    Division.path.startswith(actor.division_path, autoescape=True),
                )
            )
            return or_(own, Consultation.organisation_id.in_(here))
    return own
