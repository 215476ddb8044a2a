"""Who sees complaints about mediators: the posts of the judicial bureau, and none that is the mediator's own."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_

from portal.access.actors import Person
from portal.access.county_roles import COMPLAINTS
from portal.store.tables.complaints import Complaint

BUREAU = "county.justice"
"""The role whose posts are those of the bureau."""


def may_handle_complaints(actor: Person) -> bool:
    """Say whether the post receives, handles and answers complaints."""
    return actor.may(*COMPLAINTS)


def complaint_clause(actor: Person) -> ColumnElement[bool]:
    """Return the condition on `Complaint` for those the post may see; never one about herself."""
    if not may_handle_complaints(actor):
        return false()
    not_hers = or_(Complaint.mediator_id.is_(None), Complaint.mediator_id != actor.staff_id)
    return and_(Complaint.county_code == actor.county_code, not_hers)
