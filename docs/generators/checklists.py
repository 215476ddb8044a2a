"""One page per checklist in `docs/checklists/`: totals, what is not met, then every item with its verdict and where to see it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docs.generators._shipped import ROOT, table

FOLDER = ROOT / "docs/checklists"
_OUTSIDE = (
    "“管理单位”指要由运行平台的单位做，平台为此提供的写在旁边；“不适用”都有理由。"
    "“做到”都指向一个测试、一段程序或一页文档：测试在 `make check` 里运行。",
    "“Operator” is for whoever runs the portal, with what the portal gives for it; “not applicable” says why. "
    "“Met” names a test, a piece of the program or a page; the tests run with `make check`.",
)


class Verdict(StrEnum):
    """What is said of an item."""

    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    OPERATOR = "operator"


WORDS: Mapping[Verdict, str] = {
    Verdict.MET: "做到 met",
    Verdict.UNMET: "**未做到 not met**",
    Verdict.NOT_APPLICABLE: "不适用 n/a",
    Verdict.OPERATOR: "管理单位 operator",
}


@dataclass(frozen=True)
class Item:
    """One requirement: its number and level in the standard, our words for it, the verdict, and where or why."""

    number: str
    level: int | None
    zh: str
    en: str
    verdict: Verdict
    where: tuple[str, ...]
    why: tuple[str, str] | None

    @property
    def chapter(self) -> str:
        """Return the number of its chapter: `V6` for `V6.2.1`, `8.1.4.1` for `8.1.4.1.a`."""
        return self.number.partition(".")[0] if self.number.startswith("V") else self.number.rpartition(".")[0]


@dataclass(frozen=True)
class Checklist:
    """A standard, its chapters with their titles, and its items in order."""

    key: str
    title: tuple[str, str]
    note: tuple[str, str]
    chapters: Mapping[str, tuple[str, str]]
    items: tuple[Item, ...]

    def of(self, chapter: str) -> tuple[Item, ...]:
        """Return the items of a chapter."""
        return tuple(item for item in self.items if item.chapter == chapter)


def checklists() -> Iterator[Checklist]:
    """Read every checklist."""
    for file in sorted(FOLDER.glob("*.toml")):
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        yield Checklist(
            file.stem,
            (read["title_zh"], read["title_en"]),
            (read["note_zh"], read["note_en"]),
            {chapter: (zh, en) for chapter, (zh, en) in read["chapters"].items()},
            tuple(
                Item(
                    number,
                    said.get("level"),
                    said["zh"],
                    said["en"],
                    Verdict(said["state"]),
                    tuple(said.get("where", ())),
                    (said["why_zh"], said["why_en"]) if "why_zh" in said else None,
                )
                for number, said in read["items"].items()
            ),
        )


def pages() -> Iterator[tuple[str, str]]:
    """Yield a page for each checklist."""
    for checklist in checklists():
        yield f"reference/checklist-{checklist.key}.md", _page(checklist)


def _page(checklist: Checklist) -> str:
    parts = [f"# {checklist.title[0]}　{checklist.title[1]}\n", *checklist.note, *_OUTSIDE]
    parts += ["## 合计　Totals\n", table(("章 Chapter", *WORDS.values(), "共 All"), _totals(checklist))]
    unmet = [item for item in checklist.items if item.verdict is Verdict.UNMET]
    if unmet:
        lacking = ((item.number, _both(item.zh, item.en), _both(*(item.why or ("", "")))) for item in unmet)
        parts += ["## 未做到　Not met\n", table(("编号", "要求 Requirement", "缺什么 What is missing"), lacking)]
    for chapter, (zh, en) in checklist.chapters.items():
        rows = (_row(item) for item in checklist.of(chapter))
        parts += [f"## {chapter} {zh}　{en}\n", table(("编号", "要求 Requirement", "结论 Verdict", "依据 Where and why"), rows)]
    return "\n".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def _totals(checklist: Checklist) -> Iterator[tuple[str, ...]]:
    for chapter, (zh, en) in checklist.chapters.items():
        yield f"{chapter} {_both(zh, en)}", *_counts(checklist.of(chapter))
    yield "**合计 total**", *(f"**{count}**" for count in _counts(checklist.items))


def _counts(items: Sequence[Item]) -> tuple[str, ...]:
    found = [sum(1 for item in items if item.verdict is verdict) for verdict in Verdict]
    return (*(str(count) for count in found), str(len(items)))


def _row(item: Item) -> tuple[str, ...]:
    number = item.number if item.level is None else f"{item.number}（{item.level}）"
    seen = " · ".join(_link(where) for where in item.where)
    why = _both(*item.why) if item.why else ""
    return number, _both(item.zh, item.en), WORDS[item.verdict], " — ".join(filter(None, (seen, why)))


def _both(zh: str, en: str) -> str:
    return zh if zh == en else f"{zh} / {en}"


def _link(where: str) -> str:
    """Return a link to a test, a file, or a heading of a page."""
    path, _, test = where.partition("::")
    name = test.removeprefix("test_").replace("_", " ") if test else Path(path).name
    return f"[{name}](../../{path})"
