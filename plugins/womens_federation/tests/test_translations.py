"""English is complete: every Chinese text of the declaration, and every line of a calculation, stands in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from portal.sdk import Basis, Example, law_maintenance
from portal.testing.sums import worked
from portal.testing.translations import untranslated
from portal_plugins.womens_federation import PLUGIN

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"\{\w+\}")
FOLDER = Path(__file__).parents[1]
CATALOGUE = Path(__file__).parents[1] / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def declared(value: Any) -> Iterator[str]:
    """Yield the Chinese texts people read; words people search by and names of the demo county are not labels."""
    if isinstance(value, str):
        if CHINESE.search(value):
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from declared(inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from declared(inner)
    elif isinstance(value, Basis) and not value.house:
        return  # names of laws stay Chinese
    elif is_dataclass(value) and not isinstance(value, (type, Example)):
        for field in fields(value):
            if field.name not in ("words", "number_word", "demo"):
                yield from declared(getattr(value, field.name))


def calculated() -> Iterator[str]:
    """Yield what the lines of the calculations say, in all their cases; lines of general law are the core's."""
    general = {line.what for line in law_maintenance.child_support(100, 2).lines}
    sums = {c.key: c for t in PLUGIN.case_types for c in t.calculators}
    price = {"bride_price": "9", "bride_months": "3", "bride_spent": "1", "bride_dowry": "1", "local_income": "4"}
    stages = ("neither", "lived_only", "registered_only", "registered_lived")
    for stage, hardship in product(stages, (True, False)):
        for line in worked(sums["bride_price"], **price, bride_stage=stage, bride_hardship=hardship).lines:
            yield line.what
    for kind, children, share in product(("fixed", "unfixed"), (1, 2), (10, 25)):
        income = {"payer_income_kind": kind, "payer_income": "100", "children_supported": children, "support_percent": share}
        yield from (line.what for line in worked(sums["child_support"], **income).lines if line.what not in general)
    for line in worked(sums["elder_support"], elder_need="9", elder_income="1", supporters=2).lines:
        yield line.what


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {str(m.id): str(m.string) for m in catalogue if m.id}


def test_every_text_has_its_english() -> None:
    assert untranslated(PLUGIN, FOLDER) == []


def test_nothing_stands_in_the_catalogue_that_nobody_says(english: dict[str, str]) -> None:
    assert sorted(set(english) - {*declared(PLUGIN), *calculated()}) == []


def test_the_english_is_english_and_keeps_the_placeholders(english: dict[str, str]) -> None:
    for chinese, text in english.items():
        assert not CHINESE.search(text), chinese
        assert sorted(PLACEHOLDER.findall(chinese)) == sorted(PLACEHOLDER.findall(text))
