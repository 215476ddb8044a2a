"""Ids are UUIDs of version 7 and come in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from portal.store.identifiers import new_id


def test_ids_of_one_process_grow_also_within_one_millisecond() -> None:
    ids = [new_id() for _ in range(20_000)]

    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_an_id_says_that_it_is_version_7_of_the_rfc_variant() -> None:
    made = new_id()

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_threads_never_get_the_same_id() -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = [made for batch in pool.map(lambda _: [new_id() for _ in range(2_000)], range(8)) for made in batch]

    assert len(set(ids)) == 16_000
