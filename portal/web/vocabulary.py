"""Words templates may ask for: declared labels in the reader's language, and the words of the core's codes."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

from markupsafe import Markup

from portal.papers.qr import qr_svg
from portal.reading import words
from portal.reading.wording import N_, label, say
from portal.web.acting import today

AGES = MappingProxyType(
    {
        "under_14": N_("不满14岁"),
        "from_14": N_("14至17岁"),
        "from_18": N_("18至29岁"),
        "from_30": N_("30至44岁"),
        "from_45": N_("45至59岁"),
        "from_60": N_("60至74岁"),
        "from_75": N_("75岁以上"),
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
        "refer_reasons": words.REFER_REASONS,
        "decline_reasons": words.DECLINE_REASONS,
        "referrals": words.REFERRALS,
        "sends": words.SENDS,
        "contact_rules": words.CONTACT_RULES,
        "confirming": words.CONFIRMING,
    }
)


def word_of(table: str, code: str | int | None) -> str:
    """Return the word of a code from one of the core's tables; an unknown table is a fault of the template."""
    return words.word(_TABLES[table], code)


def pairs_of(pairs: tuple[tuple[str, str], ...], plugin: str = "") -> tuple[tuple[str, str], ...]:
    """Return options with their labels in the reader's language."""
    return tuple((key, label(text, plugin)) for key, text in pairs)


def days_ago(n: int) -> str:
    """Return the day so many days before today as ISO text, for buttons that fill a day."""
    return (today() - timedelta(days=n)).isoformat()


def qr(address: str) -> Markup:
    """Return the QR code of an address of ours: a drawing in which the address itself does not stand."""
    return Markup(qr_svg(address))  # noqa: S704  # nosec B704


GLOBALS = {"label": label, "word_of": word_of, "pairs_of": pairs_of, "say": say, "days_ago": days_ago, "qr": qr}
