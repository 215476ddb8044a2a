"""Who is likely one person: numbers decide before names."""

from __future__ import annotations

import uuid

import pytest

from portal.engine.same_person import Likeness, are_alike, groups, likely_one

ID_A, ID_B, PHONE_A, PHONE_B = (bytes([n]) for n in range(4))
ONE = uuid.uuid4()


def party(name: str, *, number: bytes | None = None, phone: bytes | None = None, person: uuid.UUID | None = None) -> Likeness:
    return Likeness(uuid.uuid4(), name, frozenset({number} if number else ()), frozenset({phone} if phone else ()), person)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (party("王小军", number=ID_A), party("王晓军", number=ID_A), True),
        (party("王小军", phone=PHONE_A), party("王小军", phone=PHONE_A), True),
        (party("王小军", phone=PHONE_A), party("李四", phone=PHONE_A), False),
        (party("王小军", phone=PHONE_A), party("王小军", phone=PHONE_B), False),
        (party("王小军"), party("王小军"), False),
        (party("王小军", number=ID_A, phone=PHONE_A), party("王小军", number=ID_B, phone=PHONE_A), False),
        (party("王小军", number=ID_A, phone=PHONE_A), party("王小军", phone=PHONE_A), True),
        (party("王小军", person=ONE), party("王晓军", person=ONE), True),
    ],
)
def test_an_identity_number_decides_and_else_name_with_telephone(one: Likeness, other: Likeness, expected: bool) -> None:
    assert likely_one(one, other) is likely_one(other, one) is expected


def test_groups_hold_nobody_with_two_identity_numbers_and_nobody_known_already() -> None:
    first, second = party("王小军", number=ID_A, phone=PHONE_A), party("王小军", phone=PHONE_A)
    other_number = party("王小军", number=ID_B, phone=PHONE_A)
    known = [party("李四", number=b"9", person=ONE), party("李四", number=b"9", person=ONE)]

    found = groups([first, second, other_number, *known])

    assert found == ((first, second),)
    assert are_alike([first, second])
    assert not are_alike([first, second, other_number])
    assert groups([*known, party("李四", number=b"9")]) != ()
