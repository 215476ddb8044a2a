"""Words templates may ask for: declared labels in the reader's language, and the words of the core's codes."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading import words
from portal.reading.wording import N_, label, say

AGES = MappingProxyType(
    {
        "under_14": N_("不满14岁"),
        "14_to_15": N_("14至15岁"),
        "16_to_17": N_("16至17岁"),
        "18_to_59": N_("18至59岁"),
        "60_and_over": N_("60岁以上"),
    }
)
_TABLES: MappingProxyType[str, MappingProxyType[str, str] | MappingProxyType[int, str]] = MappingProxyType(
    {
        "phases": words.PHASES,
        "steps": words.STEPS,
        "endings": words.ENDINGS,
        "sources": words.SOURCES,
        "sides": words.SIDES,
        "classes": words.CLASSES,
        "sexes": words.SEXES,
        "ages": AGES,
        "forms": words.FORMS,
        "channels": words.CHANNELS,
        "manners": words.MANNERS,
        "results": words.RESULTS,
        "ministry": words.MINISTRY_TYPES,
        "acts": words.ACTIONS,
    }
)


def word_of(table: str, code: str | int | None) -> str:
    """Return the word of a code from one of the core's tables; an unknown table is a fault of the template."""
    return words.word(_TABLES[table], code)


def pairs_of(pairs: tuple[tuple[str, str], ...], plugin: str = "") -> tuple[tuple[str, str], ...]:
    """Return options with their labels in the reader's language."""
    return tuple((key, label(text, plugin)) for key, text in pairs)


GLOBALS = {"label": label, "word_of": word_of, "pairs_of": pairs_of, "say": say}
