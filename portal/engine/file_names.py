"""What a file is called: the name somebody gave it, made fit for every disk, list and header, Chinese kept."""

from __future__ import annotations

import unicodedata

LONGEST = 200
"""Bytes of a name, with its ending."""

_FORBIDDEN = frozenset('/\\:*?"<>|')


def clean_name(given: str, ending: str) -> str:
    """Return the name without folders, control and direction characters, in NFC, with the ending the content asks for.

    A name of which nothing is left is 「材料」.
    """
    text = unicodedata.normalize("NFC", given.encode("utf-8", "ignore").decode())
    text = text.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C" and c not in _FORBIDDEN and c not in "\u2028\u2029")
    stem = kept.rpartition(".")[0] if "." in kept else kept
    stem = stem.strip(" .") or "材料"
    room = LONGEST - len(ending) - 1
    return f"{stem.encode()[:room].decode(errors='ignore')}.{ending}"


def ending_of(given: str) -> str:
    """Return the ending of a name in small letters, without its dot; empty when it has none."""
    return given.rpartition(".")[2].strip().lower() if "." in given else ""
