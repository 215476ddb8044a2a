"""Who sees a request for joint handling before anybody takes part: the body that is asked, or the one person named there.

The responsible body sees its own case and what that tells. Posts that watch over others see the case, not the request.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_

from portal.access.actors import Person
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.store.tables.joint import JointHandling


def asked_clause(actor: Person) -> ColumnElement[bool]:
    """Return the condition on `JointHandling` for what this post may read and answer."""
    if actor.reach is Reach.NOTHING or actor.glass is not None:
        return false()
    mine = JointHandling.receiver_id == actor.staff_id
    anybodys = JointHandling.receiver_id.is_(None)
    here = JointHandling.organisation_id == actor.organisation_id
    return and_(here, mine if actor.reach is Reach.ASSIGNED else or_(mine, anybodys))


def handles_cases(actor: Person) -> bool:
    """Say whether the post handles cases at all, of whatever type: who takes part holds no verb on the type of another body."""
    return any(verb == Verb.HANDLE.value for verb, _view in actor.verbs)
