"""What the acts about who stands for whom change: guardian, agent, an exemption, elected representatives, an end."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal.declare.parties import PartyKind, Side
from portal.engine.case_state import CaseState, PartyState
from portal.engine.changes import Change, Edited, LinkEnded, LinkMade, Row, SafeChannel
from portal.engine.contact_rules import CALL
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Asked, Result, changed
from portal.engine.groups import FEWEST, MOST, group_with, groups_of
from portal.engine.identifiers import age_on
from portal.engine.joining import add_members
from portal.engine.representation import (
    AGENT,
    APART,
    EARNS_FROM,
    EXEMPT,
    GUARDIAN,
    OTHER_SIDE,
    OWN_INCOME,
    REPRESENTATIVE,
    LinkState,
    is_minor,
    link_of,
    open_links,
    unfit,
)
from portal.errors import Problem

_OPPOSED = {Side.APPLICANT: Side.RESPONDENT, Side.RESPONDENT: Side.APPLICANT}
_TYPED = ("name", "id_number", "phone", "scope")


def _guardian(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Name who acts for a minor or an adult without full capacity; whoever is the other side cannot (民法典 168)."""
    ward, by = _party(state, data["for_party"]), _party(state, data.get("by_party"))
    problems = []
    if ward is None or ward.kind != PartyKind.PERSON:
        return (Problem("for_party", "only_for_a_person"),)
    ground = data.get("ground") or ("minor" if is_minor(ward, deciding.today) else "")
    if not ground:
        problems.append(Problem("ground", "guardian_ground_needed"))
    elif (ground == "minor") != is_minor(ward, deciding.today):
        problems.append(Problem("ground", "ground_contradicts_age"))
    if by is None and not data.get("name"):
        problems.append(Problem("name", "guardian_name_needed"))
    if by is not None and data.get("name"):
        problems.append(Problem("by_party", "guardian_named_twice"))
    link = link_of(
        GUARDIAN,
        ward.id,
        data,
        deciding.today,
        ground=ground,
        by_party_id=by.id if by is not None else None,
        name=by.name if by is not None else data.get("name") or "",
    )
    if by is None:
        by = _same_as(state, link)
    if by is not None and by.id == ward.id:
        problems.append(Problem("by_party", "acts_for_itself"))
    elif by is not None and _OPPOSED.get(Side(ward.side)) == by.side:
        problems.append(Problem("by_party", "guardian_is_other_side"))
    elif by is not None and is_minor(by, deciding.today):
        problems.append(Problem("by_party", "acts_while_minor"))
    problems += unfit(link, deciding.today)
    if problems:
        return tuple(problems)
    before = [
        one for one in open_links(state, deciding.today, GUARDIAN, EXEMPT) if one.party_id == ward.id and one.kind == EXEMPT
    ]
    return _made(state, action, data, deciding, link, [LinkEnded(one.id, deciding.today) for one in before if one.id])


def _agent(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result | Asked:
    """Name an agent; who acts for the other side already does so for both only with their consent (民法典 168)."""
    principal = _party(state, data["for_party"])
    if principal is None:
        return (Problem("for_party", "not_an_option"),)
    link = link_of(AGENT, principal.id, data, deciding.today)
    problems = unfit(link, deciding.today)
    other = _OPPOSED.get(Side(principal.side))
    same = _same_as(state, link)
    if same is not None and same.id == principal.id:
        problems.append(Problem("name", "acts_for_itself"))
    elif same is not None and same.side == other:
        problems.append(Problem("name", "agent_is_other_side"))
    if problems:
        return tuple(problems)
    change = _made(state, action, data, deciding, link, [])
    theirs = {p.id for p in state.parties if p.side == other}
    both = [one for one in open_links(state, deciding.today, AGENT) if one.party_id in theirs and _is_same(one, link)]
    return Asked(change, (Problem("name", "agent_of_both_sides", asks=True),)) if both else change


def _exempt(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Say why no guardian acts for a minor: it lives on its own wages (民法典 18), or the guardian is the other side."""
    minor = _party(state, data["for_party"])
    if minor is None or not is_minor(minor, deciding.today):
        return (Problem("for_party", "not_a_minor"),)
    ground = data["ground"]
    if ground == OTHER_SIDE and not deciding.supervises:
        return (Problem("ground", "exempt_by_supervisor"),)
    if ground == OWN_INCOME and (minor.born is None or age_on(minor.born, deciding.today) < EARNS_FROM):
        return (Problem("ground", "too_young_to_earn"),)
    link = LinkState(None, EXEMPT, minor.id, deciding.today, ground=ground)
    return changed(state, action, deciding.today, {**data, "for_party": str(minor.id)}, rows=(LinkMade(link),))


def _elect(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Write down whom the many of a side elected; an earlier election of the same side ends with it."""
    chosen, apart = data["representatives"], data.get("apart") or ()
    group = group_with(groups_of(state), (*chosen, *apart))
    problems = []
    if not FEWEST <= len(chosen) <= MOST:
        problems.append(Problem("representatives", "two_to_five", {"count": len(chosen)}))
    if group is None:
        problems.append(Problem("representatives", "not_of_one_group"))
    if set(chosen) & set(apart):
        problems.append(Problem("apart", "elected_and_apart"))
    if data["agreed"] is False:
        problems.append(Problem("agreed", "represented_must_know"))
    minors = [p for p in state.parties if str(p.id) in chosen and is_minor(p, deciding.today)]
    if minors:
        problems.append(Problem("representatives", "acts_while_minor"))
    if problems or group is None:
        return tuple(problems)
    ids = {p.id for p in group.members}
    before = [one for one in state.links if one.kind in (REPRESENTATIVE, APART) and one.party_id in ids and one.ended_on is None]
    rows: list[Row] = [LinkEnded(one.id, day) for one in before if one.id is not None]
    for kind, picked in ((REPRESENTATIVE, chosen), (APART, apart)):
        rows += [LinkMade(LinkState(None, kind, uuid.UUID(one), day, ground=data["how"])) for one in picked]
    told = {"elected_on": day, "elected_how": data["how"], "count": len(chosen), "apart": len(apart)}
    told |= {"represented": len(group.members) - len(chosen) - len(apart)}
    return changed(state, action, day, told, rows=tuple(rows))


def _safe_channel(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Write down how a party may be reached. The event names the party, not the hours."""
    rule = "" if data["rule"] == CALL and not data.get("times") else data["rule"]
    row = SafeChannel(uuid.UUID(data["for_party"]), rule, data.get("times") or "")
    values = (Edited("parties.safe_channel.times", None, data["times"]),) if data.get("times") else ()
    told = {"for_party": data["for_party"], "rule": data["rule"]}
    return changed(state, action, deciding.today, told, rows=(row,), values=values)


def _end_link(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """End a link; what was done while it held stays done."""
    link = next(one for one in state.links if str(one.id) == data["link"])
    if link.id is None or day < link.since:
        return (Problem("ended_on", "before_link", {"day": link.since.isoformat()}),)
    told = {"ended_on": day, "why_ended": data["why_ended"], "link_kind": link.kind}
    return changed(state, action, day, told, rows=(LinkEnded(link.id, day),))


def _made(
    state: CaseState, action: str, data: Mapping[str, Any], deciding: Deciding, link: LinkState, before: list[LinkEnded]
) -> Change:
    """Return the change that adds the link: codes in the event, typed text encrypted beside it."""
    codes = {k: v for k, v in data.items() if k not in _TYPED} | {"ground": link.ground, "for_party": str(link.party_id)}
    values = tuple(Edited(f"parties.{action}.{key}", None, getattr(link, key)) for key in _TYPED if getattr(link, key))
    rows: tuple[Row, ...] = (*before, LinkMade(link))
    return changed(state, action, deciding.today, codes, rows=rows, values=values)


def _party(state: CaseState, picked: object) -> PartyState | None:
    return next((p for p in state.parties if picked and str(p.id) == picked), None)


def _same_as(state: CaseState, link: LinkState) -> PartyState | None:
    """Return the party that is the same person by identity number, where both are known."""
    return next((p for p in state.parties if link.id_number and p.id_number == link.id_number), None)


def _is_same(one: LinkState, other: LinkState) -> bool:
    """Say whether two agents are one person: by identity number, else by name and telephone."""
    if one.id_number and other.id_number:
        return one.id_number == other.id_number
    return one.name == other.name and (not one.phone or not other.phone or one.phone == other.phone)


PEOPLE_EFFECTS: Mapping[str, Callable[[CaseState, str, Mapping[str, Any], date, Any], Result | Asked]] = {
    "guardian": _guardian,
    "agent": _agent,
    "exempt": _exempt,
    "elect": _elect,
    "members": add_members,
    "safe_channel": _safe_channel,
    "end_link": _end_link,
}
