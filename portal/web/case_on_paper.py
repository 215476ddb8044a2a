"""Puts a case as its reader sees it onto paper; papers are Chinese, so labels stay in the source language."""

from __future__ import annotations

from portal.declare.privacy import Privacy
from portal.papers.on_paper import CaseOnPaper, FieldOnPaper, PartyOnPaper, SessionOnPaper, TermOnPaper
from portal.reading.case_page import CasePage
from portal.reading.shown_values import Shown
from portal.reading.words import ENDINGS, RESULTS, SEXES, SOURCES
from portal.web.vocabulary import AGES


def printed(fields: tuple[Shown, ...]) -> tuple[FieldOnPaper, ...]:
    """Return the fields that may stand on a paper: all but the sealed ones, whoever prints."""
    return tuple(FieldOnPaper(f.key, f.title, f.value) for f in fields if not f.sealed)


def on_paper(page: CasePage, organisation: str) -> CaseOnPaper:
    """Return the case on paper; `organisation` is the full name that stands at the head and beside the seal."""
    sealed = page.privacy >= Privacy.P4  # papers reach the other side: a person in danger must not be found through them
    return CaseOnPaper(
        organisation=organisation,
        number=page.number or "",
        type_title=page.type_title,
        cause=page.title,
        source=SOURCES.get(page.source, page.source),
        by_application=page.source == "application",
        received_on=page.received_on,
        accepted_on=page.accepted_on,
        ended_on=page.ended_on,
        mediator=page.handler,
        summary=page.summary,
        ending=ENDINGS.get(page.ending or "", ""),
        reason=page.reason,
        parties=tuple(
            PartyOnPaper(
                role=p.role_title,
                side=p.side,
                is_person=p.kind == "person",
                name=p.name,
                sex=SEXES.get(p.sex, ""),
                nation=p.nation,
                age=AGES.get(p.age_band, ""),
                occupation=p.occupation,
                phone="" if sealed else p.phone,
                address="" if sealed else p.address,
                id_number=p.id_number,
                credit_code=p.credit_code,
                representative=p.representative,
            )
            for p in page.parties
        ),
        fields=printed(page.fields),
        sessions=tuple(
            SessionOnPaper(s.held_on, s.place, s.present, s.record, RESULTS.get(s.result, s.result)) for s in page.sessions
        ),
        terms=tuple(TermOnPaper(t.payer, t.payee, t.amount, t.act, t.due_on, t.method, t.breach) for t in page.terms),
        agreement_facts=page.agreement.facts if page.agreement else "",
        agreement_form=page.agreement.form if page.agreement else "",
        agreed_on=page.agreement.agreed_on if page.agreement else None,
        effective_on=page.agreement.effective_on if page.agreement else None,
        remedies=page.remedies,
    )
