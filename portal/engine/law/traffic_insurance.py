"""Who pays after a traffic accident, in order: 民法典 1213, 道路交通安全法 76, 交强险条例 21, 23.

First the compulsory insurance within its three limits, then the commercial insurance for its insured's share, then whoever
did the harm. The limits are set by the regulators and change: they are arguments.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal

from portal.declare.calculators import Line
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.worked import Caution, Statute, Worked, exact, half_up, money_line, percent
from portal.engine.money import grouped

TRAFFIC_LAW = Statute("道路交通安全法", date(2021, 4, 29))
COMPULSORY_INSURANCE = Statute("机动车交通事故责任强制保险条例", date(2019, 3, 2))


@dataclass(frozen=True, slots=True)
class Groups:
    """Amounts in fen by the three groups of the compulsory insurance: death and disability, medical costs, property."""

    death_disability: int
    medical: int
    goods: int

    def __post_init__(self) -> None:
        if min(astuple(self)) < 0:
            raise ValueError("no amount is negative")


@dataclass(frozen=True, slots=True)
class Paid:
    """Who pays how much, in fen; `own` stays with the victim."""

    compulsory: int
    commercial: int
    tortfeasor: int
    own: int


def payment_order(loss: Groups, limits: Groups, share: Decimal, commercial_limit: int) -> Worked[Paid]:
    """Return who pays what of the loss.

    `limits` are those of the compulsory insurance (those without fault where the driver bears none), `share` is the part
    of the rest that this driver bears, `commercial_limit` the sum insured beyond. Raises `ValueError` for a share outside
    of 0–1.
    """
    if not 0 <= share <= 1 or commercial_limit < 0:
        raise ValueError("a share lies between 0 and 1")
    within = [min(part, limit) for part, limit in zip(astuple(loss), astuple(limits), strict=True)]
    whole, compulsory = sum(astuple(loss)), sum(within)
    rest = whole - compulsory
    borne = half_up(rest * exact(share))
    commercial = min(borne, commercial_limit)
    paid = Paid(compulsory, commercial, borne - commercial, rest - borne)
    lines: list[Line] = [
        money_line(what, got, f"min({grouped(part)}, {grouped(limit)})")
        for what, got, part, limit in zip(
            ("死亡伤残", "医疗费用", "财产损失"), within, astuple(loss), astuple(limits), strict=True
        )
    ]
    lines += [
        money_line("交强险", compulsory, " + ".join(grouped(part) for part in within)),
        money_line("不足部分", rest, f"{grouped(whole)} − {grouped(compulsory)}"),
        money_line("按责任比例", borne, f"{grouped(rest)} × {percent(share)}"),
        money_line("商业三者险", commercial, f"min({grouped(borne)}, {grouped(commercial_limit)})"),
        money_line("侵权人", paid.tortfeasor, f"{grouped(borne)} − {grouped(commercial)}"),
        money_line("自行承担", paid.own, f"{grouped(rest)} − {grouped(borne)}"),
    ]
    basis = CIVIL_CODE.articles("1213") + TRAFFIC_LAW.articles("76") + COMPULSORY_INSURANCE.articles("21", "23")
    cautions = (Caution.DEFINED_BY_CLAUSE, Caution.POLICY_DECIDES, Caution.SHARE_BY_FAULT)
    return Worked(paid, tuple(lines), basis, cautions)
