"""Finding cases by what people remember: a name, the last four digits of a phone, a number, words of the story.

The condition stands beside the actor's reach in the same statement, so a hit elsewhere is never told. A statement that
uses it runs with `OPTIONS`, because the index beside `case_text` is a plain table.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from portal.engine.text import BadText, clean
from portal.errors import Refused
from portal.store import blind_index, search_text
from portal.store.passages import passage
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseText
from portal.store.unit_of_work import UnitOfWork

LONGEST = 60
OPTIONS = passage("portal.reading.search")


def text_clause(uow: UnitOfWork, text: str) -> ColumnElement[bool]:
    """Return the condition that a case is found by the text.

    Identity numbers and phones match whole or by their last four signs (`0011`, `王0011`); anything else is searched in
    numbers, names, summaries and searchable fields of cases up to P2.

    Raises:
        Refused: control characters, or more than 60 characters.
    """
    try:
        plain = clean(text, LONGEST)
    except BadText as bad:
        raise Refused.at("text", f"text_{bad.code}", **bad.params) from None
    meant = blind_index.meanings(plain, uow.today)
    found = CaseFile.id.in_(
        select(CaseText.case_id).where(CaseText.county_code == uow.county_code, search_text.matching(uow.session, plain))
    )
    return or_(found, blind_index.matching(uow.keyring, uow.county_code, meant)) if meant else found
