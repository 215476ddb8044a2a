"""角色: puts declared verbs together into a role of one's own, changes it, takes it away.

A role belongs to a sector or to the county and never exceeds what that sector, or the county, declares: verbs, pages and
reach are those of its declared roles. What must stay in different hands stays there: keys to people, to the machinery and
to the audit trail are never in one role, and a role of the county with one of them sees no case.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.access import county_roles as pages
from portal.access import sessions
from portal.access.county_roles import COUNTY, Grant
from portal.access.granting import KEYS_APART, WIDTH, GivenRole, manages_county
from portal.access.role_grants import forget_role, given_roles, grants_of, write_grants
from portal.declare.fields import Choice, Choices, Text, YesNo
from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.store.access_log import log_access
from portal.store.tables.people import Post, PostRole, Staff
from portal.store.unit_of_work import UnitOfWork

KIND = "people"
OWN = ".own_"
"""In the name of every role that is put together here."""


@dataclass(frozen=True)
class Ceiling:
    """The most a role of one owner may hold: what its declared roles hold together. Pages carry their view, verbs do not."""

    plugin: str
    verbs: tuple[Verb, ...]
    pages: tuple[Grant, ...]
    reaches: tuple[Reach, ...]
    supervises: bool


def ceiling(roles: Iterable[GivenRole], plugin: str) -> Ceiling:
    """Return the ceiling of a sector or of the county.

    Raises:
        NotFound: nobody declares a role for it.
    """
    declared = [role for role in roles if role.plugin == plugin and role.declared]
    if not declared:
        raise NotFound
    can = frozenset(grant for role in declared for grant in role.can)
    widest = max(WIDTH[role.reach] for role in declared)
    return Ceiling(
        plugin,
        tuple(verb for verb in Verb if (verb.value, "") in can),
        tuple(sorted(grant for grant in can if grant[1] and grant not in pages.DECLARED_ONLY)),
        tuple(reach for reach in Reach if reach is not Reach.NOTHING and WIDTH[reach] <= widest),
        any(role.supervises for role in declared),
    )


def page_key(grant: Grant) -> str:
    """Return how a form names a page: `open:portal.cases`."""
    return ":".join(grant)


def make_role(uow: UnitOfWork, plugin: str, raw: Mapping[str, object]) -> str:
    """Put a role together for a sector or the county, and return its name.

    Raises:
        Forbidden: the actor may not put roles together.
        NotFound: no such sector.
        Refused: every problem at its field; whatever exceeds the ceiling is not an option.
    """
    roles = _roles(uow)
    top = ceiling(roles, plugin)
    name = f"{plugin}{OWN}{secrets.token_hex(4)}"
    _write(uow, top, PostRole(name=name, plugin=plugin, declared=False), raw, roles)
    log_access(uow, KIND, "role_made", data={"role": name})
    return name


def change_role(uow: UnitOfWork, name: str, raw: Mapping[str, object]) -> int:
    """Change a role that was put together, sign out whoever holds it, and return how many sessions ended.

    Raises:
        Forbidden: the actor may not put roles together, or holds this one herself.
        NotFound: no such role, or a declared one.
        Refused: every problem at its field.
    """
    roles = _roles(uow)
    row = _own(uow, name)
    if getattr(uow.actor, "role", None) == name:
        raise Forbidden("manage")
    _write(uow, ceiling(roles, row.plugin), row, raw, roles)
    ended = _sign_out_holders(uow, name)
    log_access(uow, KIND, "role_changed", data={"role": name}, count=ended)
    return ended


def end_role(uow: UnitOfWork, name: str) -> None:
    """Take away a role that nobody holds any more.

    Raises:
        Forbidden: the actor may not put roles together.
        NotFound: no such role, or a declared one.
        Refused: somebody holds it, or held it and the trail still names it.
    """
    _roles(uow)
    row = _own(uow, name)
    if uow.session.scalar(select(Post.id).where(Post.county_code == uow.county_code, Post.role == name).limit(1)):
        raise Refused.at("", "role_held")
    uow.session.delete(row)
    uow.session.flush()
    forget_role(uow.session.connection(), name)
    log_access(uow, KIND, "role_ended", data={"role": name})


def _write(uow: UnitOfWork, top: Ceiling, row: PostRole, raw: Mapping[str, object], roles: Iterable[GivenRole]) -> None:
    values, problems = read_fields(_fields(top), raw, uow.today, "")
    verbs: tuple[str, ...] = values.get("verbs", ())
    chosen = frozenset(grant for grant in top.pages if page_key(grant) in values.get("pages", ()))
    if any(r.title == values.get("title") and r.plugin == top.plugin and r.name != row.name for r in roles):
        problems.append(Problem("title", "role_title_taken"))
    problems += _contradictions(top, verbs, chosen, values.get("reach"), supervises=bool(values.get("supervises")))
    if problems:
        raise Refused(tuple(problems))
    declared = [role.name for role in roles if role.plugin == top.plugin and role.declared]
    held = grants_of(uow.session.connection(), declared)
    row.title = values["title"]
    row.reach = values["reach"] if verbs else Reach.NOTHING.value
    row.supervises = bool(values.get("supervises"))
    row.manages_people = pages.PEOPLE in chosen
    uow.session.add(row)
    uow.session.flush()
    wanted = {(verb, view) for verb, view in held if not view.startswith("portal.") and verb in verbs}
    write_grants(uow.session.connection(), row.name, wanted | chosen)


def _fields(top: Ceiling) -> tuple[Text | Choice | YesNo, ...]:
    fields: list[Text | Choice | YesNo] = [Text("title", N_("名称"), required=True, longest=20)]
    if top.verbs:
        fields.append(Choices("verbs", N_("能办的事"), tuple(verb.value for verb in top.verbs)))
    if top.pages:
        fields.append(Choices("pages", N_("能打开的页面"), tuple(page_key(grant) for grant in top.pages)))
    if top.reaches:
        fields.append(Choice("reach", N_("能看的范围"), tuple(reach.value for reach in top.reaches)))
    if top.supervises:
        fields.append(YesNo("supervises", N_("本单位封存的案件")))
    return tuple(fields)


def _contradictions(
    top: Ceiling, verbs: tuple[str, ...], chosen: frozenset[Grant], reach: str | None, *, supervises: bool
) -> list[Problem]:
    """Return what does not go together."""
    problems = []
    if not verbs and not chosen:
        problems.append(Problem("verbs", "role_empty"))
    if (verbs or supervises) and Verb.READ not in verbs:
        problems.append(Problem("verbs", "role_without_reading"))
    if verbs and reach is None:
        problems.append(Problem("reach", "role_without_reach"))
    groups = [group for group in KEYS_APART if group & chosen]
    if len(groups) > 1 or (top.plugin == COUNTY and groups and verbs):
        problems.append(Problem("pages", "role_keys_apart"))
    return problems


def _roles(uow: UnitOfWork) -> tuple[GivenRole, ...]:
    """Return every role. Raises `Forbidden` unless the actor may put roles together."""
    if not manages_county(uow.actor) or not uow.actor.may(*pages.ROLES):
        raise Forbidden("open")
    return given_roles(uow.session.connection())


def _own(uow: UnitOfWork, name: str) -> PostRole:
    row = uow.session.get(PostRole, name)
    if row is None or row.declared:
        raise NotFound
    return row


def _sign_out_holders(uow: UnitOfWork, name: str) -> int:
    users: list[int | None] = list(
        uow.session.scalars(
            select(Staff.user_id)
            .join(Post, (Post.county_code == Staff.county_code) & (Post.staff_id == Staff.id))
            .where(Staff.county_code == uow.county_code, Post.role == name, Staff.user_id.is_not(None))
            .distinct()
        )
    )
    return sum(sessions.end_all(uow.session.connection(), user_id) for user_id in users if user_id is not None)
