"""代办: the cases of somebody absent, as whoever stands in for her sees them: as her handler does, for the days named.

Only cases in the hands of the absent person in that organisation, and never a sealed one (P4), which knows its handlers by
name. The same as `Person.for_whom` for a case at hand. What she may do with a case is what her own post may do.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from portal.access.actors import Person
from portal.declare.privacy import Privacy


def stood_in_clause(person: Person, case: Any) -> ColumnElement[bool] | None:
    """Return the condition on a case that the person stands in for whoever has it; `None` for who stands in for nobody."""
    if not person.stands_in_for:
        return None
    absent = sorted(person.stands_in_for)
    untaken = and_(case.handler_id.is_(None), case.registered_by_id.in_(absent))
    held = and_(case.handler_id.is_not(None), case.handler_id.in_(absent))  # never unknown, so that it can be denied
    return and_(case.organisation_id == person.organisation_id, case.privacy < Privacy.P4, or_(held, untaken))
