"""核验: keeps the verdict of a verification with who ordered it, so that the page can show it until the next one."""

from __future__ import annotations

from portal.errors import Forbidden
from portal.services.acting import person
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork
from portal.store.verify import Verdict

KIND, ACTION = "audit", "verified"
MOST_FAULTS = 20


def may_verify(uow: UnitOfWork) -> bool:
    """Say whether the post verifies the record: the auditor, and whoever draws samples."""
    actor = person(uow)
    return actor.may("open", "portal.audit") or actor.may("draw", "portal.checks")


def keep_verdict(uow: UnitOfWork, verdict: Verdict) -> None:
    """Write what was found into the access log: counts, and for the first faults kind, number, case as an id and part.

    Raises:
        Forbidden: the post verifies nothing.
    """
    if not may_verify(uow):
        raise Forbidden("open")
    told: dict[str, str | int] = {
        "events": verdict.events,
        "cases": verdict.cases,
        "values": verdict.values,
        "access": verdict.access_entries,
        "seals": verdict.seals,
        "unsealed": verdict.unsealed,
        "compared": verdict.compared,
        "waiting": verdict.waiting,
        "sealed_until": verdict.sealed_until.isoformat() if verdict.sealed_until is not None else "",
        "faults": len(verdict.faults),
    }
    for at, fault in enumerate(verdict.faults[:MOST_FAULTS]):
        case = fault.case_id.hex if fault.case_id is not None else "-"
        told[f"fault_{at:02}"] = f"{fault.kind.value} {fault.seq} {case} {fault.part}".strip()
    log_access(uow, KIND, ACTION, data=told, count=verdict.events + verdict.access_entries)
