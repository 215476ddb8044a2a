"""English is complete: every Chinese text of the declaration, and what is marked in the sources, stands in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from portal.sdk import Basis, Example
from portal.testing.translations import untranslated
from portal_plugins.trade_union import PLUGIN

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"\{\w+\}")
FOLDER = Path(__file__).parents[1]
CATALOGUE = FOLDER / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def declared(value: Any) -> Iterator[str]:
    """Yield the Chinese texts people read; words people search by are never shown."""
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


def marked() -> Iterator[str]:
    """Yield what the calculators say; lines of general law are the core's."""
    for _, _, text, _, _ in extract_from_dir(FOLDER, [("**.py", "python")], keywords={"N_": None}):
        yield str(text)


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {str(m.id): str(m.string) for m in catalogue if m.id}


def test_every_text_has_its_english() -> None:
    assert untranslated(PLUGIN, FOLDER) == []


def test_nothing_stands_in_the_catalogue_that_nobody_says(english: dict[str, str]) -> None:
    assert sorted(set(english) - {*declared(PLUGIN), *marked()}) == []


def test_the_english_is_english_and_keeps_the_placeholders(english: dict[str, str]) -> None:
    for chinese, text in english.items():
        assert not CHINESE.search(text), chinese
        assert sorted(PLACEHOLDER.findall(chinese)) == sorted(PLACEHOLDER.findall(text))
