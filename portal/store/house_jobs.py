"""The jobs the store does by itself: sealing the audit, tidying away, squeezing the search index."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from portal.store import search_text
from portal.store.outbox import Handler, forget_done
from portal.store.seals import seal
from portal.store.tables.desk import Draft, Submit
from portal.store.unit_of_work import UnitOfWork

DRAFTS_KEPT = timedelta(days=180)
SUBMITS_KEPT = timedelta(days=30)
JOBS_KEPT = timedelta(days=400)


def seal_file(data_dir: Path) -> Path:
    """Return the file outside the database that shows every seal."""
    return data_dir / "audit" / "seals.jsonl"


def house_handlers(data_dir: Path) -> dict[str, Handler]:
    """Return the store's own jobs by their tasks."""

    def seal_audit(uow: UnitOfWork, _payload: Mapping[str, Any]) -> None:
        seal(uow, seal_file(data_dir))

    return {"audit.seal": seal_audit, "tidy": tidy, "search.squeeze": squeeze}


def tidy(uow: UnitOfWork, _payload: Mapping[str, Any]) -> None:
    """Delete drafts nobody came back to, form tokens long used, and jobs long done."""
    county = uow.county_code
    uow.session.execute(delete(Draft).where(Draft.county_code == county, Draft.saved_at < uow.now - DRAFTS_KEPT))
    uow.session.execute(delete(Submit).where(Submit.county_code == county, Submit.at < uow.now - SUBMITS_KEPT))
    forget_done(uow.session, uow.now - JOBS_KEPT)


def squeeze(uow: UnitOfWork, _payload: Mapping[str, Any]) -> None:
    """Merge the search index, so that nothing of removed texts is left in it."""
    search_text.squeeze(uow.session)
