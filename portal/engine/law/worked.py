"""What a formula of law gives: the result, each step as one would write it on paper, the articles, and what to beware of.

The result is for the talk at the table (仅供调解参考，不作为裁判依据). Money is fen, a rate a decimal (0.12 is 12 %), a day a
`date`. Everything that varies by place or year (wages, interest rates, limits) is an argument. Amounts are exact until the
end of a line and rounded there, half a fen up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from portal.declare import calculators
from portal.declare.calculators import Line
from portal.declare.clocks import Basis
from portal.engine.money import grouped

T_co = TypeVar("T_co", covariant=True)


class Caution(StrEnum):
    """What the reader must weigh before relying on a result; the sentence is made where it is shown."""

    UPPER_BOUND = "upper_bound"  # 法律规定的是上限
    AT_LEAST = "at_least"  # 法律规定的是下限
    LABEL_FLAW = "label_flaw"  # 标签瑕疵不影响安全、不误导的除外
    NOT_FOR_DECEIT = "not_for_deceit"  # 骗取赔偿的不适用
    SELLER_MUST_KNOW = "seller_must_know"  # 经营者须明知
    REASONABLE_NEED = "reasonable_need"  # 知假买假的以合理生活消费需要为限
    GOODS_EXCLUDED = "goods_excluded"  # 定作、鲜活易腐、拆封数字商品、报刊等除外
    SERVICE_BEFORE_2008 = "service_before_2008"  # 2008年以前的年限按当时规定
    WAGE_CAPPED = "wage_capped"  # 三倍平均工资封顶，最多十二年
    WAGE_RAISED_TO_MINIMUM = "wage_raised_to_minimum"
    MONTH_IN_PART = "month_in_part"  # 不足整月的按自然日折算
    LIMITATION_MONTH_BY_MONTH = "limitation_month_by_month"  # 仲裁时效一般逐月计算
    ONLY_AFTER_ORDER = "only_after_order"  # 劳动行政部门责令后逾期不付才加付
    NO_DAY_OFF_GIVEN = "no_day_off_given"  # 休息日加班以不能安排补休为前提
    OTHER_WORKING_TIME_SYSTEM = "other_working_time_system"  # 综合计算、不定时工时制另有规定
    WORKER_DECLINED_IN_WRITING = "worker_declined_in_writing"  # 本人书面提出不休的不加付
    LEAVE_LOST = "leave_lost"  # 寒暑假、事假、病假达到条例第四条的不享受
    CONTRIBUTION_WAGE = "contribution_wage"  # 本人工资按缴费工资计算
    PROVINCIAL_TABLE = "provincial_table"  # 另有省级标准的一次性补助金
    SPECIAL_CIRCUMSTANCES = "special_circumstances"  # 有特殊情况可以适当提高或者降低
    ABOVE_CEILING = "above_ceiling"  # 超过合同成立时一年期LPR四倍
    ABOVE_FOUR_TIMES_LPR = "above_four_times_lpr"  # 年化高于一年期LPR四倍，仅供参照
    BEFORE_LPR_RULE = "before_lpr_rule"  # 2020-08-20以前成立的借贷分段适用
    REQUEST_PAYMENT_FIRST = "request_payment_first"  # 先催告，合理期限届满再起诉
    PENALTY_HIGH = "penalty_high"  # 超过损失的百分之三十，一般可以认定过分高于损失
    INSTALMENTS_OF_ONE_DEBT = "instalments_of_one_debt"  # 同一债务分期的自最后一期起算
    AFTER_THE_END = "after_the_end"  # 期间届满后的事由不再中断
    COURT_DOES_NOT_ASK = "court_does_not_ask"  # 法院不主动适用时效
    INCOME_UNCHANGED = "income_unchanged"  # 实际收入没有减少等可以作相应调整
    HIGHER_HOME_STANDARD = "higher_home_standard"  # 住所地标准更高的可以按住所地
    POLICY_DECIDES = "policy_decides"  # 商业险按合同约定
    DEFINED_BY_CLAUSE = "defined_by_clause"  # 各分项限额包含的项目以保险条款为准
    BETTER_TERMS_AGREED = "better_terms_agreed"  # 对消费者更有利的约定优先
    SHARE_BY_FAULT = "share_by_fault"  # 比例按过错，机动车与行人、非机动车之间另有规定
    FIRST_TRADER_ONLY_ONCE = "first_trader_only_once"  # 此前获得过相同商品或者服务的除外


@dataclass(frozen=True)
class Worked(Generic[T_co]):
    """A result with its steps, the articles it stands on, and what to beware of."""

    value: T_co
    lines: tuple[Line, ...]
    basis: tuple[Basis, ...]
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True)
class Statute:
    """A law or rule by its short name, and since when the text used here is in force."""

    name: str
    since: date
    until: date | None = None
    verified: bool = True

    def articles(self, *numbers: str) -> tuple[Basis, ...]:
        """Return the articles as bases."""
        return tuple(Basis(self.name, number, self.since, self.until, self.verified) for number in numbers)


def shown(worked: Worked[int]) -> calculators.Worked:
    """Return an amount as a declared calculator gives it."""
    return calculators.Worked(worked.value, worked.lines, tuple(c.value for c in worked.cautions))


def half_up(amount: Fraction) -> int:
    """Return the amount in whole fen, half a fen rounded up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def exact(number: Decimal | int) -> Fraction:
    """Return the number as a fraction, so that nothing is lost before the end of the line."""
    return Fraction(number)


def percent(rate: Decimal | Fraction) -> str:
    """Return a rate as people write it: `12%`, `0.05%`."""
    scaled = Fraction(rate) * 100
    text = f"{Decimal(scaled.numerator) / Decimal(scaled.denominator):.6f}".rstrip("0").rstrip(".")
    return f"{text}%"


def days_between(start: date, end: date) -> int:
    """Return the days after `start` up to and including `end` (民法典 201); none when it lies before."""
    return max((end - start).days, 0)


def money_line(what: str, amount: int, how: str = "") -> Line:
    """Return a line that ends in an amount; without `how` the amount itself is the whole line."""
    return Line(what, how or grouped(amount), amount)


def at_least_line(what: str, amount: int, least: int, how: str) -> Line:
    """Return a line whose amount is raised to the least one where it falls short; the line says so."""
    return Line(what, how, amount) if amount >= least else Line(what, f"{how} = {grouped(amount)} < {grouped(least)}", least)


def total_line(what: str, lines: Iterable[Line]) -> Line:
    """Return the sum of the amounts of the lines."""
    parts = [line.amount for line in lines if line.amount is not None]
    return Line(what, " + ".join(grouped(part) for part in parts), sum(parts))
