"""The form of an act: its inputs by group, with what can be known before anybody types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from portal.declare.fields import Choices, ClockPick, Day, Field, FilePicks, LinkPick, PartyPick, PartyPicks, Staff, TermPick
from portal.engine.actions import BY_KEY
from portal.engine.confirmation import MUST_MATERIALS
from portal.engine.transitions import Offer, clocks_to_pick
from portal.reading.act_choices import link_choices, party_choices, staff_choices, term_choices
from portal.reading.case_page import CasePage
from portal.reading.case_values import case_values
from portal.reading.performance import ways_of
from portal.reading.wording import label
from portal.reading.wording import say as _
from portal.store import settings
from portal.store.unit_of_work import UnitOfWork
from portal.web.figures import day_full
from portal.web.forms.inputs import Input, inputs_of

_ELSEWHERE = ("acted_on", "procedure_ended_on", "since_on", "gone_on")  # what interrupted a limitation was rarely today
_NEVER_KNOWN = ("data_consent_on", "waived_on", *_ELSEWHERE)  # nobody consents by leaving a field as it stands
Entered = Mapping[str, Any]
Wrong = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ActGroup:
    """Inputs under one heading; the heading may be empty."""

    title: str
    inputs: tuple[Input, ...]


def multiple_of(offer: Offer | None) -> frozenset[str]:
    """Return the names of the offer's multiple choices, which keep all their values."""
    return frozenset(f.key for f in offer.fields if isinstance(f, (Choices, PartyPicks, FilePicks))) if offer else frozenset()


def act_inputs(uow: UnitOfWork, page: CasePage, offer: Offer, entered: Entered, wrong: Wrong, today: date) -> tuple[Input, ...]:
    """Return the inputs in declared order; terms and signatures are forms of their own."""
    plugin = page.type.partition(".")[0]
    values = {**_known(uow, page, offer, today), **entered}
    declared = [f for f in offer.fields if not f.retired and f.kind not in ("terms", "signatures", "members")]
    plain = {i.name: i for i in inputs_of((f for f in declared if not _from_case(f)), "", values, wrong, plugin)}
    inputs = []
    for field in declared:
        if field.key in plain:
            found = plain[field.key]
            if (offer.key, field.key) == ("breach", "chosen"):
                found = replace(found, options=tuple((way.code, way.text) for way in ways_of(page, today, uow.calendar)))
            inputs.append(replace(found, hint=found.hint or _hint(page, offer, field)))
        else:
            options = _options(uow, page, offer.key, field)
            value = values.get(field.key, "") or (
                options[0][0] if isinstance(field, (ClockPick, TermPick)) and len(options) == 1 else ""
            )
            inputs.append(
                Input(
                    "choices" if isinstance(field, (PartyPicks, FilePicks)) else "choice",
                    field.key,
                    label(field.title, plugin),
                    value,
                    label(field.hint, plugin),
                    field.required,
                    wrong.get(field.key, ()),
                    options,
                )
            )
    return tuple(inputs)


def in_groups(inputs: tuple[Input, ...]) -> tuple[ActGroup, ...]:
    """Return the inputs under the headings they were declared with."""
    return tuple(ActGroup(title, tuple(group)) for title, group in groupby(inputs, key=lambda i: i.group))


def _known(uow: UnitOfWork, page: CasePage, offer: Offer, today: date) -> dict[str, Any]:
    """Return what stands there before anybody typed: today for days of the core, the case's own values for what an act sets."""
    if offer.key in BY_KEY:
        days = {
            f.key: today.isoformat() for f in offer.fields if isinstance(f, Day) and not f.future and f.key not in _NEVER_KNOWN
        }
        return {**days, **_usual(uow, page, offer)}
    own = page.state.type.action(offer.key) if page.state is not None else None
    if own is None or not own.sets:
        return {}
    details = case_values(uow, page).details
    hidden = {f.key for f in page.fields if f.masked}
    return {key: details[key] for key in own.sets if key in details and key not in hidden}


def _usual(uow: UnitOfWork, page: CasePage, offer: Offer) -> dict[str, Any]:
    match offer.key:
        case "apply_confirmation":
            return {"court": f"{settings.read(uow.session, settings.COUNTY_NAME)}人民法院", "materials": list(MUST_MATERIALS)}
        case "session":
            return {"place": page.house.address}
        case "agree":
            return {"form": "written", "facts": page.summary}
        case "follow_up":
            return {"performance": "full" if page.step == "performed" else "no_agreement" if page.ending != "settled" else ""}
    return {}


def _from_case(field: Field) -> bool:
    return isinstance(field, (Staff, PartyPick, PartyPicks, LinkPick, ClockPick, TermPick, FilePicks))


def _options(uow: UnitOfWork, page: CasePage, action: str, field: Field) -> tuple[tuple[str, str], ...]:
    """Return what may be picked in a field whose options come from the case itself."""
    if isinstance(field, FilePicks):
        return ()  # the page of a referral names them itself
    if isinstance(field, Staff):
        return staff_choices(uow, page.organisation_id)
    if isinstance(field, (PartyPick, PartyPicks)):
        return party_choices(page)
    if isinstance(field, TermPick):
        return term_choices(page)
    if isinstance(field, LinkPick):
        return link_choices(page)
    open_keys = {c.key for c in clocks_to_pick(page.state, action)} if page.state is not None else set()
    return tuple(
        (c.key, _("%(clock)s（现在到%(day)s）", clock=c.title, day=day_full(c.due_on)))
        for c in (*page.clocks, *(past for past in page.past_clocks if past.state == "lapsed"))
        if c.key in open_keys
    )


def _hint(page: CasePage, offer: Offer, field: Field) -> str:
    """Return a sentence that helps with a field of the core."""
    match offer.key, field.key:
        case "session", "present":
            return _("当事人：%(names)s；代理人也写上", names="、".join(p.name for p in page.parties[:6]))
        case "session", "began" | "ended":
            return _("例如 9:30")
        case "session", "others":
            return _("协助调解的人、旁听的人、见证人")
        case "undisputed", "facts":
            return _("只写各方共同确认的事实，一条一段；为达成协议让步时认可的事实不写，它以后不能当证据")
        case "session", "record":
            return _("各方怎么说、争在哪里、怎么谈的；一句一段，可以打印成调解记录")
        case "consent", "consented_on":
            return _("各方都同意的那一天")
        case "supplement", "missing":
            return _("一次写全，写清交到哪里、什么时候以前交")
        case "void", "reason_text":
            return _("例如：重复登记、登记错了单位；案号保留，不再使用")
        case "perform_term", "amount":
            return _("不填就是这一条余下的全部；做事情的条款不填")
        case "perform_term" | "perform", "proof_text":
            return _("如转账回单号、收条谁写的、谁在场")
        case (("note" | "session"), "next_on"):
            return _("到时候会出现在“我的工作”里")
    return ""
