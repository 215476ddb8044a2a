"""When limitation may have run out before the request came: the desk is asked, never stopped (民法典 192, 193)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.sdk import Basis, Rule, add_months, rule

from . import bases


def limitation_rule(months: Callable[[Any], int], message: str, basis: Basis) -> Rule:
    """Return the rule that asks when more than so many months lie between knowing of the harm and the request."""
    return rule(lambda d, today: d.received_on <= add_months(d.known_on, months(d)), "known_on", message, basis=basis, asks=True)


THREE_YEARS = limitation_rule(
    lambda d: 36,
    "已满三年，对方可能提出诉讼时效抗辩。请问清其间有没有讨要过、对方有没有答应过，再确认",
    bases.LIMITATION,
)
