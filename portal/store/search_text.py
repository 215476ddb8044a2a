"""The search index: `case_text` with the normalised text of a case, and beside it what makes it quick to search.

SQLite has an FTS5 table without text of its own, PostgreSQL an array of tokens under a GIN. Both get their tokens from
`portal.engine.bigrams`, so both find the same; `matching` rechecks with LIKE, so what is found is exactly what LIKE finds.
Only cases up to P2 are indexed; deciding that is `record()`'s.

Deleting from FTS5 before version 3.42 of SQLite leaves the tokens in its segments until they are merged: `squeeze` does
that, and `unindex_case` says when it is due.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, column, delete, false, func, select, table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from portal.engine.bigrams import fts5_match, index_text, like_pattern, normalise, query_terms
from portal.store.packing import PackedRows
from portal.store.passages import passage
from portal.store.tables.figures import CaseText

FORGETS_AT_ONCE = sqlite3.sqlite_version_info >= (3, 42)
"""Whether this SQLite can overwrite deleted tokens in FTS5 by itself."""

_OPTIONS = passage("portal.store.search_text")
_FTS_ADD = text("INSERT INTO case_text_fts (rowid, tokens) VALUES (:docid, :tokens)")
_FTS_REMOVE = text("INSERT INTO case_text_fts (case_text_fts, rowid, tokens) VALUES ('delete', :docid, :tokens)")
_FTS_EMPTY = text("INSERT INTO case_text_fts (case_text_fts) VALUES ('delete-all')")
_FTS_SQUEEZE = text("INSERT INTO case_text_fts (case_text_fts) VALUES ('optimize')")
_FTS_FORGET = text("INSERT INTO case_text_fts (case_text_fts, rank) VALUES ('secure-delete', 1)")
_GRAMS_PUT = text(
    "INSERT INTO case_text_grams (docid, grams) VALUES (:docid, :grams) ON CONFLICT (docid) DO UPDATE SET grams = :grams"
).bindparams(bindparam("grams", type_=postgresql.ARRAY(postgresql.TEXT)))
_LAST = text("SELECT max(docid) FROM case_text")
_NEXT = text("SELECT nextval(pg_get_serial_sequence('case_text', 'docid')) FROM generate_series(1, :count)")

_fts = table("case_text_fts", column("rowid"), column("case_text_fts"))


def index_case(session: Session, county_code: str, case_id: uuid.UUID, content: str, masked: str = "") -> None:
    """Make the case findable by this text, in place of what it was found by; nothing is written when it is the same.

    `masked` is the text for readers who see names masked; without one they do not find the case.
    """
    columns = columns_of(county_code, case_id, content, masked)
    plain, hidden = columns["text"], columns["masked"]
    row = _row(session, county_code, case_id)
    if row is None:
        row = CaseText(**columns)
        session.add(row)
        session.flush()
    elif row.text == plain:
        row.masked = hidden
        return
    else:
        _remove_tokens(session, row)
        row.text, row.masked = plain, hidden
        session.flush()
    _put_tokens(session, row)


def columns_of(county_code: str, case_id: uuid.UUID, content: str, masked: str) -> dict[str, Any]:
    """Return what a case is found by as the columns of a row that is not in the index yet."""
    return {"county_code": county_code, "case_id": case_id, "text": normalise(content), "masked": normalise(masked)}


def index_packed(session: Session, texts: PackedRows, tokens: Sequence[Sequence[str]]) -> None:
    """Make new cases findable, all in a few statements; none of them has a text yet."""
    at, count = texts.columns.index("docid"), len(texts.rows)
    if _is_sqlite(session):
        last = session.scalar(_LAST, execution_options=_OPTIONS) or 0  # nobody else writes before this transaction ends
        docids = list(range(last + 1, last + 1 + count))
    else:
        docids = list(session.scalars(_NEXT, {"count": count}, execution_options=_OPTIONS))
    rows = [(*row[:at], docid, *row[at + 1 :]) for docid, row in zip(docids, texts.rows, strict=True)]
    session.connection().exec_driver_sql(texts.statement, rows, execution_options=_OPTIONS)
    if _is_sqlite(session):
        beside = [{"docid": docid, "tokens": " ".join(some)} for docid, some in zip(docids, tokens, strict=True)]
        session.execute(_FTS_ADD, beside, execution_options=_OPTIONS)
    else:
        beside = [{"docid": docid, "grams": sorted(set(some))} for docid, some in zip(docids, tokens, strict=True)]
        session.execute(_GRAMS_PUT, beside, execution_options=_OPTIONS)


def unindex_case(session: Session, county_code: str, case_id: uuid.UUID) -> bool:
    """Make the case unfindable. Return whether `squeeze` is due, because something indexed was taken out."""
    row = _row(session, county_code, case_id)
    if row is None:
        return False
    _remove_tokens(session, row)
    session.execute(delete(CaseText).where(CaseText.county_code == county_code, CaseText.case_id == case_id))
    session.expunge(row)
    return _is_sqlite(session) and not FORGETS_AT_ONCE


def unindex_packed(session: Session, county_code: str, case_ids: Sequence[uuid.UUID]) -> bool:
    """Make many cases unfindable, in a few statements. Return whether `squeeze` is due, because something was taken out."""
    if not case_ids:
        return False
    of_them = (CaseText.county_code == county_code, CaseText.case_id.in_(case_ids))
    if _is_sqlite(session):
        found = session.execute(select(CaseText.docid, CaseText.text).where(*of_them)).all()
        gone = [{"docid": row.docid, "tokens": " ".join(index_text(row.text))} for row in found]
        if gone:
            session.execute(_FTS_REMOVE, gone, execution_options=_OPTIONS)
    count = session.execute(delete(CaseText).where(*of_them).execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
    return count > 0 and _is_sqlite(session) and not FORGETS_AT_ONCE


def squeeze(session: Session) -> None:
    """Merge the index so that nothing of removed texts is left in it. Takes as long as the index is big."""
    if _is_sqlite(session):
        session.execute(_FTS_SQUEEZE, execution_options=_OPTIONS)


def rebuild(session: Session) -> int:
    """Make the index beside `case_text` again from its rows, for example after a restore; return how many."""
    if _is_sqlite(session):
        session.execute(_FTS_EMPTY, execution_options=_OPTIONS)
        if FORGETS_AT_ONCE:
            session.execute(_FTS_FORGET, execution_options=_OPTIONS)
    rows = 0
    for row in session.scalars(select(CaseText).order_by(CaseText.docid).execution_options(yield_per=500)):
        _put_tokens(session, row)
        rows += 1
    return rows


def matching(session: Session, query: str, *, masked: bool = False) -> ColumnElement[bool]:
    """Return the condition on `CaseText` that its text contains the query; false for a query without letter or digit.

    With `masked` it is the text for readers of masked names that must contain it. The statement that uses the condition
    names plain tables: it runs in a passage (`portal.reading.search`).
    """
    terms = query_terms(query)
    if not terms:
        return false()
    exact = (CaseText.masked if masked else CaseText.text).like(like_pattern(query), escape="\\")
    if _is_sqlite(session):
        hits = select(_fts.c.rowid).where(_fts.c.case_text_fts.op("MATCH")(fts5_match(terms)))
        return and_(CaseText.docid.in_(hits), exact)
    whole = sorted({token for term in terms if not term.prefix for token in term.tokens})
    if not whole:  # a query of single signs: an array knows no prefixes, the recheck alone decides
        return exact
    words = bindparam(None, whole, type_=postgresql.ARRAY(postgresql.TEXT))
    hits = select(func.wall_texts_with(words).column_valued("found"))  # no index over an array works beneath a policy
    return and_(CaseText.docid.in_(hits), exact)


def count_indexed(session: Session) -> int:
    """Return how many cases the session's actor could find by text."""
    return session.scalar(select(func.count()).select_from(CaseText)) or 0


def _row(session: Session, county_code: str, case_id: uuid.UUID) -> CaseText | None:
    return session.scalars(select(CaseText).where(CaseText.county_code == county_code, CaseText.case_id == case_id)).one_or_none()


def _put_tokens(session: Session, row: CaseText) -> None:
    if _is_sqlite(session):
        session.execute(_FTS_ADD, _tokens(row), execution_options=_OPTIONS)
    else:
        grams = sorted(set(index_text(row.text)))
        session.execute(_GRAMS_PUT, {"docid": row.docid, "grams": grams}, execution_options=_OPTIONS)


def _remove_tokens(session: Session, row: CaseText) -> None:
    """Take the tokens of the stored text out of FTS5; PostgreSQL's row goes with its `case_text` or is replaced."""
    if _is_sqlite(session):
        session.execute(_FTS_REMOVE, _tokens(row), execution_options=_OPTIONS)


def _tokens(row: CaseText) -> dict[str, object]:
    return {"docid": row.docid, "tokens": " ".join(index_text(row.text))}


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
