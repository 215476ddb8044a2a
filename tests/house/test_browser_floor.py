"""Pages work in Chromium 109, the newest that Windows 7 can run: no syntax and no function that came later.

The machine that runs the tests has a newer browser, which would not notice.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files

LATER_CSS = re.compile(
    r"@container|@scope|@starting-style|@property|color-mix\(|light-dark\(|oklch\(|subgrid|field-sizing|text-wrap|:user-(?:in)?valid"
    r"|anchor-name|popover|\d(?:lh|rlh|cq[wh])\b"
)
LATER_JS = re.compile(
    r"\.(?:toSorted|toReversed|toSpliced|with|isWellFormed|toWellFormed|showPopover|hidePopover|togglePopover)\("
    r"|(?:Object|Map)\.groupBy|Array\.fromAsync|withResolvers|Iterator\.from|URL\.canParse|AbortSignal\.any|Promise\.try"
    r"|\.(?:union|intersection|difference|isSubsetOf)\(|\bimport\b[^;]*\bwith\s*\{|/[a-z]*v[a-z]*\.(?:test|exec)"
)
OURS = files("portal/web/static", "plugins", suffixes=(".css", ".js"))
GROUPING = ("@media", "@page", "@supports", "@layer")


def nested_rules(sheet: str) -> list[str]:
    """Return the selectors of rules that stand inside another rule."""
    found: list[str] = []
    around: list[str] = []
    for head, sign in re.findall(r"([^{};]*)([{};])", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
        if sign == "{":
            found += [head.strip()] if around and not around[-1].startswith(GROUPING) else []
            around.append(head.strip())
        elif sign == "}":
            around.pop()
    return found


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_uses_nothing_newer_than_the_oldest_browser(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    if path.suffix == ".css":
        assert LATER_CSS.findall(text) == []
        assert nested_rules(text) == []
    else:
        assert [match.group() for match in LATER_JS.finditer(text)] == []


def test_nested_rule_is_noticed() -> None:
    assert nested_rules("@media print { a { color: red; } } .b { top: 0; & c { left: 0; } }") == ["& c"]
