"""Every Python block of the README and the plugin guides runs."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from portal.hooks.loading import Start, load_plugins
from portal.hooks.registry import Registry
from portal.testing.command import own_courses
from portal.testing.desk import Desk
from portal.testing.kit import CHECKS, results
from portal.testing.locating import located
from tests.docs.blocks import Block, blocks, forget_plugins, mounted, run, write
from tests.house.sources import ROOT, named

GUIDES = (ROOT / "docs/plugin-guide.md", ROOT / "docs/plugin-guide.zh-CN.md")
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
TODAY = date(2026, 11, 20)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "plugins"
    place.mkdir()
    with mounted(place):
        yield place


def started(folder: Path) -> Registry:
    return load_plugins(Start(folders=(folder,), kept=folder.parent / "trials", today=TODAY))


def report(registry: Registry, key: str) -> tuple[str, str]:
    return next((state.state.value, state.reason) for state in registry.states if state.key == key)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_guide_can_be_followed_from_the_empty_folder_to_the_last_rung(guide: Path, folder: Path) -> None:
    first_start: tuple[str, str] | None = None

    for block in blocks(guide):
        if block.path:
            write(block, folder)
        elif block.language == "python":
            run(block, guide)
            first_start = first_start or report(started(folder), "orchard")
        elif block.language == "json":
            body = json.loads(block.text)
            plugin, _, key = body.pop("type").partition(".")
            declared = started(folder).plugins[plugin].case_type(key)
            Desk(f"{plugin}.{key}", declared, today=TODAY).open(body)

    assert first_start == ("active", "")
    registry = started(folder)
    assert report(registry, "orchard") == ("active", "")
    assert [view.__name__ for _, view in registry.hooks.views()] == ["Leaflet"]
    assert [command.name for command in registry.hooks.commands("orchard")] == ["questions"]
    assert [list(metadata.tables) for _, metadata in registry.hooks.tables()] == [["orchard_variety"]]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_tests_in_the_guide_pass(guide: Path, folder: Path) -> None:
    for block in blocks(guide):
        if block.path:
            write(block, folder)
    forget_plugins()
    ran = 0

    for file in sorted(folder.glob("orchard/tests/test_*.py")):
        module = import_module(f"portal_plugins.orchard.tests.{file.stem}")
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("test_"):
                test()
                ran += 1

    assert ran >= 4


def test_plugin_of_the_guide_holds_what_every_plugin_must_but_for_what_is_left_to_translate(folder: Path) -> None:
    for block in blocks(GUIDES[0]):
        if block.path:
            write(block, folder)
    forget_plugins()
    found = located(folder / "orchard")

    done = list(results(found, own_courses(found, found.folder)))

    assert [result.check.key for result in done if not result.holds] == ["texts_are_translated"]
    assert len(done) == len(CHECKS)


def test_both_guides_show_the_same_code() -> None:
    english, chinese = ([block.text for block in blocks(guide)] for guide in GUIDES)

    assert chinese == english


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)
def test_plugin_of_the_readme_is_a_whole_plugin_of_the_size_that_was_promised(readme: Path, folder: Path) -> None:
    (plugin,) = (block for block in blocks(readme) if block.language == "python")
    write(Block("python", plugin.text, plugin.line, "trade_union/__init__.py"), folder)

    registry = started(folder)

    assert report(registry, "trade_union") == ("active", "")
    assert [key for key, _ in registry.types()] == ["trade_union.unpaid_wages"]
    assert len(plugin.text.strip().splitlines()) <= 28


def test_no_other_page_shows_python_that_nobody_runs() -> None:
    unrun = [
        f"{named(page)}:{block.line}"
        for page in PAGES
        if page not in (*GUIDES, *READMES, ROOT / "docs/hooks.md")
        for block in blocks(page)
        if block.language == "python"
    ]

    assert unrun == []
