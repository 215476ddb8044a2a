"""Economic compensation (经济补偿 N), damages for an unlawful ending (赔偿金 2N), the wage instead of notice (代通知金 +1).

劳动合同法 40, 46, 47, 48, 87, 97; 实施条例 20, 25, 27.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.sdk import N_, Calculator, Day, Given, Line, Money, Worked
from portal.sdk import law_labour_contract as law

from .. import bases

CONTRACT_LAW_IN_FORCE = date(2008, 1, 1)
CAPPED = N_("月工资高于当地平均工资三倍的，按三倍计算，最多支付十二个月")
BEFORE_2008 = N_("劳动合同法施行（2008年1月1日）以前的年限，按当时的规定另行计算，不在本结果内")
NOT_BOTH = N_("支付赔偿金的，不再支付经济补偿；年限自用工之日起计算")
ONLY_ARTICLE_40 = N_("代通知金只用于单位依照第四十条解除而没有提前三十日书面通知的情形")

HIRED = Day("hired_on", "入职日期", required=True)
ENDED = Day("ended_on", "解除、终止日期", required=True, hint="最后一个工作日")
AVERAGE = Money(
    "average_wage",
    "前12个月平均工资",
    required=True,
    least=1,
    hint="应得工资，含奖金、津贴和补贴；不满12个月的按实际月数平均",
)
LOCAL_AVERAGE = Money(
    "local_average_wage", "本地区上年度职工月平均工资", hint="所在设区的市公布的数；月工资明显不到其三倍的，可以不填"
)
MINIMUM = Money("minimum_wage", "当地月最低工资标准", hint="平均工资明显高于最低工资的，可以不填")
LAST_MONTH = Money("last_month_wage", "上一个月工资", required=True, least=1)


def _wage(inputs: Any) -> law.Wage:
    return law.Wage(inputs.average_wage, inputs.get("local_average_wage"), inputs.get("minimum_wage"))


def _notes(inputs: Any) -> tuple[Line, ...]:
    local = inputs.get("local_average_wage")
    capped = (Line(CAPPED, ""),) if local is not None and inputs.average_wage > 3 * local else ()
    return (*capped, *((Line(BEFORE_2008, ""),) if inputs.hired_on < CONTRACT_LAW_IN_FORCE else ()))


def _work_compensation(inputs: Any) -> Worked:
    owed = law.economic_compensation(inputs.hired_on, inputs.ended_on, _wage(inputs))
    return Worked(owed.value, (*owed.lines, *_notes(inputs)))


def _work_with_notice(inputs: Any) -> Worked:
    owed = law.with_notice_pay(inputs.hired_on, inputs.ended_on, _wage(inputs), inputs.last_month_wage)
    return Worked(owed.value, (*owed.lines, *_notes(inputs), Line(ONLY_ARTICLE_40, "")))


def _work_unlawful(inputs: Any) -> Worked:
    owed = law.unlawful_ending(inputs.hired_on, inputs.ended_on, _wage(inputs))
    return Worked(owed.value, (*owed.lines, *_notes(inputs)[:1], Line(NOT_BOTH, "")))


_INPUTS = (HIRED, ENDED, AVERAGE, LOCAL_AVERAGE, MINIMUM)
_BASIS = (bases.COMPENSATION_DUE, bases.COMPENSATION, bases.OLD_CONTRACTS, bases.MONTHLY_WAGE)

# 劳动合同法 47: the average wage of the year before the ending; the parameter's version of that day counts.
_GIVEN = (
    Given("local_average_wage", "average_monthly_wage", on="ended_on"),
    Given("minimum_wage", "minimum_wage", on="ended_on"),
)

COMPENSATION = Calculator("compensation", "经济补偿（N）", _INPUTS, _work_compensation, _BASIS, _GIVEN)
WITH_NOTICE = Calculator(
    "with_notice",
    "经济补偿加代通知金（N＋1）",
    (*_INPUTS, LAST_MONTH),
    _work_with_notice,
    (bases.NOTICE_OR_WAGE, *_BASIS, bases.LAST_MONTH),
    _GIVEN,
)
UNLAWFUL = Calculator(
    "unlawful",
    "违法解除、终止赔偿金（2N）",
    _INPUTS,
    _work_unlawful,
    (bases.UNLAWFUL, bases.COMPENSATION, bases.NOT_BOTH, bases.MONTHLY_WAGE),
    _GIVEN,
)
