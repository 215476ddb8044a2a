"""Who a signed-in user is: her posts, and the actor of the one she acts in. Two statements, whatever she may do.

Only posts in force count: begun, not ended, of somebody employed and not disabled, in a role that exists. A role of a
sector gives nothing in an organisation that does not have the sector. For whom she stands in (代办) comes with the posts and
counts in the organisation where it was said.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_appbuilder.security.sqla.models import Permission, PermissionView, Role, User, ViewMenu, assoc_permissionview_role
from sqlalchemy import Connection, Date, Row, and_, bindparam, or_, select

from portal.access.actors import Person
from portal.declare.roles import Reach
from portal.store.standing import standing
from portal.store.tables.people import Post, PostRole, Staff, StandIn
from portal.store.tables.places import Division, Organisation
from portal.store.tables.sign_in import SecondFactor

COUNTY = "county"
CORE_VIEWS = "portal."


@dataclass(frozen=True)
class HeldPost:
    """A post one may switch to, in words; `plugin` declared the role, `role_name` is its key."""

    id: uuid.UUID
    organisation: str
    role: str
    plugin: str = ""
    role_name: str = ""
    manages_people: bool = False


@dataclass(frozen=True)
class Signed:
    """Somebody signed in: the actor of her post, her other posts, and what she prefers to see."""

    actor: Person
    name: str
    posts: tuple[HeldPost, ...]
    must_change_password: bool = False
    password_set_at: datetime | None = None
    has_second_factor: bool = False
    text_size: str = ""
    locale: str = ""
    by_key: bool = False
    scopes: frozenset[str] = frozenset()
    """What an API key is for (`portal.access.api_keys.Scope`); a browser has none and needs none."""

    @property
    def post(self) -> HeldPost:
        """The post she acts in."""
        return next(post for post in self.posts if post.id == self.actor.post_id)


# Every page asks both.
_TODAY = bindparam("today", type_=Date)
_POSTS = standing(
    select(
        Post.county_code,
        Post.id.label("post_id"),
        Post.organisation_id,
        Post.role,
        Staff.id.label("staff_id"),
        Staff.user_id,
        Staff.name,
        Staff.must_change_password,
        Staff.password_set_at,
        Staff.text_size,
        Staff.locale,
        Organisation.short_name,
        Organisation.path,
        Organisation.plugins,
        Division.path.label("division_path"),
        PostRole.plugin,
        PostRole.title,
        PostRole.reach,
        PostRole.supervises,
        PostRole.manages_people,
        StandIn.absent_id,
        SecondFactor.since.is_not(None).label("has_second_factor"),
    )
    .join(Staff, and_(Staff.county_code == Post.county_code, Staff.id == Post.staff_id))
    .join(User, User.id == Staff.user_id)
    .join(Organisation, and_(Organisation.county_code == Post.county_code, Organisation.id == Post.organisation_id))
    .join(Division, Division.code == Organisation.division_code)
    .join(PostRole, PostRole.name == Post.role)
    .outerjoin(SecondFactor, and_(SecondFactor.county_code == Staff.county_code, SecondFactor.id == Staff.id))
    .outerjoin(
        StandIn,
        and_(
            StandIn.county_code == Post.county_code,
            StandIn.organisation_id == Post.organisation_id,
            StandIn.stand_in_id == Staff.id,
            StandIn.since <= _TODAY,
            StandIn.until >= _TODAY,
            StandIn.ended_at.is_(None),
        ),
    )
    .where(
        Staff.user_id == bindparam("user_id"),
        User.active.is_(True),
        Post.since <= _TODAY,
        or_(Post.until.is_(None), Post.until >= _TODAY),
        or_(Staff.ended_on.is_(None), Staff.ended_on > _TODAY),
    )
    .order_by(Post.since, Post.id)
)
_VERBS = standing(
    select(Permission.name, ViewMenu.name)
    .select_from(assoc_permissionview_role)
    .join(Role, Role.id == assoc_permissionview_role.c.role_id)
    .join(PermissionView, PermissionView.id == assoc_permissionview_role.c.permission_view_id)
    .join(Permission, Permission.id == PermissionView.permission_id)
    .join(ViewMenu, ViewMenu.id == PermissionView.view_menu_id)
    .where(Role.name == bindparam("role"))
)


def signed(connection: Connection, user_id: int, post_id: uuid.UUID | None, today: date) -> Signed | None:
    """Return who the user is in the post, or in her first one when `post_id` is None; None when that post is not in force."""
    rows = connection.execute(_POSTS, {"user_id": user_id, "today": today}).all()
    row = next((row for row in rows if post_id is None or row.post_id == post_id), None)
    if row is None:
        return None
    held = tuple({one.post_id: _held(one) for one in rows}.values())
    absent = frozenset(one.absent_id for one in rows if one.post_id == row.post_id and one.absent_id is not None)
    return Signed(
        _person(row, _verbs(connection, row), absent),
        row.name,
        held,
        must_change_password=row.must_change_password,
        password_set_at=row.password_set_at,
        has_second_factor=row.has_second_factor,
        text_size=row.text_size,
        locale=row.locale,
    )


def _held(row: Row[*tuple[Any, ...]]) -> HeldPost:
    return HeldPost(row.post_id, row.short_name, row.title, row.plugin, row.role, row.manages_people)


def _verbs(connection: Connection, row: Row[*tuple[Any, ...]]) -> frozenset[tuple[str, str]]:
    found = connection.execute(_VERBS, {"role": row.role})
    sectors = set(row.plugins)
    return frozenset(
        (verb, view)
        for verb, view in found
        if row.plugin == COUNTY or view.startswith(CORE_VIEWS) or view.partition(".")[0] in sectors
    )


def _person(row: Row[*tuple[Any, ...]], verbs: frozenset[tuple[str, str]], absent: frozenset[uuid.UUID]) -> Person:
    return Person(
        county_code=row.county_code,
        staff_id=row.staff_id,
        user_id=row.user_id,
        post_id=row.post_id,
        organisation_id=row.organisation_id,
        organisation_path=row.path,
        plugins=frozenset(row.plugins),
        division_path=row.division_path,
        role=row.role,
        reach=Reach(row.reach),
        supervises=row.supervises,
        manages_people=row.manages_people,
        verbs=verbs,
        stands_in_for=absent,
    )
