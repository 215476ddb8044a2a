"""特批查阅, afterwards: a third person judges each use, justified or not, in a sentence. What is overdue blocks further use."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from portal.access.county_roles import REVIEW_GLASS
from portal.declare.fields import Choice, Field, LongText
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.acting import person
from portal.services.glass_requests import KIND
from portal.store.access_log import log_access
from portal.store.glass_rows import JUDGED, lock_use, sealed
from portal.store.unit_of_work import UnitOfWork

SHORTEST = 5
VERDICTS = ("justified", "unjustified")
FIELDS: tuple[Field, ...] = (
    Choice("verdict", N_("结论"), VERDICTS, required=True),
    LongText("judgement", N_("说明"), required=True, longest=500),
)


def judge(uow: UnitOfWork, use_id: uuid.UUID, raw: Mapping[str, object]) -> None:
    """Judge a use, once.

    Raises:
        Forbidden: the post judges none.
        NotFound: no such use, or one that never opened anything.
        Refused: every problem at its field; the person asked or approved it herself; it was judged already.
    """
    actor = person(uow)
    if not actor.may(*REVIEW_GLASS):
        raise Forbidden(REVIEW_GLASS[0])
    use = lock_use(uow, use_id)
    if use is None or use.state not in JUDGED:
        raise NotFound
    if actor.staff_id in (use.staff_id, use.decided_by_id):
        raise Refused.at("", "glass_own_review")
    if use.judged_at is not None:
        raise Refused.at("", "glass_judged")
    values, problems = read_fields(FIELDS, raw, uow.today, "")
    if "judgement" in values and len("".join(values["judgement"].split())) < SHORTEST:
        problems.append(Problem("judgement", "glass_reason_short", {"least": SHORTEST}))
    if problems:
        raise Refused(tuple(problems))
    use.judged_by_id, use.judged_at = actor.staff_id, uow.now
    use.justified = values["verdict"] == "justified"
    use.judgement = sealed(uow, use, "judgement", values["judgement"])
    uow.session.flush()
    log_access(uow, KIND, values["verdict"], case_id=use.case_id, data={"use": str(use.id), "for": str(use.staff_id)})
