"""How a plugin marks Chinese texts that stand outside its declaration."""

from __future__ import annotations


def N_(text: str) -> str:
    """Mark a text for the catalogues and return it as it is; it is translated when shown.

    Declared titles, hints and sentences are collected without a mark. What a calculator says is not:

        Line(N_("每月少付"), f"{grouped(agreed)} − {grouped(paid)}", agreed - paid)
    """
    return text
