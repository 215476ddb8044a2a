"""What of a case in reach is shown, to whom."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import pytest

from portal.access.actors import Actor, Person, Public, System
from portal.access.privacy_rules import Masks, masks_for, may_read_content
from portal.declare.roles import Reach

OURS, OTHERS = uuid.uuid4(), uuid.uuid4()
HANDLER, REGISTRAR, CLERK = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


@dataclass(frozen=True)
class Case:
    privacy: int
    organisation_id: uuid.UUID = OURS
    handler_id: uuid.UUID | None = HANDLER
    registered_by_id: uuid.UUID = REGISTRAR


def person(
    staff: uuid.UUID, organisation: uuid.UUID = OURS, *, supervises: bool = False, reach: Reach = Reach.ORGANISATION
) -> Person:
    return Person(
        county_code="620723",
        staff_id=staff,
        user_id=1,
        post_id=uuid.uuid4(),
        organisation_id=organisation,
        organisation_path=f"{organisation}/",
        plugins=frozenset(),
        division_path="620723/",
        role="sector.clerk",
        reach=reach,
        supervises=supervises,
        manages_people=False,
        verbs=frozenset(),
    )


handler = person(HANDLER)
registrar = person(REGISTRAR)
clerk = person(CLERK)
head = person(uuid.uuid4(), supervises=True)
coordinator = person(uuid.uuid4(), OTHERS, reach=Reach.COUNTY)
elsewhere = person(HANDLER, OTHERS)  # the handler, acting in her other post
foreign_head = person(uuid.uuid4(), OTHERS, supervises=True)


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        (handler, (True, True, True, True)),
        (registrar, (True, True, True, True)),
        (head, (True, True, True, True)),
        (clerk, (True, True, False, False)),
        (coordinator, (True, True, False, False)),
        (elsewhere, (True, True, False, False)),
        (foreign_head, (True, True, False, False)),
        (System("620723", "demo"), (True, True, True, True)),
        (Public("620723", "guide"), (False, False, False, False)),
    ],
)
def test_content_is_for_whom_its_class_allows(who: Actor, reads: tuple[bool, ...]) -> None:
    assert tuple(may_read_content(who, Case(privacy)) for privacy in (1, 2, 3, 4)) == reads


def test_whoever_was_let_in_by_name_reads_the_content() -> None:
    assert may_read_content(coordinator, Case(3), let_in=True)


FULL = Masks("full", "full", "full")


@pytest.mark.parametrize(
    ("who", "privacy", "masks"),
    [
        (handler, 2, FULL),
        (handler, 4, FULL),
        (registrar, 3, FULL),
        (clerk, 1, Masks("full", "masked", "village")),
        (clerk, 3, Masks("masked", "masked", "village")),
        (head, 3, Masks("full", "masked", "village")),
        (coordinator, 1, Masks("masked", "masked", "village")),
        (coordinator, 2, Masks("masked", "masked", "village")),
        (coordinator, 3, Masks("initials", "masked", "village")),
        (elsewhere, 2, Masks("masked", "masked", "village")),
        (Public("620723", "guide"), 1, Masks("initials", "masked", "village")),
    ],
)
def test_people_are_shown_as_far_as_the_reader_needs_them(who: Actor, privacy: int, masks: Masks) -> None:
    assert masks_for(who, Case(privacy)) == masks


def test_a_case_without_handler_belongs_to_nobody_without_staff() -> None:
    assert masks_for(clerk, Case(2, handler_id=None)).contact == "masked"
