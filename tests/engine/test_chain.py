"""The hash chain: one canonical form, one way to link, and personal values that can be erased."""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.chain import GENESIS, NotCanonical, Plain, canonical, link, salted, verify

VALUES: st.SearchStrategy[Plain] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.uuids(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet="abcde", max_size=3), inner, max_size=4),
    max_leaves=12,
)


class Phase(StrEnum):
    AGREED = "agreed"


def test_the_canonical_form_is_sorted_json_without_spaces() -> None:
    value: Plain = {
        "何时": datetime(2026, 11, 21, 21, 42, tzinfo=timezone(timedelta(hours=8))),
        "day": date(2026, 11, 21),
        "a": [1, True, None, (Phase.AGREED, Decimal("1.50"))],
        "id": uuid.UUID(int=1),
    }

    assert canonical(value).decode() == (
        '{"a":[1,true,null,["agreed","1.5"]],"day":"2026-11-21","id":"00000000-0000-0000-0000-000000000001",'
        '"何时":"2026-11-21T13:42:00.000000Z"}'
    )


def test_the_same_moment_has_one_form_in_every_zone() -> None:
    moment = datetime(2026, 11, 21, 13, 42, 0, 5, tzinfo=UTC)

    assert canonical(moment) == canonical(moment.astimezone(timezone(timedelta(hours=-3)))) == b'"2026-11-21T13:42:00.000005Z"'


@pytest.mark.parametrize(
    ("number", "form"), [("1.50", '"1.5"'), ("1E+3", '"1000"'), ("-0.00", '"0"'), ("0", '"0"'), ("100", '"100"')]
)
def test_equal_decimals_have_one_form(number: str, form: str) -> None:
    assert canonical(Decimal(number)).decode() == form


@pytest.mark.parametrize(
    "value",
    [1.5, [1.0], {"a": {"b": float("nan")}}, datetime(2026, 1, 1), {1: "a"}, b"bytes", {"a", "b"}, Decimal("NaN"), object()],  # noqa: DTZ001
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)  # type: ignore[arg-type]


def test_keys_that_fall_together_are_refused() -> None:
    with pytest.raises(NotCanonical):
        canonical({"\u00e9": 1, "e\u0301": 2})


@given(
    st.dictionaries(st.text(max_size=5), VALUES, max_size=5).filter(
        lambda d: len({unicodedata.normalize("NFC", k) for k in d}) == len(d)
    )
)
def test_order_and_composition_do_not_matter(value: dict[str, Plain]) -> None:
    turned = {unicodedata.normalize("NFD", key): value[key] for key in reversed(list(value))}

    assert canonical(turned) == canonical(value)


def test_a_link_is_the_digest_of_the_one_before_and_the_content() -> None:
    first = link(GENESIS, b"one")

    assert first == hashlib.sha256(bytes(32) + b"one").digest()
    assert link(first, b"two") != link(GENESIS, b"two")


def test_a_link_follows_a_whole_link() -> None:
    with pytest.raises(ValueError):
        link(b"short", b"one")


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=8), st.data())
def test_a_changed_dropped_or_exchanged_content_is_found(contents: list[bytes], data: st.DataObject) -> None:
    chain, previous = [], GENESIS
    for content in contents:
        previous = link(previous, content)
        chain.append((content, previous))
    place = data.draw(st.integers(0, len(chain) - 1))
    changed = [*chain[:place], (chain[place][0] + b"!", chain[place][1]), *chain[place + 1 :]]
    dropped = [*chain[:place], *chain[place + 1 :]]

    assert verify(chain) is None
    assert verify(changed) == place
    assert verify(dropped) == (place if place < len(dropped) else None)
    assert verify(chain[place:], chain[place - 1][1] if place else GENESIS) is None


def test_a_salted_value_says_nothing_without_its_salt() -> None:
    salt = bytes(range(16))

    assert salted("620723199001010016", salt) == salted("620723199001010016", salt)
    assert salted("620723199001010016", salt) != salted("620723199001010016", bytes(16))
    assert salted("e\u0301", salt) == salted("\u00e9", salt)
    assert len(salted("", salt)) == 64


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError):
        salted("value", b"short")
