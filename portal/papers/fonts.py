"""Finds the Chinese fonts a pdf embeds. Nothing is fetched: they are Debian's, or an operator's in a folder of the system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from portal.errors import Refused

PACKAGE = "fonts-noto-cjk"
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")


@dataclass(frozen=True)
class PaperFonts:
    """The families papers are set in, and the folders they lie in."""

    serif: str
    sans: str
    folders: tuple[str, ...]


def paper_fonts(folders: Sequence[Path] | None = None) -> PaperFonts:
    """Return the fonts, found once for each process.

    Raises:
        Refused: one of the two families is not on this machine; the sentence names the package.
    """
    return _found(tuple(FOLDERS if folders is None else folders))


def has_fonts() -> bool:
    """Say whether a pdf can be made on this machine."""
    try:
        paper_fonts()
    except Refused:
        return False
    return True


@cache
def _found(folders: tuple[Path, ...]) -> PaperFonts:
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[f for f in folders if f.is_dir()])
    where: dict[str, set[str]] = {}
    for font in known.fonts():
        if font.path is not None:
            where.setdefault(font.family, set()).add(str(Path(font.path).parent))
    serif = next((name for name in SERIF if name in where), None)
    sans = next((name for name in SANS if name in where), None)
    if serif is None or sans is None:
        raise Refused.at("", "fonts_missing", package=PACKAGE)
    return PaperFonts(serif, sans, tuple(sorted(where[serif] | where[sans])))
