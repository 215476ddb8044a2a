"""Templates and static files ask no other host for anything and carry no script or style inside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import files, named

PAGES = files("portal", "plugins", suffixes=(".html", ".css", ".js", ".svg", ".xml"))
TEMPLATES = [path for path in PAGES if path.suffix == ".html"]

NAMESPACES = ("http://www.w3.org/",)
FOREIGN = re.compile(r"""(?:https?:)?//[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+[^\s"'<>)]*""", re.IGNORECASE)
INLINE = re.compile(r"""<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE)
KEPT = re.compile(r"\b(?:localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open|serviceWorker)\b")
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_file_names_no_other_host(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))

    assert [url for url in FOREIGN.findall(text) if not url.startswith(NAMESPACES)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_template_carries_no_inline_script_or_style(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))

    assert INLINE.findall(text) == []


def test_script_keeps_nothing_in_the_browser() -> None:
    ours = [path for path in PAGES if path.suffix == ".js" and "vendor" not in path.parts]

    assert ours
    assert [named(path) for path in ours if KEPT.search(path.read_text(encoding="utf-8"))] == []
