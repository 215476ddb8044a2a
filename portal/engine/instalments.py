"""Splits an amount into monthly instalments, in whole yuan, the odd rest last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.engine.deadlines import add_months

MOST_INSTALMENTS = 36
_YUAN = 100


@dataclass(frozen=True)
class Instalment:
    """One payment: `amount` in fen, due on a day."""

    amount: int
    due_on: date


def instalments(total: int, count: int, first: date) -> tuple[Instalment, ...]:
    """Return `count` payments from the first day on, a month apart; their sum is exactly the total.

    Raises:
        ValueError: fewer than one or more than `MOST_INSTALMENTS`, or less than a yuan for each.
    """
    if not 1 <= count <= MOST_INSTALMENTS or total < count * _YUAN:
        raise ValueError("cannot be split like this")
    each = total // count // _YUAN * _YUAN
    amounts = [each] * (count - 1) + [total - each * (count - 1)]
    return tuple(Instalment(amount, add_months(first, month)) for month, amount in enumerate(amounts))
