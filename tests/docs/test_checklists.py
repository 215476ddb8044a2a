"""The checklists hold every number of their standard, and what they point at is there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from docs.generators.checklists import Checklist, Verdict, checklists
from tests.docs.test_documents import anchors
from tests.house.sources import ROOT

ASVS = {
    "V1": ("22", "1111122223", "112222222223", "222", "123"),
    "V2": ("122", "112", "12223", "23"),
    "V3": ("3", "113", "12223", "11222233", "11122333", "3", "22333"),
    "V4": ("12233", "23333", "22", "1222"),
    "V5": ("2", "112333", "113", "222"),
    "V6": ("122", "111111112222", "11223333", "112233", "22222333", "2223", "33", "2222"),
    "V7": ("222", "1111", "22", "11222", "223", "22"),
    "V8": ("1233", "1123", "133", "23"),
    "V9": ("111", "1222"),
    "V10": ("22", "223", "22223", "1111122222233333", "22222", "22", "222"),
    "V11": ("2233", "22233", "11233", "1222", "23", "23", "33"),
    "V12": ("12233", "11", "22223"),
    "V13": ("2333", "222223", "2233", "1222233"),
    "V14": ("22", "12223333", "122"),
    "V15": ("12233", "12233", "1222222", "3333"),
    "V16": ("2", "22222", "2222", "222", "2223"),
    "V17": ("23", "22223333", "22"),
}
"""Chapter by chapter, section by section, the level of each requirement of ASVS 5.0.0."""
DJBH3 = {
    **{f"8.1.4.{n}": last for n, last in zip(range(1, 12), "dgdfaabbcbb", strict=True)},
    **{f"8.1.5.{n}": last for n, last in zip(range(1, 5), "bbbf", strict=True)},
    **{f"8.1.9.{n}": last for n, last in zip((4, 5, 7, 8), "gcbc", strict=True)},
}
"""Paragraph by paragraph, the last letter of its list in GB/T 22239-2019, third level."""


def read() -> dict[str, Checklist]:
    return {checklist.key: checklist for checklist in checklists()}


def numbers_of_asvs() -> Iterator[tuple[str, int]]:
    for chapter, sections in ASVS.items():
        for section, levels in enumerate(sections, start=1):
            for number, level in enumerate(levels, start=1):
                if level != "3":
                    yield f"{chapter}.{section}.{number}", int(level)


def numbers_of_djbh3() -> Iterator[tuple[str, None]]:
    for paragraph, last in DJBH3.items():
        for letter in map(chr, range(ord("a"), ord(last) + 1)):
            yield f"{paragraph}.{letter}", None


@cache
def named_in(path: str) -> frozenset[str]:
    module = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def is_there(where: str) -> bool:
    path, _, test = where.partition("::")
    page, _, heading = path.partition("#")
    if not (ROOT / page).is_file():
        return False
    if test:
        return test in named_in(page)
    return not heading or heading in anchors(ROOT / page)


def test_every_number_of_the_standard_is_there_once_and_in_order() -> None:
    found = read()

    assert [(item.number, item.level) for item in found["asvs"].items] == list(numbers_of_asvs())
    assert [(item.number, item.level) for item in found["djbh3"].items] == list(numbers_of_djbh3())
    assert all({item.chapter for item in one.items} == set(one.chapters) for one in found.values())


def test_whatever_an_item_points_at_is_there() -> None:
    pointed = {(item.number, where) for one in read().values() for item in one.items for where in item.where}

    assert sorted((number, where) for number, where in pointed if not is_there(where)) == []


def test_met_names_where_and_anything_else_says_why() -> None:
    wrong = [
        item.number
        for one in read().values()
        for item in one.items
        if not (item.where if item.verdict is Verdict.MET else item.why)
    ]

    assert wrong == []
