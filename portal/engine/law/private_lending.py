"""民间借贷规定 25–31 (2021-01-01) and 民法典 561, 680: interest between private lenders and borrowers.

A year has 365 days; interest is simple and bears no interest. The ceiling is four times the one-year LPR on the day the
contract was made, an argument here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.declare.calculators import Line
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked, days_between, exact, half_up, money_line, percent
from portal.engine.money import grouped

LENDING_RULES = Statute("民间借贷规定", date(2021, 1, 1))

LPR_RULE_SINCE = date(2020, 8, 20)
_CEILING_TIMES = 4
_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid back, in fen; `costs` is the part of it that paid costs of enforcing the claim."""

    on: date
    amount: int
    costs: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """What is still owed, in fen; `overpaid` is what came back beyond the debt."""

    principal: int
    interest: int
    overpaid: int = 0


def ceiling(lpr: Decimal) -> Decimal:
    """Return the highest rate that is protected: four times the one-year LPR at contract (25)."""
    return _CEILING_TIMES * lpr


def principal_lent(stated: int, withheld: int) -> Worked[int]:
    """Return the principal: the sum stated less interest taken out beforehand (26). Raises `ValueError`."""
    if not 0 <= withheld <= stated:
        raise ValueError("what was withheld is part of the sum stated")
    line = money_line("本金", stated - withheld, f"{grouped(stated)} − {grouped(withheld)}")
    return Worked(stated - withheld, (line,), LENDING_RULES.articles("26"))


def interest(principal: int, rate: Decimal | None, since: date, until: date, lpr: Decimal, made: date) -> Worked[int]:
    """Return the interest protected for the days after `since`: at the agreed rate, at most the ceiling (25).

    Without an agreed rate there is none (24; 民法典 680). `made` is the day of the contract: for one made before 2020-08-20
    the time up to 2020-08-19 follows the earlier rule (31), which is not in the result.
    """
    basis = LENDING_RULES.articles("24", "25", "31") + CIVIL_CODE.articles("680")
    applied, cautions = _protected(rate, lpr, made)
    days = days_between(since, until)
    amount = half_up(principal * exact(applied) * days / _YEAR_DAYS)
    line = money_line("利息", amount, f"{grouped(principal)} × {percent(applied)} × {days} ÷ {_YEAR_DAYS}")
    return Worked(amount, (_rate_line(applied, lpr), line), basis, cautions)


def overdue_rate(
    agreed_overdue: Decimal | None, agreed: Decimal | None, lpr: Decimal, lpr_at_default: Decimal
) -> Worked[Decimal]:
    """Return the yearly rate after the last day to pay (28): as agreed, else as within the term, else the LPR at default.

    `lpr` is that of the contract day and gives the ceiling.
    """
    rate = next((rate for rate in (agreed_overdue, agreed) if rate is not None), lpr_at_default)
    applied = min(rate, ceiling(lpr))
    cautions = (Caution.ABOVE_CEILING,) if rate > applied else ()
    return Worked(applied, (_rate_line(applied, lpr),), LENDING_RULES.articles("28"), cautions)


def all_together(principal: int, overdue_interest: int, penalty: int, other: int, days: int, lpr: Decimal) -> Worked[int]:
    """Return how much of overdue interest, penalty and other charges together is protected: up to the ceiling (29)."""
    asked = overdue_interest + penalty + other
    most = half_up(principal * exact(ceiling(lpr)) * days / _YEAR_DAYS)
    amount = min(asked, most)
    lines = (
        money_line("主张合计", asked, f"{grouped(overdue_interest)} + {grouped(penalty)} + {grouped(other)}"),
        money_line("上限", most, f"{grouped(principal)} × {percent(ceiling(lpr))} × {days} ÷ {_YEAR_DAYS}"),
        money_line("受保护的合计", amount),
    )
    return Worked(amount, lines, LENDING_RULES.articles("29"), (Caution.ABOVE_CEILING,) if asked > most else ())


def balance(
    principal: int, rate: Decimal | None, lent_on: date, payments: Sequence[Payment], until: date, lpr: Decimal
) -> Worked[Balance]:
    """Return what is owed on a day after part payments: each pays costs first, then interest, then principal (民法典 561)."""
    applied, cautions = _protected(rate, lpr, lent_on)
    left, owed, at, overpaid = principal, Fraction(0), lent_on, 0
    lines = [_rate_line(applied, lpr)]
    for payment in sorted((p for p in payments if p.on <= until), key=lambda p: p.on):
        owed += left * exact(applied) * days_between(at, payment.on) / _YEAR_DAYS
        at = max(at, payment.on)
        money = payment.amount - payment.costs
        to_interest = min(money, half_up(owed))
        owed = max(owed - to_interest, Fraction(0))
        to_principal = min(money - to_interest, left)
        left -= to_principal
        overpaid += money - to_interest - to_principal
        how = f"{grouped(payment.costs)} + {grouped(to_interest)} + {grouped(to_principal)}"
        lines.append(Line(payment.on.isoformat(), how, payment.amount))
    owed += left * exact(applied) * days_between(at, until) / _YEAR_DAYS
    found = Balance(left, half_up(owed), overpaid)
    lines += [money_line("尚欠本金", found.principal), money_line("尚欠利息", found.interest)]
    return Worked(found, tuple(lines), CIVIL_CODE.articles("561") + LENDING_RULES.articles("25", "26"), cautions)


def _protected(rate: Decimal | None, lpr: Decimal, made: date) -> tuple[Decimal, tuple[Caution, ...]]:
    agreed = Decimal(0) if rate is None else rate
    applied = min(agreed, ceiling(lpr))
    above = (Caution.ABOVE_CEILING,) if agreed > applied else ()
    return applied, (*above, *((Caution.BEFORE_LPR_RULE,) if made < LPR_RULE_SINCE else ()))


def _rate_line(applied: Decimal, lpr: Decimal) -> Line:
    return Line("适用年利率", f"{percent(applied)} ≤ {percent(lpr)} × {_CEILING_TIMES} = {percent(ceiling(lpr))}")
