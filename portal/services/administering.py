"""Loads a person as whoever administers people may touch her: in scope, not oneself, and the account as a whole.

An administrator of an organisation meets whoever has or had a post there. The account (password, name, disabling) is hers
to administer only while every post of that person is one she could give; otherwise a new password would be a way to more
than she holds, and the county's security administrator does it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select

from portal.access.actors import Actor
from portal.access.county_roles import MANAGE
from portal.access.granting import GivenRole, Place, manages_county, manages_people, manages_place, may_give
from portal.access.role_grants import given_roles
from portal.errors import Forbidden, NotFound, Refused
from portal.store.tables.people import Post, Staff
from portal.store.tables.places import Organisation
from portal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class HeldPost:
    """A post of a person, past, present or to come."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    place: Place
    role: str
    since: date
    until: date | None

    def is_over(self, today: date) -> bool:
        """Say whether the post has ended."""
        return self.until is not None and self.until < today

    def in_force(self, today: date) -> bool:
        """Say whether the post counts today."""
        return self.since <= today and not self.is_over(today)


@dataclass(frozen=True)
class Managed:
    """A person with all her posts."""

    staff: Staff
    posts: tuple[HeldPost, ...]

    def standing(self, today: date) -> tuple[HeldPost, ...]:
        """Return the posts that have not ended."""
        return tuple(post for post in self.posts if not post.is_over(today))


def administrator(uow: UnitOfWork) -> Actor:
    """Return the actor. Raises `Forbidden` unless it administers people."""
    if not manages_people(uow.actor):
        raise Forbidden(MANAGE)
    return uow.actor


def managed(uow: UnitOfWork, staff_id: uuid.UUID) -> Managed:
    """Return the person, locked.

    Raises:
        Forbidden: the actor administers nobody.
        NotFound: no such person, or out of scope.
    """
    actor = administrator(uow)
    statement = select(Staff).where(Staff.county_code == uow.county_code, Staff.id == staff_id)
    staff = uow.session.scalars(statement.with_for_update() if uow.writes else statement).one_or_none()
    if staff is None:
        raise NotFound
    posts = posts_of(uow, staff_id)
    if not manages_county(actor) and not any(manages_place(actor, post.place.path) for post in posts):
        raise NotFound
    return Managed(staff, posts)


def posts_of(uow: UnitOfWork, staff_id: uuid.UUID) -> tuple[HeldPost, ...]:
    """Return all posts of a person, oldest first."""
    rows = uow.session.execute(
        select(
            Post.id,
            Post.organisation_id,
            Organisation.path,
            Organisation.level,
            Organisation.plugins,
            Post.role,
            Post.since,
            Post.until,
        )
        .join(Organisation, and_(Organisation.county_code == Post.county_code, Organisation.id == Post.organisation_id))
        .where(Post.county_code == uow.county_code, Post.staff_id == staff_id)
        .order_by(Post.since, Post.id)
    )
    return tuple(
        HeldPost(r.id, r.organisation_id, Place(r.path, r.level, tuple(r.plugins)), r.role, r.since, r.until) for r in rows
    )


def not_oneself(uow: UnitOfWork, staff_id: uuid.UUID) -> None:
    """Raise `Refused` when the actor would administer herself."""
    if getattr(uow.actor, "staff_id", None) == staff_id:
        raise Refused.at("", "not_for_oneself")


def is_whole(actor: Actor, person: Managed, roles: Mapping[str, GivenRole], today: date) -> bool:
    """Say whether the account of this person is the actor's to administer."""
    if manages_county(actor):
        return True
    return all(post.role in roles and may_give(actor, roles[post.role], post.place) for post in person.standing(today))


def must_be_whole(uow: UnitOfWork, person: Managed) -> None:
    """Raise `Refused` unless the account of this person is the actor's to administer, and not her own."""
    not_oneself(uow, person.staff.id)
    if not is_whole(uow.actor, person, roles_by_name(uow), uow.today):
        raise Refused.at("", "posts_elsewhere")


def roles_by_name(uow: UnitOfWork) -> dict[str, GivenRole]:
    """Return every role by its name."""
    return {role.name: role for role in given_roles(uow.session.connection())}


def is_uuid(text: str) -> uuid.UUID | None:
    """Return the id a form names, or `None` when it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
