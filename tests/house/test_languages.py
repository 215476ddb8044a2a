"""Chinese is the source and English is complete: for the core and for every plugin that is shipped."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import flask_appbuilder
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from portal.cli.catalogues import METHODS, Texts, core_texts, texts_of, write_catalogues
from tests.house.sources import ROOT

PLUGINS = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]+")
RERUN = "run: portal i18n extract"


def texts(key: str) -> Texts:
    """Return the texts of the core, or of the plugin in `plugins/`."""
    if key == "portal":
        return core_texts()
    return texts_of(import_module(f"portal_plugins.{key}").portal_plugin(), ROOT / "plugins" / key)


def english(key: str) -> Catalog:
    place = ROOT / "portal" if key == "portal" else ROOT / "plugins" / key
    with (place / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.mark.parametrize("key", ["portal", *PLUGINS])
def test_every_text_has_its_english_and_the_compiled_form_is_that_of_the_file(key: str) -> None:
    rows = {row.language: row for row in write_catalogues(texts(key), only_look=True)}

    untranslated = [message.id for message in english(key) if message.id and not message.string]
    assert untranslated == []
    assert rows["en"].missing == 0
    assert rows["en"].was_current, RERUN


@pytest.mark.parametrize("key", ["portal", *PLUGINS])
def test_no_english_is_a_guess(key: str) -> None:
    assert [message.id for message in english(key) if message.fuzzy] == []


@pytest.mark.parametrize("key", ["portal", *PLUGINS])
def test_english_keeps_the_placeholders(key: str) -> None:
    different = [
        (message.id, message.string)
        for message in english(key)
        if set(PLACEHOLDER.findall(str(message.id))) != set(PLACEHOLDER.findall(str(message.string)))
    ]

    assert different == []


@pytest.mark.parametrize("key", ["portal", *PLUGINS])
def test_english_is_english_except_where_it_quotes_what_one_types(key: str) -> None:
    chinese = [
        (message.id, message.string)
        for message in english(key)
        if any(found not in str(message.id) for found in CHINESE.findall(str(message.string)))
    ]

    assert chinese == []


def test_flask_appbuilder_leaves_nothing_in_english_on_a_chinese_page() -> None:
    package = Path(flask_appbuilder.__file__).parent
    keywords = {"_": None, "__": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    said = {
        text if isinstance(text, str) else text[0]
        for _file, _line, text, _comments, _context in extract_from_dir(package, METHODS, keywords=keywords)
    }
    known: set[str] = set()
    for folder in (package / "translations", ROOT / "portal/translations"):
        with (folder / "zh/LC_MESSAGES/messages.mo").open("rb") as file:
            known |= {str(message.id) for message in read_mo(file) if message.id and message.string}

    assert sorted(said - known) == []
