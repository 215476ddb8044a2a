"""Who acts: a person in one post, the public for one purpose, or the system for one task.

A unit of work has exactly one actor for its life. What an actor is stands here, because it is written with every event;
who becomes one, and what it may do and see, is `portal.access`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Protocol

from portal.declare.privacy import Privacy
from portal.declare.roles import Reach
from portal.declare.steps import Verb


class HeldCase(Protocol):
    """What of a case tells in whose hands it is."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def handler_id(self) -> uuid.UUID | None: ...
    @property
    def registered_by_id(self) -> uuid.UUID: ...
    @property
    def privacy(self) -> int: ...


@dataclass(frozen=True)
class Glass:
    """特批查阅: the row of `case_access` that opens one case to one person by special permission, and that case."""

    access_id: uuid.UUID
    case_id: uuid.UUID


@dataclass(frozen=True)
class Person:
    """A member of staff in one post (岗位), with what the post may do and how far it sees.

    `plugins` are the sectors of the post's organisation; `organisation_path` and `division_path` are prefixes of everything
    below; `verbs` are pairs of a verb and a view, where a view is a full type key or the name of a page.
    """

    county_code: str
    staff_id: uuid.UUID
    user_id: int
    post_id: uuid.UUID
    organisation_id: uuid.UUID
    organisation_path: str
    plugins: frozenset[str]
    division_path: str
    role: str
    reach: Reach
    supervises: bool
    manages_people: bool
    verbs: frozenset[tuple[str, str]]
    glass: Glass | None = None
    """A case she looks at by special permission; such an actor holds no verb and can write nothing."""
    stands_in_for: frozenset[uuid.UUID] = frozenset()
    """Staff of the post's organisation for whom she stands in today (代办)."""

    @property
    def named(self) -> str:
        """How an event names this kind of actor; who it was stands in columns of its own."""
        return "person"

    def looking_through(self, glass: Glass) -> Person:
        """Return the same person as she looks at one case by special permission: an actor of its own, who only reads."""
        nothing: frozenset[uuid.UUID] = frozenset()
        return replace(self, glass=glass, verbs=frozenset(), supervises=False, manages_people=False, stands_in_for=nothing)

    def for_whom(self, case: HeldCase) -> uuid.UUID | None:
        """Return in whose place she acts on a case (代办): it is in the hands of the absent one, and not sealed."""
        if case.organisation_id != self.organisation_id or case.privacy >= Privacy.P4:
            return None
        holder = case.handler_id if case.handler_id is not None else case.registered_by_id
        return holder if holder in self.stands_in_for else None

    def may(self, verb: Verb | str, view: str) -> bool:
        """Say whether the post holds the verb on a case type or a page."""
        return (str(verb), view) in self.verbs


@dataclass(frozen=True)
class Public:
    """Somebody who is not signed in, for one purpose, for example the guide. Sees no row of any case."""

    county_code: str
    purpose: str

    @property
    def named(self) -> str:
        """How an event names this actor."""
        return f"public:{self.purpose}"

    def may(self, verb: Verb | str, view: str) -> bool:
        """Say no: the public holds no verb."""
        return False


@dataclass(frozen=True)
class System:
    """The portal itself at one task of `portal.store.system_tasks`, which names the tables it may touch."""

    county_code: str
    task: str

    @property
    def named(self) -> str:
        """How an event names this actor."""
        return f"system:{self.task}"

    def may(self, verb: Verb | str, view: str) -> bool:
        """Say yes: a task asks for nothing its tables do not allow."""
        return True


@dataclass(frozen=True)
class OnBehalf(System):
    """The same at a job that a member of staff asked for: what it records names her and her post too."""

    staff_id: uuid.UUID
    post_id: uuid.UUID
    organisation_id: uuid.UUID


Actor = Person | Public | System
