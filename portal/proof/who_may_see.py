"""Who may see what: the rules of design 8 and domain 6.2 written down a second time, plainly, one matter at a time.

This is the oracle of the proof. It must not ask `portal.access`, which is what is being proved; where the two differ, one
of them is wrong. It answers for one post and one matter, in Python, from what was planted.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from portal.declare.roles import Reach
from portal.proof.canaries import Canary, Matter, Rule, Subject

RESTRICTED, SEALED = 3, 4
NO_POST = uuid.UUID(int=0)
SENT = frozenset({Rule.CONTENT, Rule.NAME, Rule.FIRM, Rule.CONTACT, Rule.ABOUT, Rule.FIGURE, Rule.FILE_NAME})
"""What the parties agreed to send along with a referral: of files the names; encrypted fields of a type stay behind."""
LOOKED_AT = frozenset({Rule.CONTENT, Rule.NAME, Rule.FIRM, Rule.ABOUT, Rule.SEALED, Rule.FIGURE, Rule.CHECK})
"""What special access shows (ADR 20): neither contacts, identity numbers, files nor what was said in confidence."""


@dataclass(frozen=True)
class Onlooker:
    """A post as far as it decides what may be seen. `is_in` is False for whoever should not get in at all."""

    staff: uuid.UUID | None
    post: uuid.UUID | None
    organisation: uuid.UUID | None
    path: str
    division_path: str
    sectors: frozenset[str]
    reach: Reach
    supervises: bool
    verbs: Collection[tuple[str, str]]
    is_in: bool = True
    stands_in_for: frozenset[uuid.UUID] = frozenset()


def may_count(who: Onlooker, of: Subject) -> bool:
    """Say whether a case is among those whose figures the post is told."""
    if not who.is_in:
        return False
    if who.reach is Reach.NOTHING:
        return ("open", "portal.statistics") in who.verbs
    return _near(who, of)


def may_know_of(who: Onlooker, of: Subject) -> bool:
    """Say whether the matter exists for the post."""
    if not who.is_in or (who.reach is Reach.NOTHING and of.matter is not Matter.DRAFT):
        return False
    match of.matter:
        case Matter.DRAFT:
            return who.staff in of.named
        case Matter.COMPLAINT:
            return ("handle", "portal.complaints") in who.verbs and who.staff not in of.named
        case Matter.CONSULTATION:
            if of.privacy >= SEALED and not _wrote_or_leads(who, of):
                return False
            return _below(who, of) or who.reach is Reach.COUNTY or (who.reach is Reach.PLACE and _in_place(who, of))
        case Matter.REFERRAL:
            asked = who.organisation == of.organisation and who.reach is not Reach.ASSIGNED
            watches = who.reach is Reach.COUNTY or (who.reach is Reach.PLACE and _in_place(who, of))
            watches = watches or (who.reach is Reach.SECTOR and _below(who, of))
            return asked or (watches and of.privacy < SEALED)
        case Matter.CASE:
            near = _near(who, of) or who.staff in of.let_in or _stands_in(who, of)
            if who.staff in of.aside or not near:
                return False
            return of.privacy < SEALED or _is_named(who, of) or _leads(who, of) or who.staff in of.let_in


def may_read(who: Onlooker, of: Subject) -> bool:
    """Say whether the post reads the content, and not only that something is there."""
    if not may_know_of(who, of):
        return False
    if of.matter is Matter.CONSULTATION:
        return of.privacy < RESTRICTED or _wrote_or_leads(who, of)
    return of.privacy < RESTRICTED or _is_named(who, of) or _leads(who, of) or who.staff in of.let_in


def may_see(who: Onlooker, canary: Canary, *, on_demand: bool, about: Collection[uuid.UUID] = ()) -> bool:
    """Say whether a post may be shown a canary.

    `on_demand` is a request that asks for one hidden value and is written down; `about` are the ids the request names, among
    them perhaps a use of special access, which shows a case there and nowhere else.
    """
    of = canary.subject
    if who.is_in and any(of.looked_into.get(one, NO_POST) == who.post for one in about):
        return canary.rule in LOOKED_AT
    reads, named, own = may_read(who, of), _is_named(who, of), who.organisation == of.organisation
    joins = of.matter is Matter.CASE and who.staff in of.let_in  # takes part from another body (联合办理)
    if who.is_in and who.organisation in of.shown_to and who.reach not in (Reach.NOTHING, Reach.ASSIGNED) and canary.rule in SENT:
        return True
    match canary.rule:
        case Rule.CONTENT:
            return reads
        case Rule.NAME:
            return may_know_of(who, of) and (named or joins or (own and (of.privacy < RESTRICTED or who.supervises)))
        case Rule.FIRM:
            return may_know_of(who, of) and (own or joins or of.privacy < RESTRICTED)
        case Rule.CONTACT | Rule.MASKED:
            return reads and (named or (own and on_demand and ("reveal", of.type) in who.verbs))
        case Rule.ABOUT:
            return reads and (own or joins)
        case Rule.SEALED:
            return reads and (named or _leads(who, of))
        case Rule.FIGURE:
            return reads or may_count(who, of)
        case Rule.AUTHOR:
            return who.is_in and who.staff in of.named and who.post in of.let_in
        case Rule.VISITOR:
            return reads and own
        case Rule.VISITOR_PHONE:
            return reads and own and on_demand
        case Rule.QUESTION:
            return reads
        case Rule.CHECK:
            return may_know_of(who, of)
        case Rule.CAUCUS:
            return reads and own and who.staff in of.named
        case Rule.FILE | Rule.FILE_NAME:
            return reads and (own or joins)
        case Rule.COMPLAINT:
            return may_know_of(who, of)
        case Rule.OPINION:
            return reads and ("draw", "portal.checks") in who.verbs
        case Rule.PROOF_OF_IDENTITY:
            return reads and own and (named or ("reveal", of.type) in who.verbs)


def _near(who: Onlooker, of: Subject) -> bool:
    """Say whether the post reaches the matter by its organisation, its place, its sector or for the whole county."""
    match who.reach:
        case Reach.ASSIGNED:
            return _below(who, of) and who.staff in of.named
        case Reach.ORGANISATION:
            return _below(who, of)
        case Reach.PLACE:
            return _below(who, of) or _in_place(who, of)
        case Reach.SECTOR:
            return _below(who, of) or of.plugin in who.sectors
        case Reach.COUNTY:
            return True
        case Reach.NOTHING:
            return False


def _below(who: Onlooker, of: Subject) -> bool:
    return bool(who.path) and of.path.startswith(who.path)


def _in_place(who: Onlooker, of: Subject) -> bool:
    return bool(who.division_path) and of.division_path.startswith(who.division_path)


def _is_named(who: Onlooker, of: Subject) -> bool:
    """Say whether the post is handler or registrar, or stands in for one; it counts in the organisation of the case only."""
    return (who.organisation == of.organisation and who.staff in of.named) or _stands_in(who, of)


def _stands_in(who: Onlooker, of: Subject) -> bool:
    """Say whether the post stands in for whoever has the case (代办), which never opens a sealed one."""
    if of.matter is not Matter.CASE or of.privacy >= SEALED:
        return False
    return who.organisation == of.organisation and bool(who.stands_in_for & of.named)


def _leads(who: Onlooker, of: Subject) -> bool:
    return who.supervises and who.organisation == of.organisation


def _wrote_or_leads(who: Onlooker, of: Subject) -> bool:
    return who.staff in of.named or _leads(who, of)
