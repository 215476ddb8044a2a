"""岗位: gives a person a post and ends one. Whoever loses a post is signed out within the same request."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from portal.access import sessions
from portal.access.api_keys import end_keys
from portal.access.granting import NEVER_EMPTY, GivenRole, Place, go_together, may_give
from portal.declare.fields import Day, Text
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.administering import Managed, is_uuid, managed, not_oneself, roles_by_name
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork

KIND = "people"
POST = Text("post", N_("岗位"), required=True, longest=140)
SINCE = Day("since", N_("从哪天起"), future=True)
UNTIL = Day("until", N_("到哪天为止"), future=True)


@dataclass(frozen=True)
class PlaceOfPost:
    """What a form names in one field: `<organisation>:<role>`."""

    organisation_id: uuid.UUID
    role: GivenRole


def add_post(uow: UnitOfWork, staff_id: uuid.UUID, raw: Mapping[str, object]) -> uuid.UUID:
    """Give a person a further post, from today unless another day is named, and return its id.

    Raises:
        NotFound: no such person, or out of scope.
        Refused: every problem at its field; also a role the actor may not give there, or a post of one's own.
    """
    person = managed(uow, staff_id)
    not_oneself(uow, staff_id)
    if person.staff.ended_on is not None:
        raise Refused.at("", "person_disabled")
    values, problems = read_fields((POST, SINCE, UNTIL), raw, uow.today, "")
    since, until = values.get("since") or uow.today, values.get("until")
    if until is not None and until < max(since, uow.today):
        problems.append(Problem("until", "until_before_since"))
    roles = roles_by_name(uow)
    place = read_post(uow, values.get("post"), problems, roles)
    if place is not None and _is_held(person, place, since, until):
        problems.append(Problem("post", "post_held"))
    elif place is not None and not _goes_together(person, place, roles, since, until):
        problems.append(Problem("post", "posts_apart"))
    if problems or place is None:
        raise Refused(tuple(problems))
    return write_post(uow, staff_id, place, since, until)


def read_post(uow: UnitOfWork, text: str | None, problems: list[Problem], roles: Mapping[str, GivenRole]) -> PlaceOfPost | None:
    """Return the organisation and role a form names, if the actor may give that; a problem is added to the list."""
    if text is None:
        return None
    before, _, name = text.partition(":")
    organisation_id, role = is_uuid(before), roles.get(name)
    row = None
    if organisation_id is not None and role is not None:
        row = uow.session.execute(
            select(Organisation.path, Organisation.level, Organisation.plugins).where(
                Organisation.county_code == uow.county_code, Organisation.id == organisation_id, Organisation.ended_on.is_(None)
            )
        ).one_or_none()
    if organisation_id is None or role is None or row is None:
        problems.append(Problem("post", "not_an_option"))
        return None
    if not may_give(uow.actor, role, Place(row.path, row.level, tuple(row.plugins))):
        problems.append(Problem("post", "role_beyond_yours"))
        return None
    return PlaceOfPost(organisation_id, role)


def write_post(uow: UnitOfWork, staff_id: uuid.UUID, place: PlaceOfPost, since: date, until: date | None) -> uuid.UUID:
    """Write a post that was checked, and return its id."""
    post = Post(
        county_code=uow.county_code,
        id=new_id(),
        staff_id=staff_id,
        organisation_id=place.organisation_id,
        role=place.role.name,
        since=since,
        until=until,
    )
    uow.session.add(post)
    uow.session.flush()
    log_access(uow, KIND, "post_added", data=_named(post))
    return post.id


def end_post(uow: UnitOfWork, staff_id: uuid.UUID, post_id: uuid.UUID, raw: Mapping[str, object]) -> None:
    """End a post: at once, or with `until` as its last day.

    Raises:
        NotFound: no such post, or out of scope.
        Forbidden: the post is not one the actor could give.
        Refused: it has ended, the day is past, it is one's own, or it is the last post in a role somebody must hold.
    """
    person = managed(uow, staff_id)
    not_oneself(uow, staff_id)
    held = next((post for post in person.standing(uow.today) if post.id == post_id), None)
    if held is None:
        raise NotFound
    role = roles_by_name(uow).get(held.role)
    if role is None or not may_give(uow.actor, role, held.place):
        raise Forbidden("manage")
    values, problems = read_fields((UNTIL,), raw, uow.today, "")
    until = values.get("until")
    if until is not None and until < max(held.since, uow.today):
        problems.append(Problem("until", "until_before_since"))
    if problems:
        raise Refused(tuple(problems))
    keep_somebody(uow, staff_id, held.role, until or uow.today)
    post = uow.session.get_one(Post, post_id)
    post.until = until or uow.today - timedelta(days=1)
    uow.session.flush()
    if until is None:
        sign_out(uow, person.staff)
        end_keys(uow, staff_id, post_id=post_id)
    log_access(uow, KIND, "post_ended", data={**_named(post), "until": post.until.isoformat()})


def keep_somebody(uow: UnitOfWork, staff_id: uuid.UUID, role: str, until: date) -> None:
    """Raise `Refused` when nobody else would hold a role that somebody must hold. Locks those who do."""
    if role not in NEVER_EMPTY:
        return
    holding = uow.session.execute(
        select(Post.id, Post.staff_id)
        .join(Staff, and_(Staff.county_code == Post.county_code, Staff.id == Post.staff_id))
        .where(
            Post.county_code == uow.county_code,
            Post.role == role,
            Post.since <= uow.today,
            _lasts(until),
            Staff.ended_on.is_(None),
            Staff.user_id.is_not(None),
        )
        .order_by(Post.id)  # two who end each other's wait in one order, and the second finds nobody left
        .with_for_update(of=Post)
    ).all()
    if all(row.staff_id == staff_id for row in holding):
        raise Refused.at("", "last_of_role")


def sign_out(uow: UnitOfWork, staff: Staff) -> None:
    """End whatever the person has open."""
    if staff.user_id is not None:
        sessions.end_all(uow.session.connection(), staff.user_id)


def _lasts(until: date) -> ColumnElement[bool]:
    return or_(Post.until.is_(None), Post.until > until)


def _is_held(person: Managed, place: PlaceOfPost, since: date, until: date | None) -> bool:
    """Say whether the person has the same post on one of the days."""
    return any(
        (post.organisation_id, post.role) == (place.organisation_id, place.role.name)
        and (until is None or post.since <= until)
        and (post.until is None or post.until >= since)
        for post in person.posts
    )


def _goes_together(person: Managed, place: PlaceOfPost, roles: Mapping[str, GivenRole], since: date, until: date | None) -> bool:
    """Say whether the role goes with every other the person holds on one of the days."""
    return all(
        post.role not in roles or go_together(place.role, roles[post.role])
        for post in person.posts
        if (until is None or post.since <= until) and (post.until is None or post.until >= since)
    )


def _named(post: Post) -> dict[str, str | int]:
    return {
        "staff": str(post.staff_id),
        "post": str(post.id),
        "organisation": str(post.organisation_id),
        "role": post.role,
    }
