"""Documents point at things that are there, say what the code says, and are in sync with it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask_appbuilder import BaseView
from werkzeug.routing import Map, Rule

from docs import generate
from docs.generators._shipped import shipped
from docs.generators.clocks import files_naming
from portal.hooks import hookspecs
from portal.web.builder import Security
from portal.web.pages import CORE_VIEWS
from tests.docs.blocks import blocks, run
from tests.house.sources import ROOT, named
from tests.rig import pictures

PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PORTAL = "http://127.0.0.1:8000"
MANUAL = ROOT / "docs/hooks.md"
WIDEST = 1400


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    yield from LINK.findall(text)


def anchors(page: Path) -> set[str]:
    """Return the fragments a page has: of its headings as GitHub makes them, and those set by hand."""
    text = page.read_text(encoding="utf-8")
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text)}
    return made | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for target in links(page):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (fragment and fragment not in anchors(there)):
            broken.append(target)

    assert broken == []


def addresses() -> Map:
    """Return the addresses of the portal's own pages."""
    views: list[type[BaseView]] = [*CORE_VIEWS, Security.auth_view_class]
    return Map(
        [
            Rule(f"{view.route_base.rstrip('/')}{url}", endpoint=f"{view.__name__}.{name}", methods=methods)
            for view in views
            for name in dir(view)
            for url, methods in getattr(getattr(view, name), "_urls", ())
        ]
    )


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_address_of_the_demo_is_a_page_of_the_portal(page: Path) -> None:
    known = addresses().bind("127.0.0.1:8000")

    strange = [
        target
        for target in links(page)
        if target.startswith(PORTAL) and not known.test(target.removeprefix(PORTAL).split("?")[0] or "/", "GET")
    ]

    assert strange == []


def test_check_names_pages_that_are_out_of_date_and_those_nobody_writes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That the pages themselves are up to date is looked at by `make check`; writing them takes many seconds."""
    written = {page: page.read_text(encoding="utf-8") for page in (ROOT / "docs/reference").rglob("*.md")}
    changed, forgotten, *_rest = sorted(written)

    def checked(pages: Mapping[Path, str]) -> tuple[int, str]:
        monkeypatch.setattr(generate, "pages", lambda: iter(pages.items()))
        return generate.main(["--check"]), capsys.readouterr().err

    assert checked(written) == (0, "")
    assert checked({**written, changed: "other"}) == (1, f"{named(changed)} is out of date: make docs\n")
    del written[forgotten]
    assert checked(written) == (1, f"{named(forgotten)} is written by nobody any more: delete it\n")


def test_every_document_is_found_from_the_index() -> None:
    index = ROOT / "docs/README.md"
    reached = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
    inside = {ROOT / "docs/reference/types", ROOT / "docs/adr"}
    missing = [
        named(page)
        for page in (ROOT / "docs").rglob("*.md")
        if page not in reached and page != index and page.parent not in inside
    ]

    assert missing == []


def test_every_clock_of_a_shipped_plugin_is_named_by_a_test_of_its_plugin() -> None:
    untested = [
        f"{full_key}: {clock.key}"
        for full_key, declared in shipped().types()
        for clock in declared.clocks
        if not files_naming(full_key.partition(".")[0], clock.key)
    ]

    assert untested == []


def test_every_hook_has_its_section_its_test_and_nothing_else_is_called_a_hook() -> None:
    sections = re.findall(r"^## `(portal_\w+)`$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    tests = (ROOT / "tests/hooks/test_calling.py").read_text(encoding="utf-8")
    loaded = (ROOT / "tests/hooks/test_loading.py").read_text(encoding="utf-8")

    assert sections == list(hookspecs.HOOKS)
    assert [hook for hook in hookspecs.HOOKS if f"def test_{hook}_" not in tests and hook != "portal_plugin"] == []
    assert "portal_plugin" in loaded or "portal_plugin" in tests


def test_example_of_the_manual_runs() -> None:
    for block in blocks(MANUAL):
        if block.language == "python":
            run(block, MANUAL)


@pytest.mark.parametrize("hook", hookspecs.HOOKS)
def test_example_in_a_specification_is_python(hook: str) -> None:
    doc = inspect.cleandoc(getattr(hookspecs, hook).__doc__ or "")
    example = inspect.cleandoc("    @hookimpl" + doc.partition("@hookimpl")[2])

    assert "@hookimpl" in doc
    compile(example, hook, "exec")
    assert example.startswith(f"@hookimpl\ndef {hook}(")


def test_every_picture_is_taken_by_the_rig_shown_somewhere_and_no_wider_than_a_page() -> None:
    files = {path.stem: path for path in (ROOT / "docs/pictures").glob("*.png")}
    shown = {target for page in PAGES for target in links(page) if target.endswith(".png")}
    widths = {name: int.from_bytes(path.read_bytes()[16:20]) for name, path in files.items()}

    assert set(files) == {picture.name for picture in pictures.ALL}
    assert {name for name in files if not any(target.endswith(f"/{name}.png") for target in shown)} == set()
    assert {name for name, width in widths.items() if width > WIDEST} == set()
