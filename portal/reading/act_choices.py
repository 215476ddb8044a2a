"""What may be picked in the form of an act: colleagues with their open load, and the parties of the case."""

from __future__ import annotations

import uuid

from sqlalchemy import and_, func, select

from portal.engine.money import grouped
from portal.reading.case_page import CasePage
from portal.reading.redacted import TermShown
from portal.reading.wording import N_, said_day, say
from portal.store.tables.cases import CaseFile
from portal.store.tables.people import Post, Staff
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
        select(Staff.id, Staff.name, load.label("load"))
        .join(Post, and_(Post.county_code == Staff.county_code, Post.staff_id == Staff.id))
        .where(
            Staff.county_code == uow.county_code,
            Post.organisation_id == organisation_id,
            Post.since <= uow.today,
            (Post.until.is_(None)) | (Post.until >= uow.today),
            Staff.ended_on.is_(None),
        )
        .distinct()
        .order_by(load, Staff.name)
    )
    return tuple((str(r.id), say(N_("%(name)s（在办 %(n)s 件）"), name=r.name, n=r.load)) for r in rows)


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
