"""The items of an injury or a death as calculators any sector may offer (人身损害赔偿解释 7–17, 民法典 1179).

The formulas stand in `personal_injury`; here are the questions people answer and which parameters of the province fill in
what they leave empty. Whose share of the sum is whose, and who insures it, differs by sector and is the sector's own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portal.declare.calculators import Calculator, Given, Line, Worked
from portal.declare.fields import Choice, Money, Number, Whole
from portal.engine.law import personal_injury as injury
from portal.engine.law.worked import shown, total_line

GRADES = (
    ("1", "一级"),
    ("2", "二级"),
    ("3", "三级"),
    ("4", "四级"),
    ("5", "五级"),
    ("6", "六级"),
    ("7", "七级"),
    ("8", "八级"),
    ("9", "九级"),
    ("10", "十级"),
)
DEATH_GRADE = ("death", "死亡")
MOST_DEPENDANTS = 4

_STANDARD = "留空的，按本省上一年度统计数据"
_YEARS = "按定残、死亡时的周岁"


def coefficient(grade: str, percent: Decimal | None = None) -> Decimal:
    """Return the coefficient as a decimal: of the grade, 1 for the first and a death, 0.1 for the tenth, or the one given."""
    if percent is not None:
        return percent / 100
    return Decimal(1) if grade == DEATH_GRADE[0] else (11 - Decimal(grade)) / 10


def _percent(key: str = "coefficient") -> Number:
    return Number(
        key,
        "赔偿系数",
        unit="%",
        least="1",
        most="100",
        places=2,
        hint="有多处伤残的，按鉴定意见填写；留空的，一级100%，每低一级减10%",
    )


def _disability(inputs: Any) -> Worked:
    return shown(injury.disability(inputs.income, inputs.age, coefficient(inputs.grade, inputs.get("coefficient"))))


def _death(inputs: Any) -> Worked:
    return shown(injury.death(inputs.income, inputs.age))


def _funeral(inputs: Any) -> Worked:
    return shown(injury.funeral(inputs.wage))


def _lost_income(inputs: Any) -> Worked:
    if inputs.income_kind == "fixed":
        return shown(injury.lost_income_by_month(inputs.lost, inputs.days))
    return shown(injury.lost_income_by_year(inputs.lost, inputs.days))


def _daily(inputs: Any) -> Worked:
    lines: list[Line] = []
    codes: list[str] = []
    for item, name, persons in (
        (injury.PerDay.CARE, "care", inputs.get("carers") or 1),
        (injury.PerDay.HOSPITAL_MEALS, "meals", 1),
        (injury.PerDay.NUTRITION, "nutrition", 1),
    ):
        days = inputs.get(f"{name}_days") or 0
        if days:
            worked = injury.per_day(item, getattr(inputs, f"{name}_rate"), days, persons)
            lines += worked.lines
            codes += [caution.value for caution in worked.cautions]
    total = total_line("合计", lines)
    return Worked(total.amount or 0, (*lines, total), tuple(dict.fromkeys(codes)))


def _dependants(inputs: Any) -> Worked:
    people = [
        injury.Dependant(age, inputs.get(f"supporters_{number}") or 1)
        for number in range(1, MOST_DEPENDANTS + 1)
        if (age := inputs.get(f"age_{number}")) is not None
    ]
    return shown(injury.dependants(inputs.consumption, people, coefficient(inputs.grade, inputs.get("coefficient"))))


def _maintained(number: int) -> tuple[Whole, Whole]:
    """Return the questions about one dependant; the first must be there."""
    return (
        Whole(f"age_{number}", f"被扶养人{number}的周岁", unit="岁", most=120, required=number == 1),
        Whole(
            f"supporters_{number}",
            f"被扶养人{number}共有几名扶养人",
            unit="人",
            least=1,
            most=20,
            hint="包括受害人；留空的，按一人",
        ),
    )


DISABILITY = Calculator(
    "disability",
    "残疾赔偿金",
    (
        Whole("age", "受害人周岁", unit="岁", most=120, required=True, hint=_YEARS),
        Choice("grade", "伤残等级", GRADES, required=True),
        _percent(),
        Money("income", "城镇居民人均可支配收入", required=True, hint=_STANDARD),
    ),
    _disability,
    injury.disability(1, 0, Decimal(1)).basis,
    (Given("income", "urban_income"),),
)
DEATH = Calculator(
    "death",
    "死亡赔偿金",
    (
        Whole("age", "受害人周岁", unit="岁", most=120, required=True, hint=_YEARS),
        Money("income", "城镇居民人均可支配收入", required=True, hint=_STANDARD),
    ),
    _death,
    injury.death(1, 0).basis,
    (Given("income", "urban_income"),),
)
FUNERAL = Calculator(
    "funeral",
    "丧葬费",
    (Money("wage", "职工年平均工资", required=True, hint=_STANDARD),),
    _funeral,
    injury.funeral(1).basis,
    (Given("wage", "provincial_average_wage"),),
)
LOST_INCOME = Calculator(
    "lost_income",
    "误工费",
    (
        Choice(
            "income_kind",
            "收入情况",
            (
                ("fixed", "有固定收入，填每月减少的收入"),
                ("average", "无固定收入，填最近三年的平均年收入"),
                ("trade", "不能证明收入，填相近行业上一年度年平均工资"),
            ),
            required=True,
        ),
        Money("lost", "收入", required=True),
        Whole(
            "days",
            "误工天数",
            unit="天",
            least=1,
            most=3650,
            required=True,
            hint="按医疗机构的证明；持续误工的，算到定残日前一天",
        ),
    ),
    _lost_income,
    injury.lost_income_by_month(1, 1).basis,
)
DAILY = Calculator(
    "daily",
    "护理费、伙食补助费、营养费",
    (
        Money("care_rate", "护理费每人每天", hint="有收入的按误工费；没有收入或者雇护工的，按当地护工报酬"),
        Whole("care_days", "护理天数", unit="天", most=7300),
        Whole("carers", "护理人数", unit="人", least=1, most=10, hint="一般为一人；有医疗机构、鉴定机构意见的除外"),
        Money("meals_rate", "住院伙食补助费每天", hint="参照当地国家机关一般工作人员的出差伙食补助"),
        Whole("meals_days", "住院天数", unit="天", most=3650),
        Money("nutrition_rate", "营养费每天", hint="参照医疗机构的意见"),
        Whole("nutrition_days", "营养天数", unit="天", most=3650),
    ),
    _daily,
    tuple(basis for item in injury.PerDay for basis in injury.per_day(item, 1, 1).basis),
)
DEPENDANTS = Calculator(
    "dependants",
    "被扶养人生活费",
    (
        Choice("grade", "伤残等级", (DEATH_GRADE, *GRADES), required=True),
        _percent(),
        *(question for number in range(1, MOST_DEPENDANTS + 1) for question in _maintained(number)),
        Money("consumption", "城镇居民人均消费支出", required=True, hint=_STANDARD),
    ),
    _dependants,
    injury.dependants(1, [injury.Dependant(1)]).basis,
    (Given("consumption", "urban_consumption"),),
)
ALL = (DISABILITY, DEATH, FUNERAL, LOST_INCOME, DAILY, DEPENDANTS)
