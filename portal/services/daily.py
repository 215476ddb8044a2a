"""What the portal does by itself: rights that ran out, warnings, seals, forms nobody will finish, contacts."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from portal.access.rates import forget_unused
from portal.services.contacts import HANDLERS
from portal.services.earlier_requests import TASK as REQUESTS
from portal.services.earlier_requests import count_portion
from portal.services.erasing import FINISH, finish
from portal.services.following_clocks import begin_followers
from portal.services.ledger.check import CHECK, check_portion
from portal.services.ledger.undo import UNDO, undo_all
from portal.services.ledger.write import WRITE, write_all
from portal.services.opinions import forget_opinion_links
from portal.services.phone_links import forget_links
from portal.store import imprints
from portal.store.clock_rows import lapse_rights
from portal.store.clock_warnings import TASK as WARN
from portal.store.clock_warnings import ask_for_warnings, warn
from portal.store.erasing.kept_list import list_file
from portal.store.files.vault import FOLDER, Vault
from portal.store.outbox import Handler, put
from portal.store.record import DRAFTS_FORGOTTEN
from portal.store.seals import seal
from portal.store.squeezing import squeeze
from portal.store.tables.desk import Draft, Submit
from portal.store.tables.ledger import LedgerImport
from portal.store.unit_of_work import UnitOfWork

DRAFTS_KEPT = timedelta(days=30)
LEDGERS_KEPT = timedelta(days=7)
SUBMITS_KEPT = timedelta(days=2)


def tick(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Let the parties' rights that ran out lapse, begin what follows them, and ask for the warnings of today."""
    begin_followers(uow, lapse_rights(uow))
    ask_for_warnings(uow)


def tidy(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Delete drafts untouched for thirty days, ledgers nobody went on with for seven, submits older than two, unused rates."""
    forget_links(uow)
    forget_opinion_links(uow)
    forget_unused(uow.session.connection(), uow.now)
    uow.session.execute(delete(Draft).where(Draft.county_code == uow.county_code, Draft.saved_at < uow.now - DRAFTS_KEPT))
    for left in uow.session.scalars(
        select(LedgerImport).where(
            LedgerImport.county_code == uow.county_code,
            LedgerImport.cells.is_not(None),
            LedgerImport.state.in_(("read", "checking", "checked", "left")),
            LedgerImport.changed_at < uow.now - LEDGERS_KEPT,
        )
    ):
        left.state, left.cells, left.problems = "left", None, []
    uow.session.execute(delete(Submit).where(Submit.county_code == uow.county_code, Submit.at < uow.now - SUBMITS_KEPT))


def imprint(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Take imprints of some cases, and ask for the next when there are more: others write in between."""
    reached = imprints.take_imprints(uow)
    if reached is not None:
        put(uow, imprints.TASK, f"{imprints.TASK}:{reached}")


def forget_drafts(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Delete what others began to write about a case that was sealed; its named handlers keep theirs."""
    kept = [uuid.UUID(str(one)) for one in payload["keep"]]
    theirs = (Draft.form.startswith(f"case:{payload['case']}:", autoescape=True), Draft.staff_id.not_in(kept))
    uow.session.execute(delete(Draft).where(Draft.county_code == uow.county_code, *theirs))


def seal_file(data_dir: Path) -> Path:
    """Return the file outside the database that shows every seal of the audit."""
    return data_dir / "audit" / "seals.jsonl"


def handlers(data_dir: Path) -> dict[str, Handler]:
    """Return what does each job; in the data folder lie the roots of seals, the files and the list of erasures."""

    def seal_up(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
        seal(uow, seal_file(data_dir))
        put(uow, imprints.TASK, f"{imprints.TASK}:{uow.now.isoformat()}")

    def finish_erasure(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
        finish(uow, payload, Vault(data_dir / FOLDER), list_file(data_dir))

    return {
        "clocks.tick": tick,
        WARN: warn,
        REQUESTS: count_portion,
        "audit.seal": seal_up,
        imprints.TASK: imprint,
        "tidy": tidy,
        "search.squeeze": squeeze,
        DRAFTS_FORGOTTEN: forget_drafts,
        CHECK: check_portion,
        WRITE: write_all,
        UNDO: undo_all,
        FINISH: finish_erasure,
        **HANDLERS,
    }
