"""Taking a case out of the search index for good: at once for whoever searches, over night in the bytes of the file.

FTS5 before version 3.42 of SQLite keeps deleted tokens in its segments until they are merged. Merging takes as long as the
index is big, so it is one job a night, asked for by the first case of the day that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from portal.store import search_text
from portal.store.outbox import put
from portal.store.tables.cases import CaseFile
from portal.store.unit_of_work import SHANGHAI, UnitOfWork

TASK = "search.squeeze"
AT_NIGHT = time(2, 0, tzinfo=SHANGHAI)


def unindex(uow: UnitOfWork, case: CaseFile) -> None:
    """Make the case unfindable by text, and see to it that nothing of its text is left in the index."""
    if uow.sheaf is not None and uow.sheaf.holds(case.id):
        uow.sheaf.find_no_more(case.id)
    elif search_text.unindex_case(uow.session, case.county_code, case.id):
        squeeze_tonight(uow)


def squeeze_tonight(uow: UnitOfWork) -> None:
    """Ask for the job of the night, once a day."""
    tonight = datetime.combine(uow.today + timedelta(days=1), AT_NIGHT)
    put(uow, TASK, f"{TASK}:{uow.today.isoformat()}", due_at=tonight)


def squeeze(uow: UnitOfWork, _payload: Mapping[str, Any]) -> None:
    """Do the job of the night."""
    search_text.squeeze(uow.session)
