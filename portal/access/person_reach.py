"""Which parties a post may compare and say to be one person: of its own organisation, with their names in full."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from portal.access.actors import Person
from portal.access.privacy_rules import Sight, sight_clause
from portal.access.reach import reach_clause
from portal.declare.parties import PartyKind
from portal.declare.privacy import Privacy
from portal.store.tables.cases import CaseFile, Party

VIEW = "portal.persons"
MANAGE = "manage"


def comparable_clause(actor: Person) -> ColumnElement[bool]:
    """Return the condition on `Party` joined with `CaseFile`; a sealed case has nobody in common with another."""
    return and_(
        CaseFile.county_code == actor.county_code,
        CaseFile.organisation_id == actor.organisation_id,
        CaseFile.voided_on.is_(None),
        CaseFile.privacy < int(Privacy.P4),
        Party.kind == PartyKind.PERSON.value,
        reach_clause(actor),
        sight_clause(actor, "names", (Sight.FULL,)),
    )


def may_compare(actor: Person) -> bool:
    """Say whether the post sees likely doubles and persons of its organisation."""
    return actor.may("open", VIEW)


def may_merge(actor: Person) -> bool:
    """Say whether the post says who is one person, and takes it back."""
    return actor.may(MANAGE, VIEW)
