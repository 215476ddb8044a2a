"""Checks of what an agreement says: a plugin adds its own to the core's, or sharpens one of the core's under its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.declare.clocks import Basis
from portal.declare.keys import check_key
from portal.errors import DeclarationError

CheckFinds = Callable[[Any, str], bool]


@dataclass(frozen=True)
class Check:
    """What an agreement must not say, or only after a second look; see `check`."""

    key: str
    finds: CheckFinds
    message: str
    basis: Basis
    asks: bool


def check(key: str, finds: CheckFinds, message: str, *, basis: Basis, asks: bool = False) -> Check:
    """Return a check of a `CaseType`: where `finds(case, text)` is true, `message` stands beside the term.

    `text` is one writing of the agreement at a time (the facts, what a term promises, what follows when it is late), without
    white space; `case` is what guards see. It stops; with `asks=True` the person may confirm, and the confirmation is kept with
    the event. A key of the core's replaces that check. `agreement_words` of the SDK finds common promises.

        law = Basis("人民调解法", "3", since=date(2011, 1, 1))
        check("no_suit", lambda case, text: "不得起诉" in text, "不能约定不得起诉，请删去", basis=law)
    """
    check_key(key, "check")
    if not message.strip():
        raise DeclarationError(f"check {key}", "has no sentence")
    return Check(key, finds, message, basis, asks)
