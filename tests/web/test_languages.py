"""Pages in English: the core's words, and each plugin's own in its own catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask_babel import force_locale

from portal.declare.plugins import Plugin
from portal.hooks.registry import Registry
from portal.reading.wording import label
from tests.web.desks import Desks, make_desks

STEEP, WATERED = "梯田", "水田"


def write_catalogue(folder: Path, translated: dict[str, str]) -> None:
    place = folder / "translations/en/LC_MESSAGES"
    place.mkdir(parents=True)
    catalogue = Catalog(locale="en")
    for text, english in translated.items():
        catalogue.add(text, english)
    with (place / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture
def desks(sqlite_url: str, tmp_path: Path) -> Iterator[Desks]:
    """A portal with two plugins that translate the same word differently."""
    folders = {key: tmp_path / "plugins" / key for key in ("hills", "valleys")}
    write_catalogue(folders["hills"], {STEEP: "terraces", WATERED: "rice terraces"})
    write_catalogue(folders["valleys"], {WATERED: "paddy fields"})
    registry = Registry.of(Plugin(key="hills", title="山区"), Plugin(key="valleys", title="川区"), folders=folders)
    made = make_desks(sqlite_url, tmp_path, registry=registry)
    yield made
    made.engine.dispose()


def test_label_of_a_plugin_is_english_when_the_language_is_english(desks: Desks) -> None:
    with desks.app.test_request_context("/"), force_locale("en"):
        assert label(WATERED, "hills") == "rice terraces"
        assert label(WATERED, "valleys") == "paddy fields"
        assert label("调解员", "valleys") == "Mediator"


def test_label_without_a_translation_and_every_label_in_chinese_stay_as_declared(desks: Desks) -> None:
    with desks.app.test_request_context("/"):
        assert label(STEEP, "hills") == STEEP
        with force_locale("en"):
            assert label(STEEP, "valleys") == STEEP


def test_login_page_speaks_the_language_one_chose(desks: Desks) -> None:
    chinese, english = desks.browser(), desks.browser()
    english.set_cookie("portal_language", "en")

    assert "忘记密码" in chinese.get("/login/").text
    assert "Forgotten your password?" in english.get("/login/").text
    assert 'lang="en"' in english.get("/login/").text
