"""What may be picked in the form of an act: colleagues with their open load, and the parties of the case."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import and_, exists, func, select

from portal.engine.money import grouped
from portal.engine.roster import LEVELS
from portal.reading.case_page import CasePage
from portal.reading.redacted import TermShown
from portal.reading.wording import N_, said_day, say
from portal.store.tables.cases import CaseFile
from portal.store.tables.people import Post, Staff
from portal.store.tables.roster import RosterEntry
from portal.store.unit_of_work import UnitOfWork

_ACT_SHOWN = 20


def staff_choices(uow: UnitOfWork, organisation_id: uuid.UUID) -> tuple[tuple[str, str], ...]:
    """Return (id, name with open load) of everybody who holds a post in the organisation today, the least loaded first."""
    load = (
        select(func.count())
        .select_from(CaseFile)
        .where(
            CaseFile.county_code == Staff.county_code,
            CaseFile.handler_id == Staff.id,
            CaseFile.ending.is_(None),
            CaseFile.voided_on.is_(None),
        )
        .scalar_subquery()
    )
    rows = uow.session.execute(
        select(Staff.id, Staff.name, RosterEntry.specialties, RosterEntry.languages, RosterEntry.level, load.label("load"))
        .outerjoin(
            RosterEntry,
            and_(
                RosterEntry.county_code == Staff.county_code,
                RosterEntry.organisation_id == organisation_id,
                RosterEntry.staff_id == Staff.id,
                RosterEntry.ended_on.is_(None),
            ),
        )
        .where(
            Staff.county_code == uow.county_code,
            Staff.ended_on.is_(None),
            exists().where(
                Post.county_code == Staff.county_code,
                Post.staff_id == Staff.id,
                Post.organisation_id == organisation_id,
                Post.since <= uow.today,
                (Post.until.is_(None)) | (Post.until >= uow.today),
            ),
        )
        .order_by(load, Staff.name)
    )
    return tuple((str(row.id), _mediator(row)) for row in rows)


def _mediator(row: Any) -> str:
    """Return the name with what the parties may choose by: open load, and from the roster specialties, languages, level."""
    known = [say(N_("在办 %(n)s 件"), n=row.load)]
    if row.specialties:
        known.append(say(N_("擅长%(what)s"), what="、".join(row.specialties)))
    if row.languages:
        known.append(say(N_("会%(languages)s"), languages="、".join(row.languages)))
    if row.level in dict(LEVELS):
        known.append(say(dict(LEVELS)[row.level]))
    return say(N_("%(name)s（%(known)s）"), name=row.name, known="，".join(known))


def party_choices(page: CasePage) -> tuple[tuple[str, str], ...]:
    """Return (id, name and role) of the parties."""
    return tuple((str(p.id), f"{p.name}（{p.role_title}）") for p in page.parties)


def term_choices(page: CasePage) -> tuple[tuple[str, str], ...]:
    """Return (number, what is left and until when) of the terms that are not performed yet."""
    return tuple(
        (str(number), say(N_("第%(n)s条 %(what)s"), n=number, what=_term(term)))
        for number, term in enumerate(page.terms, 1)
        if term.performed_on is None
    )


def _term(term: TermShown) -> str:
    until = f"（{said_day(term.due_on)}）" if term.due_on is not None else ""
    if term.kind != "money":
        return f"{term.payer}：{term.act[:_ACT_SHOWN]}{until}"
    left = grouped((term.amount or 0) - term.paid)
    return say(N_("%(payer)s付%(payee)s %(left)s元"), payer=term.payer, payee=term.payee, left=left) + until


def link_choices(page: CasePage) -> tuple[tuple[str, str], ...]:
    """Return (id, what and for whom) of those who act for a party now."""
    return tuple(
        (str(link.id), say(N_("%(party)s：%(what)s %(name)s"), party=p.name, what=link.title, name=link.name).strip())
        for p in page.parties
        for link in p.links
    )
