"""Draws papers as pdf with typst. The drawing is `paper.typ`; what is printed goes there as data, never as markup."""

from __future__ import annotations

import json
import logging
import subprocess  # nosec B404
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from portal.errors import Refused
from portal.papers.fonts import paper_fonts
from portal.papers.layout import COLUMNS, Drawn, Element, Grid
from portal.papers.qr import qr_svg

LONGEST = 60
"""Seconds a pdf may take; the largest dossier measured takes a few."""

_PRESS = Path(__file__).with_name("press.py")
_log = logging.getLogger(__name__)


def as_pdf(papers: Iterable[Drawn], title: str, now: datetime, *, uncounted: Iterable[str] | None = None) -> bytes:
    """Return the papers one after the other, each numbered for itself.

    With `uncounted` they are one bound dossier: its pages are counted through, those of the papers named there are not, and its
    contents name the pages. The title of the file is the given one, which must say nothing about anybody.

    Raises:
        Refused: this machine has no Chinese fonts, or the typesetter failed.
    """
    fonts = paper_fonts()
    left_out = frozenset(uncounted or ())
    data = {
        "title": title,
        "author": "诉源",
        "fonts": {"serif": fonts.serif, "sans": fonts.sans},
        "bound": uncounted is not None,
        "sheets": [_sheet(paper, counted=paper.key not in left_out) for paper in papers],
    }
    return _set({"papers": data, "folders": fonts.folders, "at": now.replace(microsecond=0).isoformat()})


def _set(order: Mapping[str, object]) -> bytes:
    """Return the pdf. Our own interpreter runs our own file; the order goes by the pipe, where no list of processes shows it."""
    try:
        done = subprocess.run(  # noqa: S603  # nosec B603
            [sys.executable, "-I", str(_PRESS)],
            input=json.dumps(order, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise Refused.at("", "pdf_failed") from late
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        _log.error("the typesetter ended with status %s", done.returncode)  # its own words may hold what was to be printed
        raise Refused.at("", "pdf_failed")
    return done.stdout


def _sheet(paper: Drawn, *, counted: bool) -> Mapping[str, object]:
    return {
        "key": paper.key,
        "number": paper.number,
        "qr": qr_svg(paper.link) if paper.link else "",
        "counted": counted,
        "elements": [_element(one) for one in paper.elements],
    }


def _element(element: Element) -> Mapping[str, object]:
    data = {"is": type(element).__name__, **asdict(element)}
    if isinstance(element, Grid):
        data["columns"] = [COLUMNS[name] for name in element.columns]
    return data
