"""How the many of one side are named in a word: 「王某等12人」. One rule for agreements, ledgers and, translated, every title."""

from __future__ import annotations

from collections.abc import Sequence

from portal.declare.texts import N_

MANY = N_("%(name)s等%(n)s人")


def together(names: Sequence[str], most: int = 1) -> str:
    """Return up to `most` names in full, of more the first with how many they are; nothing for nobody."""
    return "、".join(names) if len(names) <= most else MANY % {"name": names[0], "n": len(names)}
