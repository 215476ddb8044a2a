"""Puts a case as its reader sees it onto paper; papers are Chinese, so labels stay in the source language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Field, YesNo
from portal.declare.parties import PartyKind
from portal.declare.privacy import Privacy
from portal.engine.days import NotADay, read_day, written
from portal.engine.identifiers import BadIdentifier, age_on, id_number
from portal.engine.representation import AGENT, APART, GUARDIAN, REPRESENTATIVE
from portal.papers.on_paper import CaseOnPaper, FieldOnPaper, PartyOnPaper, SessionOnPaper, TermOnPaper, VisitOnPaper
from portal.papers.sheet import ordinal
from portal.reading.case_page import CasePage
from portal.reading.case_parties import PartyShown
from portal.reading.event_sentences import tie_words
from portal.reading.shown_values import Shown
from portal.reading.standing import LinkShown
from portal.reading.words import ENDINGS, RESULTS, SEXES, SOURCES
from portal.web.vocabulary import AGES

MOST_BOXES = 12
_BEGUN = {"application": False, "own_motion": True}


def printed(fields: tuple[Shown, ...]) -> tuple[FieldOnPaper, ...]:
    """Return the fields as papers show them: days written out; what is sealed stays a rule to write on, whoever prints."""
    return tuple(FieldOnPaper(f.key, f.title, "" if f.sealed else _on_paper(f)) for f in fields)


def on_paper(page: CasePage, today: date, link: str = "") -> CaseOnPaper:
    """Return the case on paper, ages as of today; `link` opens the case again."""
    sealed = page.privacy >= Privacy.P4  # papers reach the other side: a person in danger must not be found through them
    return CaseOnPaper(
        organisation=page.house.name,
        seal=page.house.seal,
        number=page.number or "",
        type_title=page.type_title,
        cause=page.title,
        source=SOURCES.get(page.source, page.source),
        is_own_motion=_BEGUN.get(page.source),
        place=f"{page.division}{page.place}",
        due_on=min((clock.due_on for clock in page.clocks if clock.state == "running"), default=None),
        received_on=page.received_on,
        accepted_on=page.accepted_on,
        ended_on=page.ended_on,
        mediator=page.handler,
        summary=page.summary,
        ending=ENDINGS.get(page.ending or "", ""),
        reason=page.reason,
        parties=tuple(_party(party, today, sealed=sealed) for party in page.parties),
        fields=printed(page.fields),
        sessions=tuple(
            SessionOnPaper(
                s.held_on,
                s.place,
                s.present,
                s.record,
                RESULTS.get(s.result, s.result),
                s.began,
                s.ended,
                s.others,
                s.informed,
                s.next_on,
            )
            for s in page.sessions
        ),
        terms=tuple(TermOnPaper(t.payer, t.payee, t.amount, t.act, t.due_on, t.method, t.breach) for t in page.terms),
        undisputed=page.undisputed.facts if page.undisputed else "",
        agreement_facts=page.agreement.facts if page.agreement else "",
        agreed_on=page.agreement.agreed_on if page.agreement else None,
        effective_on=page.agreement.effective_on if page.agreement else None,
        performed_on=page.agreement.performed_on if page.agreement else None,
        visits=_visits(page),
        remedies=_numbered(page.remedies),
        ties=tie_words(page.disclosure.ties) if page.disclosure else "",
        disclosed=page.disclosure.text if page.disclosure else "",
        link=link,
    )


def blank(case_type: CaseType, organisation: str) -> CaseOnPaper:
    """Return the blank form of a type: its roles, and its fields with boxes to tick."""
    return CaseOnPaper(
        organisation=organisation,
        type_title=case_type.title,
        is_blank=True,
        parties=tuple(
            PartyOnPaper(role.title, role.side.value, role.kind is PartyKind.PERSON, is_either=role.kind is PartyKind.EITHER)
            for role in case_type.parties
            if role.required
        ),
        fields=tuple(FieldOnPaper(f.key, f.title, "", _boxes(f)) for f in case_type.fields if not f.retired),
        remedies=_numbered(case_type.remedies),
    )


def with_agreement(case: CaseOnPaper, facts: str, agreed_on: str, terms: tuple[TermOnPaper, ...], today: date) -> CaseOnPaper:
    """Return the case with an agreement that is still being written; a day that cannot be read stays open."""
    try:
        day = read_day(agreed_on, today) if agreed_on else None
    except NotADay:
        day = None
    return replace(case, agreement_facts=facts, agreed_on=day, terms=terms)


def _party(party: PartyShown, today: date, *, sealed: bool) -> PartyOnPaper:
    return PartyOnPaper(
        role=party.role_title,
        side=party.side,
        is_person=party.kind == "person",
        name=party.name,
        sex=SEXES.get(party.sex, ""),
        nation=party.nation,
        age=_age(party, today),
        occupation=party.occupation,
        phone="" if sealed else party.phone,
        address="" if sealed else party.address,
        id_number=party.id_number,
        credit_code=party.credit_code,
        representative=party.representative,
        acting=tuple((_TITLES[link.kind], _acting(link)) for link in party.links if link.kind in _TITLES and not link.lapsed),
        signs_beside=tuple(
            f"{party.role_title}的{_TITLES[link.kind]}"
            for link in party.links
            if link.kind in _TITLES and not link.lapsed and not link.is_limited
        ),
        is_elected=any(link.kind == REPRESENTATIVE for link in party.links),
        is_apart=any(link.kind == APART for link in party.links),
    )


def _visits(page: CasePage) -> tuple[VisitOnPaper, ...]:
    """Return the call-backs with the names of those who were heard; an empty list of ids means everybody."""
    who = {event.seq: event.who for event in page.timeline}
    names = {str(party.id): party.name for party in page.parties}
    return tuple(
        VisitOnPaper(
            on=one.visited_on,
            by=who.get(one.seq, ""),
            found=one.text,
            parties="、".join(names.get(key, "") for key in one.parties) if one.parties else "各方当事人",
            how=one.how,
            performance=one.performance,
            content=one.content,
            sued=one.sued,
            outcome=one.outcome,
            signs=tuple(sign for sign, there in (("wrong", one.wrong), ("escalates", one.escalates)) if there),
            measures=one.measures,
        )
        for one in page.call_backs
    )


_TITLES = {GUARDIAN: "法定代理人", AGENT: "委托代理人"}


def _acting(link: LinkShown) -> str:
    """Return who acts, in what capacity, with what authority."""
    about = "，".join(filter(None, (link.kinship, link.authority)))
    return f"{link.name}（{about}）" if about else link.name


def _age(party: PartyShown, today: date) -> str:
    """Return the age in years where the identity number stands open, else the band."""
    try:
        return str(age_on(id_number(party.id_number, today).born, today))
    except BadIdentifier:
        return AGES.get(party.age_band, "")


def _numbered(remedies: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{ordinal(n)}、{remedy.rstrip('。')}。" for n, remedy in enumerate(remedies, 1))


def _boxes(field: Field) -> str:
    """Return boxes to tick for a choice that is not too long."""
    if isinstance(field, YesNo):
        return "□是　□否"
    if isinstance(field, Choice) and len(field.pairs) <= MOST_BOXES:
        return "　".join(f"□{title}" for _key, title in field.pairs)
    return ""


def _on_paper(shown: Shown) -> str:
    return written(date.fromisoformat(shown.value)) if shown.is_day and shown.value and not shown.masked else shown.value
