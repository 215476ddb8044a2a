"""人员: the list an administrator sees, and one person with her posts.

Cases are counted through the doors; nobody who only administers people sees one of them. Cursors name a row by its id, so
that no name stands in an address.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_

from portal.access.accounts import AccountRow, accounts_of
from portal.access.actors import Person
from portal.access.doors import cases_in_hand
from portal.access.granting import Place, manages_county, may_give
from portal.access.role_grants import given_roles
from portal.errors import NotFound, Refused
from portal.reading.wording import label
from portal.store.tables.people import Post, PostRole, Staff
from portal.store.tables.places import Organisation
from portal.store.tables.sign_in import SecondFactor
from portal.store.unit_of_work import UnitOfWork

PAGE_SIZE = 25
SHORTEST_PHONE = 4


class Tab(StrEnum):
    """Which people: those who hold a post and may come in, or the others."""

    HERE = "here"
    AWAY = "away"


class State(StrEnum):
    """How it stands with a person's way in."""

    WORKING = "working"
    NEW = "new"  # has not changed the one-time password yet
    NO_ACCOUNT = "no_account"
    NO_POST = "no_post"
    DISABLED = "disabled"


@dataclass(frozen=True)
class PeopleQuery:
    """What of the list is asked for. `text` is a name, or (the end of) an official phone; it never stands in an address."""

    tab: Tab = Tab.HERE
    organisation: uuid.UUID | None = None
    text: str = ""
    cursor: str = ""


@dataclass(frozen=True)
class PostLine:
    """A post in words."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    organisation: str
    role: str
    role_key: str
    since: date
    until: date | None
    place: Place

    def is_over(self, today: date) -> bool:
        """Say whether the post has ended."""
        return self.until is not None and self.until < today

    def is_to_come(self, today: date) -> bool:
        """Say whether the post has not begun."""
        return self.since > today


@dataclass(frozen=True)
class PersonRow:
    """One person of the list."""

    id: uuid.UUID
    name: str
    phone: str
    username: str
    posts: tuple[PostLine, ...]
    last_login: datetime | None
    in_hand: int
    state: State


@dataclass(frozen=True)
class PeoplePage:
    """A page of the list. `alone` says that the administrator has no colleague yet."""

    rows: tuple[PersonRow, ...]
    next: str
    previous: str
    count: int
    alone: bool


@dataclass(frozen=True)
class PersonPage:
    """One person. `whole` says that her account is the administrator's to administer, `oneself` that it is her own.

    `factor_resettable`: she has a second factor, and the administrator may take it away; `may_name_subject`: and may say
    who she is at another house.
    """

    row: PersonRow
    ended_on: date | None
    has_account: bool
    past: tuple[PostLine, ...]
    endable: frozenset[uuid.UUID]
    whole: bool
    oneself: bool
    factor_resettable: bool = False
    may_name_subject: bool = False


def people_page(uow: UnitOfWork, actor: Person, query: PeopleQuery) -> PeoplePage:
    """Return a page of the people in the administrator's scope, by name.

    Raises:
        Refused: the cursor makes no sense.
    """
    where = _where(uow, actor, query)
    count = uow.session.scalar(select(func.count()).select_from(Staff).where(*where)) or 0
    rows, after, before = _slice(uow, where, query.cursor)
    found = _rows(uow, actor, rows)
    alone = query == PeopleQuery() and count == 1 and not manages_county(actor)
    return PeoplePage(found, after, before, count, alone)


def person_page(uow: UnitOfWork, actor: Person, staff_id: uuid.UUID) -> PersonPage:
    """Return one person with all her posts.

    Raises:
        NotFound: no such person, or out of scope.
    """
    where = [Staff.county_code == uow.county_code, Staff.id == staff_id]
    if not manages_county(actor):
        where.append(_holds(uow, Organisation.path.startswith(actor.organisation_path, autoescape=True)))
    staff = uow.session.scalars(select(Staff).where(*where)).one_or_none()
    if staff is None:
        raise NotFound
    row = _rows(uow, actor, [staff])[0]
    roles = {role.name: role for role in given_roles(uow.session.connection())}
    standing = [post for post in row.posts if not post.is_over(uow.today)]
    giveable = {p.id for p in standing if p.role_key in roles and may_give(actor, roles[p.role_key], p.place)}
    return PersonPage(
        row=row,
        ended_on=staff.ended_on,
        has_account=staff.user_id is not None,
        past=tuple(post for post in row.posts if post.is_over(uow.today)),
        endable=frozenset(giveable),
        whole=manages_county(actor) or len(giveable) == len(standing),
        oneself=staff_id == actor.staff_id,
        may_name_subject=manages_county(actor) and staff_id != actor.staff_id and staff.user_id is not None,
        factor_resettable=manages_county(actor) and staff_id != actor.staff_id and _has_factor(uow, staff_id),
    )


def _has_factor(uow: UnitOfWork, staff_id: uuid.UUID) -> bool:
    row = uow.session.get(SecondFactor, staff_id)
    return row is not None and row.secret is not None


def _where(uow: UnitOfWork, actor: Person, query: PeopleQuery) -> list[ColumnElement[bool]]:
    inside = [] if manages_county(actor) else [Organisation.path.startswith(actor.organisation_path, autoescape=True)]
    if query.organisation is not None:
        inside.append(Organisation.id == query.organisation)
    here = and_(Staff.ended_on.is_(None), _holds(uow, _standing(uow.today), *inside))
    where: list[ColumnElement[bool]] = [Staff.county_code == uow.county_code]
    where.append(here if query.tab is Tab.HERE else ~here)
    if query.tab is Tab.AWAY and inside:
        where.append(_holds(uow, *inside))
    text = query.text.strip()
    if text:
        named = Staff.name.contains(text, autoescape=True)
        ends = Staff.phone.endswith(text, autoescape=True)
        where.append(or_(named, ends) if text.isdecimal() and len(text) >= SHORTEST_PHONE else named)
    return where


def _holds(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return that somebody holds a post of which the conditions (on `Post` and `Organisation`) are true."""
    return exists(
        select(Post.id)
        .join(Organisation, and_(Organisation.county_code == Post.county_code, Organisation.id == Post.organisation_id))
        .where(Post.county_code == uow.county_code, Post.staff_id == Staff.id, *conditions)
        .correlate(Staff)
    )


def _standing(today: date) -> ColumnElement[bool]:
    return or_(Post.until.is_(None), Post.until >= today)


def _slice(uow: UnitOfWork, where: list[ColumnElement[bool]], cursor: str) -> tuple[list[Staff], str, str]:
    """Return the people of a page, and the cursors of the next and the previous one."""
    key = tuple_(Staff.name, Staff.id)
    backwards = cursor.startswith("p_")
    statement = select(Staff).where(*where)
    if cursor:
        anchor = _anchor(uow, cursor)
        statement = statement.where(key < anchor if backwards else key > anchor)
    order = (Staff.name.desc(), Staff.id.desc()) if backwards else (Staff.name, Staff.id)
    found = list(uow.session.scalars(statement.order_by(*order).limit(PAGE_SIZE + 1)))
    more, rows = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backwards:
        rows.reverse()
    if not rows:
        return [], "", ""
    after = f"n_{rows[-1].id.hex}" if more or backwards else ""
    before = f"p_{rows[0].id.hex}" if (more if backwards else cursor) else ""
    return rows, after, before


def _anchor(uow: UnitOfWork, cursor: str) -> tuple[str, uuid.UUID]:
    try:
        row_id = uuid.UUID(cursor[2:])
    except ValueError:
        row_id = None
    name = uow.session.scalar(select(Staff.name).where(Staff.county_code == uow.county_code, Staff.id == row_id))
    if row_id is None or name is None or cursor[:2] not in ("n_", "p_"):
        raise Refused.at("cursor", "not_an_option")
    return name, row_id


def _rows(uow: UnitOfWork, actor: Person, people: list[Staff]) -> tuple[PersonRow, ...]:
    ids = [person.id for person in people]
    posts = _posts(uow, ids)
    accounts = accounts_of(uow.session.connection(), [p.user_id for p in people if p.user_id is not None])
    in_hand = cases_in_hand(uow, ids, None if manages_county(actor) else _below(uow, actor))
    rows = []
    for person in people:
        account = accounts.get(person.user_id) if person.user_id is not None else None
        held = posts.get(person.id, ())
        rows.append(
            PersonRow(
                id=person.id,
                name=person.name,
                phone=person.phone,
                username=account.username if account else "",
                posts=held,
                last_login=account.last_login if account else None,
                in_hand=in_hand[person.id],
                state=_state(person, account, held, uow.today),
            )
        )
    return tuple(rows)


def _state(person: Staff, account: AccountRow | None, posts: tuple[PostLine, ...], today: date) -> State:
    if person.ended_on is not None:
        return State.DISABLED
    if all(post.is_over(today) for post in posts):
        return State.NO_POST
    if account is None:
        return State.NO_ACCOUNT
    return State.NEW if person.must_change_password else State.WORKING


def _below(uow: UnitOfWork, actor: Person) -> list[uuid.UUID]:
    inside = Organisation.path.startswith(actor.organisation_path, autoescape=True)
    return list(uow.session.scalars(select(Organisation.id).where(Organisation.county_code == uow.county_code, inside)))


def _posts(uow: UnitOfWork, staff_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[PostLine, ...]]:
    """Return the posts of these people, those that stand first."""
    rows = uow.session.execute(
        select(
            Post.staff_id,
            Post.id,
            Post.organisation_id,
            Post.role,
            Post.since,
            Post.until,
            Organisation.short_name,
            Organisation.path,
            Organisation.level,
            Organisation.plugins,
            PostRole.title,
            PostRole.plugin,
        )
        .join(Organisation, and_(Organisation.county_code == Post.county_code, Organisation.id == Post.organisation_id))
        .outerjoin(PostRole, PostRole.name == Post.role)
        .where(Post.county_code == uow.county_code, Post.staff_id.in_(staff_ids))
        .order_by(Post.since, Post.id)
    )
    found: dict[uuid.UUID, list[PostLine]] = {}
    for row in rows:
        title = label(row.title, row.plugin) if row.title else row.role
        place = Place(row.path, row.level, tuple(row.plugins))
        line = PostLine(row.id, row.organisation_id, row.short_name, title, row.role, row.since, row.until, place)
        found.setdefault(row.staff_id, []).append(line)
    return {who: tuple(sorted(posts, key=lambda post: post.is_over(uow.today))) for who, posts in found.items()}
