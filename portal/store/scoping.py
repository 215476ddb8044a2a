"""Which table follows what: a case, an author, an organisation, or nobody (the explicit global list).

Every table is judged: one that follows nothing and is not on the list is refused by the guard and by a test. Tables of a
plugin are judged by their columns: a `case_id` follows its case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from portal.errors import GuardError
from portal.store.tables import every


class Follows(StrEnum):
    """What decides whether a row may be seen."""

    ITSELF = "itself"  # a case
    CASE = "case"  # by `case_id`
    DISPUTE = "dispute"  # by any of its cases
    AUTHOR = "author"  # by `staff_id`: nobody else, not even a supervisor
    ORGANISATION = "organisation"  # by `organisation_id`
    NOBODY = "nobody"  # on the global list


GLOBAL_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "division": "a public list",
        "organisation": "who mediates where is public; changed with the verb of its page",
        "staff": "colleagues know each other; changed with the verb of its page",
        "staff_number": "keyed hashes of officials' own numbers, compared with those of parties and never shown",
        "post": "who holds which post is known in the county; changed with the verb of its page",
        "post_role": "roles are declarations",
        "stand_in": "colleagues know who stands in for whom, and it is read before anybody acts; changed by its own service",
        "ui_session": "read by the hash of a cookie only, before anybody acts",
        "login_failure": "keyed hashes, read before anybody acts",
        "rate_use": "keyed hashes, read before anybody acts",
        "second_factor": "of whoever signs in, read before anybody acts; the secret is ciphertext",
        "outside_identity": "read before anybody acts, shown with the verb of its page; an issuer and a subject",
        "recovery_code": "hashes, read before anybody acts",
        "api_key": "read by its hash only, before anybody acts",
        "roster_entry": "who mediates may be chosen by the parties (人民调解法 23); changed with the verb of its page",
        "roster_training": "hours of training, as `roster_entry`",
        "number_counter": "a serial, no case",
        "type_snapshot": "declarations",
        "plugin_state": "machinery",
        "calendar_day": "a public list",
        "parameter_value": "a public list",
        "paper_wording": "what papers say, about nobody; changed with the verb of its page",
        "paper_template": "a form without a case; changed with the verb of its page",
        "setting": "settings of the county",
        "key_work": "machinery: ids of keys and of rows",
        "outbox": "machinery: ids and codes, no content",
        "access_entry": "written by every act of looking, read with the verb of the audit page",
        "glass_use": "read and written with the verbs of its page; what was asked and why is ciphertext, the case an id",
        "erasure": "read and written with the verbs of its page; codes, counts and ids, the reasons are ciphertext",
        "opinion_link": "read by its hash only, before anybody acts; it names a case and shows nothing of it",
        "phone_link": "read by its hash only, before anybody acts; it names a case and shows nothing of it",
        "seal": "hashes",
        "sample": "a seed and a size; the drawn cases follow their case",
        "alembic_version": "machinery",
    }
)

_EXPLICIT: Mapping[str, Follows] = MappingProxyType(
    {
        "case_file": Follows.ITSELF,
        "dispute": Follows.DISPUTE,
        "draft": Follows.AUTHOR,
        "submit": Follows.AUTHOR,
        "complaint": Follows.ORGANISATION,  # the judicial bureau's; whoever complains comes at the task `complaint`
        "consultation": Follows.ORGANISATION,
        "ledger_import": Follows.ORGANISATION,
        "person_merge": Follows.ORGANISATION,
        "joint_handling": Follows.ORGANISATION,  # who is asked; the responsible body's end is reached at the task `joint`
        "referral": Follows.ORGANISATION,  # to whom it is offered; the sender's end is reached at the task `referral` only
    }
)

AUTHOR_COLUMN = "staff_id"

_FIXED: Mapping[Follows, tuple[str, ...]] = MappingProxyType(
    {
        Follows.ITSELF: ("organisation_id",),
        Follows.CASE: ("case_id", "organisation_id"),
        Follows.AUTHOR: (AUTHOR_COLUMN,),
        Follows.ORGANISATION: ("organisation_id",),
    }
)

# Flask-AppBuilder's, Alembic's, the queue's, the database's own
_FOREIGN = ("ab_", "alembic_version_", "huey_", "sqlite_", "pg_")

SEARCH_TABLES = ("case_text_fts", "case_text_grams")
"""Beside `case_text`, one on each database, in nobody's metadata."""


BENEATH = ("wall_let_in", "wall_seen_case", "wall_near_dispute", "wall_taken_dispute", "wall_texts_with")
"""What the third wall looks things up by, views and functions (`portal.store.row_rule`)."""


def follows(table: Any) -> Follows:
    """Return what the rows of a table follow. A plugin's table that follows nothing says why in `info={"global": "..."}`.

    Raises:
        GuardError: the table follows nothing and is on no list.
    """
    name = str(getattr(table, "name", ""))
    explicit = _EXPLICIT.get(name)
    if explicit is not None:
        return explicit
    if name in GLOBAL_TABLES or name.startswith(_FOREIGN) or getattr(table, "info", {}).get("global"):
        return Follows.NOBODY
    if name in SEARCH_TABLES or "case_id" in table.c:
        return Follows.CASE
    raise GuardError(f"table {name} follows no case and is not on the global list")


def fixed_columns(table: Any) -> tuple[str, ...]:
    """Return the columns of a row that never change, because they say whose it is."""
    return tuple(column for column in ("county_code", *_FIXED.get(follows(table), ())) if column in table.c)


def belongs_to_the_portal(name: str) -> bool:
    """Say whether a table of that name is the portal's own, or of what it stands on: no plugin may have one."""
    return name in every.metadata.tables or name in GLOBAL_TABLES or name.startswith((*_FOREIGN, *SEARCH_TABLES))


def is_scoped(table: Any) -> bool:
    """Say whether somebody decides who may see the rows of a table."""
    return follows(table) is not Follows.NOBODY


_SCOPED_NAMES = sorted({name for name, table in every.metadata.tables.items() if is_scoped(table)})
_SEARCH_WORDS = [rf"{name}\w*" for name in SEARCH_TABLES]  # FTS5 keeps its content in tables of its own beside
_SCOPED_WORD = re.compile(rf"\b(?:{'|'.join((*_SCOPED_NAMES, *_SEARCH_WORDS, *BENEATH))})\b", re.IGNORECASE)


def scoped_name_in(sql: str) -> str | None:
    """Return the first scoped table a text statement names, or `None`."""
    found = _SCOPED_WORD.search(sql)
    return found[0] if found else None
