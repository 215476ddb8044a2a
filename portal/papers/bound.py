"""Binds the papers of a dossier into one: what is missing in front, cover, contents with pages, the papers, the back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from portal.declare.papers import Paper
from portal.papers.dossier import Dossier, Entry, Place
from portal.papers.layout import Drawn, Element, Rules, Style, Text, Title, drawn
from portal.papers.on_paper import CaseOnPaper, EntryOnPaper
from portal.papers.sheet import sheet

COVER, CONTENTS, BACK = "cover", "contents", "back"
MISSING = "missing"
UNCOUNTED = (MISSING, COVER, CONTENTS, BACK)
"""What lies in a dossier without a page number: archives count from the first paper after the contents."""

_WORDS = {Place.MISSING: "缺", Place.LATER: "未到时候"}


def bound(kept: Dossier, case: CaseOnPaper, drawing: Callable[[Paper], Drawn]) -> tuple[Drawn, ...]:
    """Return the dossier in its order. `drawing` sets out one paper; cover, contents and back are made here whether filed or not.

    What must be there and is not is named on a loose leaf in front and in the remarks of the contents.
    """
    inside = [e for e in kept.entries if e.paper.key not in UNCOUNTED]
    there = [e for e in inside if e.place is Place.THERE]
    wanting = [e for e in inside if e.must and e.place is not Place.THERE]
    listed = [e for e in inside if e.place is Place.THERE or e.must]
    papers = {e.paper.key: e.paper for e in kept.entries}
    with_contents = replace(case, contents=tuple(_entry(e) for e in listed))
    front = [drawing(papers[COVER]), drawn(sheet(papers[CONTENTS], with_contents))]
    leaf = [_leaf(case, wanting)] if wanting else []
    return (*leaf, *front, *(drawing(e.paper) for e in there), drawing(papers[BACK]))


def _entry(entry: Entry) -> EntryOnPaper:
    if entry.place is Place.THERE:
        return EntryOnPaper(entry.paper.title, key=entry.paper.key)
    return EntryOnPaper(entry.paper.title, remark=_WORDS.get(entry.place, ""))


def _leaf(case: CaseOnPaper, wanting: list[Entry]) -> Drawn:
    """Return the leaf that names what is missing; it does not belong into the dossier."""
    elements: list[Element] = [
        Text(case.organisation, Style.ORGANISATION),
        Title("缺件清单"),
        Text(f"{case.number}　{case.cause}", Style.FLAT),
        Text("本卷还缺下列必备文书。补齐后请重新生成整卷；本页不入卷。"),
    ]
    elements += [Text(f"{n}. {e.paper.title}（{_WORDS[e.place]}）", Style.FLAT) for n, e in enumerate(wanting, 1)]
    return Drawn(MISSING, "缺件清单", case.number, (*elements, Rules(2)))
