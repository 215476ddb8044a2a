"""Finding cases by what people remember: a name, the last four digits of a phone, a number, words of the story.

The condition stands beside the actor's reach in the same statement, so a hit elsewhere is never told. Nobody searches by what
she may not read: names and the story are looked for as the reader sees them, and numbers of people only in cases where she
sees them in full or may ask for each of them (`portal.access.privacy_rules`). Otherwise a search would tell, hit or no hit,
what a mask hides. A statement that uses it runs with `OPTIONS`, because the index beside `case_text` is a plain table.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, not_, or_, select

from portal.access.actors import Actor
from portal.access.privacy_rules import Sight, sight_clause
from portal.engine.text import BadText, clean
from portal.errors import Refused
from portal.store import blind_index, search_text
from portal.store.passages import passage
from portal.store.tables.cases import CaseFile
from portal.store.tables.figures import CaseText
from portal.store.unit_of_work import UnitOfWork

LONGEST = 60
OPTIONS = passage("portal.reading.search")


def text_clause(uow: UnitOfWork, actor: Actor, text: str) -> ColumnElement[bool]:
    """Return the condition that the actor finds a case by the text.

    Identity numbers and phones match whole or by their last four signs (`0011`, `王0011`); anything else is searched in
    numbers, names, summaries and searchable fields of cases up to P2.

    Raises:
        Refused: control characters, or more than 60 characters.
    """
    try:
        plain = clean(text, LONGEST)
    except BadText as bad:
        raise Refused.at("text", f"text_{bad.code}", **bad.params) from None
    in_full = sight_clause(actor, "names", (Sight.FULL,))
    found = or_(and_(in_full, _texts(uow, plain, masked=False)), and_(not_(in_full), _texts(uow, plain, masked=True)))
    meant = blind_index.meanings(plain, uow.today)
    if not meant:
        return found
    asked = and_(*(sight_clause(actor, part, (Sight.FULL, Sight.ON_REQUEST)) for part in ("names", "id_numbers", "phones")))
    return or_(found, and_(asked, blind_index.matching(uow.keyring, uow.county_code, meant)))


def _texts(uow: UnitOfWork, plain: str, *, masked: bool) -> ColumnElement[bool]:
    hits = select(CaseText.case_id).where(
        CaseText.county_code == uow.county_code, search_text.matching(uow.session, plain, masked=masked)
    )
    return CaseFile.id.in_(hits)
