"""The papers of a case page or of a type, filled in and set out; what pages and files of papers share."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import url_for

from portal.declare.case_types import CaseType
from portal.declare.papers import Paper
from portal.engine.wordings import in_force
from portal.errors import Forbidden, NotFound
from portal.papers.bound import CONTENTS
from portal.papers.core_papers import UNDISPUTED
from portal.papers.dossier import Course, Dossier, Place, dossier, made_by, papers_for, papers_of
from portal.papers.layout import Drawn, drawn
from portal.papers.on_paper import CaseOnPaper, EntryOnPaper
from portal.papers.sheet import sheet
from portal.papers.wording import PORTAL, owner_of, worded
from portal.reading.case_page import CasePage, case_page
from portal.reading.choices import organisation_name
from portal.reading.paper_wording import Versions, wordings
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.case_on_paper import blank, on_paper


def dossier_of(page: CasePage) -> Dossier:
    """Return the dossier of a case page."""
    return dossier(own_papers(page), course_of(page))


def course_of(page: CasePage) -> Course:
    """Return what of the case decides about its papers."""
    return Course(
        phase=page.phase,
        ending=page.ending,
        form=page.agreement.form if page.agreement else None,
        did=frozenset(e.action for e in page.timeline),
        filed=_filed(page),
        details=page.state.details if page.state else {},
        disclosed=page.disclosure is not None,
        with_firm=any(party.kind != "person" for party in page.parties),
    )


def _filed(page: CasePage) -> frozenset[str]:
    """Return what lies in the folder; undisputed facts written down here lie there once they are signed."""
    filed = frozenset(page.papers_filed)
    if page.undisputed is None:
        return filed
    return filed | {UNDISPUTED.key} if page.undisputed.signed_on else filed - {UNDISPUTED.key}


def own_papers(page: CasePage) -> tuple[Paper, ...]:
    """Return the papers the type of the case declares."""
    return page.state.type.papers if page.state else ()


def paper_of(page: CasePage, key: str) -> Paper:
    """Return a paper that concerns the case. Raises `NotFound`."""
    paper = next((p for p in papers_for(own_papers(page), course_of(page)) if p.key == key), None)
    if paper is None:
        raise NotFound
    return paper


def case_for_papers(page: CasePage) -> CaseOnPaper:
    """Return the case as its papers show it, with the address that opens it again."""
    return on_paper(page, today(), link=url_for("CaseView.case", case_id=page.id, _external=True))


def as_worded(page: CasePage, paper: Paper, versions: Versions) -> Paper:
    """Return the paper in the county's words: those of the day it was made, or of today."""
    made = made_by(paper.key)
    moments = [e.recorded_at for e in page.timeline if made is not None and e.action == made]
    at = page.papers_filed.get(paper.key) or min(moments, default=None)
    return worded(paper, in_force(versions.get((owner_of(paper, page.type), paper.key), ()), at))


def versions_for(uow: UnitOfWork, page: CasePage) -> Versions:
    """Return the county's wordings of the papers of a case."""
    return wordings(uow, (PORTAL, page.type))


def filled(page: CasePage, paper: Paper, versions: Versions) -> Drawn:
    """Return the paper of the case, set out."""
    case = case_for_papers(page)
    if paper.key == CONTENTS:
        there = [e.paper for e in dossier_of(page).entries if e.must or e.place is Place.THERE]
        case = replace(case, contents=tuple(EntryOnPaper(p.title, key=p.key) for p in there if p.key != CONTENTS))
    return drawn(sheet(as_worded(page, paper, versions), case))


def blank_paper(type_key: str, key: str) -> Drawn:
    """Return a paper of a type of the post's own sectors, for writing by hand. Raises `NotFound`."""
    case_type = type_of_post(type_key)
    paper = next((p for p in papers_of(case_type.papers) if p.key == key), None)
    if paper is None:
        raise NotFound
    with unit_of_work() as uow:
        case = blank(case_type, organisation_name(uow, current_actor().organisation_id))
        owner = owner_of(paper, type_key)
        versions = wordings(uow, (owner,))
    return drawn(sheet(worded(paper, in_force(versions.get((owner, key), ()), None)), case))


def type_of_post(type_key: str) -> CaseType:
    """Return a type of the post's own sectors. Raises `NotFound`."""
    case_type = portal().registry.case_type(type_key)
    if case_type is None or type_key.partition(".")[0] not in current_actor().plugins:
        raise NotFound
    return case_type


def readable(uow: UnitOfWork, case_id: uuid.UUID) -> CasePage:
    """Return the page of a case whose content the post may read.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the post sees only the header.
    """
    page = case_page(uow, current_actor(), case_id)
    if page.header_only:
        raise Forbidden("print")
    return page
