"""A case as the API gives it, in the shape in which it was taken: what is masked is text with stars."""

from __future__ import annotations

from portal.declare.fields import Choice, Field, Number, Whole
from portal.engine.transitions import Offer
from portal.hooks.shown_types import ShownType
from portal.reading.case_page import CasePage, ClockShown
from portal.reading.case_parties import PartyShown
from portal.reading.case_values import CaseValues, Values
from portal.reading.register import RegisterRow
from portal.reading.standing import LinkShown
from portal.reading.wording import label

Row = dict[str, object]


def case_json(page: CasePage, values: CaseValues) -> Row:
    """Return the whole case."""
    plugin = page.type.partition(".")[0]
    return {
        "id": str(page.id),
        "type": page.type,
        "number": page.number,
        "phase": page.phase,
        "step": page.step,
        "ending": page.ending,
        "version": page.version,
        "privacy": f"P{page.privacy}",
        "organisation": {"id": str(page.organisation_id), "name": page.organisation},
        "handler": {"id": str(page.handler_id), "name": page.handler} if page.handler_id else None,
        "source": page.source,
        "received_on": page.received_on.isoformat(),
        "occurred_on": page.occurred_on.isoformat() if page.occurred_on else None,
        "accepted_on": page.accepted_on.isoformat() if page.accepted_on else None,
        "ended_on": page.ended_on.isoformat() if page.ended_on else None,
        "voided": page.voided,
        "place": page.place,
        "summary": page.summary,
        "parties": _parties(page, values),
        "details": values.details,
        "clocks": [_clock(clock) for clock in page.clocks],
        "actions": [_action(offer, plugin) for offer in page.offers],
    }


def row_json(row: RegisterRow) -> Row:
    """Return one line of the list."""
    return {
        "id": str(row.id),
        "type": row.type,
        "number": row.number,
        "title": row.title,
        "parties": row.parties,
        "phase": row.phase,
        "step": row.step,
        "ending": row.ending,
        "privacy": f"P{row.privacy}",
        "organisation": {"id": str(row.organisation_id), "name": row.organisation},
        "handler": row.handler,
        "place": row.place,
        "received_on": row.received_on.isoformat(),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "voided": row.voided,
    }


def field_json(field: Field, plugin: str) -> Row:
    """Return what an action asks for, as `portal plugin list --json` names fields."""
    row: Row = {"key": field.key, "title": label(field.title, plugin), "kind": field.kind, "required": field.required}
    if isinstance(field, Choice):
        row["options"] = [{"key": key, "title": label(text, plugin)} for key, text in field.pairs]
    if isinstance(field, (Whole, Number)) and field.unit:
        row["unit"] = label(field.unit, plugin)
    return row


def _parties(page: CasePage, values: CaseValues) -> Row:
    """Return the parties by role; a role that may have many is a list, as in the example of the type."""
    found: dict[str, list[Row]] = {}
    for party in page.parties:
        found.setdefault(party.role, []).append(_party(party, values.parties.get(party.id, {})))
    many = _many(values.shown)
    return {role: parties if role in many or len(parties) > 1 else parties[0] for role, parties in found.items()}


def _many(shown: ShownType | None) -> set[str]:
    return {role.key for role in shown.roles if role.many} if shown else set()


def _party(party: PartyShown, own: Values) -> Row:
    core = {
        "id": str(party.id),
        "kind": party.kind,
        "name": party.name,
        "sex": party.sex,
        "age_band": party.age_band,
        "id_number": party.id_number,
        "no_id_reason": party.no_id_reason,
        "phone": party.phone,
        "address": party.address,
        "credit_code": party.credit_code,
        "representative": party.representative,
        "nation": party.nation,
        "occupation": party.occupation,
    }
    beside: Row = {"contact_rule": party.contact_rule, "contact_times": party.contact_times}
    if party.links:
        beside["acting"] = [_link(link) for link in party.links]
    return {key: value for key, value in (core | beside).items() if value} | own


def _link(link: LinkShown) -> Row:
    days = {"data_consent_on": link.data_consent_on, "since": link.since, "until": link.until}
    texts: Row = {
        "id": str(link.id),
        "kind": link.kind,
        "name": link.name,
        "kinship": link.kinship,
        "ground": link.ground,
        "authority": link.authority,
        "scope": link.scope,
        "phone": link.phone,
        "id_number": link.id_number,
        **{key: day.isoformat() for key, day in days.items() if day is not None},
    }
    shown = {key: value for key, value in texts.items() if value}
    return shown if link.letter is None else {**shown, "letter": link.letter}


def _clock(clock: ClockShown) -> Row:
    return {
        "key": clock.key,
        "title": clock.title,
        "due_on": clock.due_on.isoformat(),
        "due_at": clock.due_at.isoformat() if clock.due_at else None,
        "state": clock.state,
        "whose": clock.whose,
        "why": clock.why,
        "lapse": clock.lapse,
        "provisional": clock.provisional,
    }


def _action(offer: Offer, plugin: str) -> Row:
    return {
        "key": offer.key,
        "label": label(offer.label, plugin),
        "primary": offer.primary,
        "fields": [field_json(field, plugin) for field in offer.fields],
    }
