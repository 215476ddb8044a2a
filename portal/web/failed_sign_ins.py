"""Writes down that somebody did not get in: an account with a wrong password, or a proof that failed.

Whose account it was is an id; an account nobody has leaves an entry without one, after the same statements. What was typed is
never kept: it may be a password in the wrong field. Attempts at an account that is locked add nothing: no password is looked at.
"""

from __future__ import annotations

from portal.access.signing_in import find
from portal.store.access_log import log_access
from portal.store.actors import System
from portal.web.acting import connection_to_read, portal, unit_of_work


def note_failed(account: str) -> None:
    """Write down a sign-in that failed. Raises `Unrecorded`."""
    with connection_to_read() as connection:
        found = find(connection, account)
    running = portal()
    with running.store.begin(System(running.county_code, "sign_in"), write=True) as uow:
        log_access(uow, "login", "failed", data={} if found is None else {"staff": str(found.staff_id)})


def note_not_proved() -> None:
    """Write down that whoever is signed in could not prove again who she is. Raises `Unrecorded`."""
    with unit_of_work(write=True) as uow:
        log_access(uow, "login", "not_proved")
