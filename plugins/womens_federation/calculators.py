"""What can be worked out with a pencil in a family matter. For the talk at the table, never a judgment.

The law gives ranges and factors, not results: child support is a share of income the parents agree on
(婚姻家庭编解释（一） 49), care of parents is shared as the children agree (民法典 1067), and what goes back of a bride price is
weighed (涉彩礼纠纷规定 5, 6). Each calculator says so in its lines.
"""

from __future__ import annotations

from typing import Any

from portal.sdk import N_, Calculator, Choice, Line, Money, Whole, Worked, YesNo, law_maintenance

from .articles import bride_price_rules, civil_code, family_interpretation_1
from .family_fields import INCOME_KINDS
from .family_money_fields import BRIDE_STAGES


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def _share(fen: int, percent: int) -> int:
    """Return so many per cent, half a fen and more rounded up."""
    return (fen * percent + 50) // 100


def _divide(fen: int, by: int) -> int:
    """Return one equal part, half a fen and more rounded up."""
    return (2 * fen + by) // (2 * by)


def child_support(d: Any) -> Worked:
    """Work out monthly child support by the share of income chosen; the range of the interpretation stands beside it."""
    fixed = d.payer_income_kind == "fixed"
    monthly = d.payer_income if fixed else _divide(d.payer_income, 12)
    usual = law_maintenance.child_support(monthly, d.children_supported)
    total = _share(monthly, d.support_percent)
    lines = [
        Line(N_("月总收入"), _yuan(monthly) if fixed else f"{_yuan(d.payer_income)} ÷ 12 = {_yuan(monthly)}", monthly),
        *usual.lines,
        Line(N_("按协商的比例，每月抚养费"), f"{_yuan(monthly)} × {d.support_percent}%", total),
    ]
    if d.children_supported > 1:
        each = _divide(total, d.children_supported)
        lines.append(Line(N_("平均每个子女每月"), f"{_yuan(total)} ÷ {d.children_supported}", each))
    least, most = usual.value.least, usual.value.most
    if not least <= total <= most:
        lines.append(Line(N_("不在一般范围内，请写明有什么特殊情况"), f"{_yuan(least)}–{_yuan(most)}"))
    lines.append(Line(N_("抚养费一般给付到子女十八周岁；还要看子女的实际需要和当地的生活水平"), "18"))
    return Worked(total, tuple(lines))


def elder_support(d: Any) -> Worked:
    """Work out what the children of a parent bear together each month, and one equal part."""
    gap = max(0, d.elder_need - d.elder_income)
    part = _divide(gap, d.supporters)
    return Worked(
        gap,
        (
            Line(N_("老人每月所需"), _yuan(d.elder_need), d.elder_need),
            Line(N_("减去老人自己的收入"), _yuan(d.elder_income), d.elder_income),
            Line(N_("由子女共同负担，每月"), f"{_yuan(d.elder_need)} − {_yuan(d.elder_income)}", gap),
            Line(N_("平均每名子女每月"), f"{_yuan(gap)} ÷ {d.supporters}", part),
            Line(N_("可以按各人的条件多少不等地约定；出力照料的，可以折抵"), ""),
        ),
    )


def bride_price(d: Any) -> Worked:
    """Lay out the factors for returning a bride price and the sum they are weighed on.

    The sum is 0 where the rules generally refuse a return; the amount that may be talked about as an exception stands in a
    line of its own. Taking off what was spent and what the dowry was worth is our reading of 「彩礼实际使用及嫁妆情况」.
    """
    left = max(0, d.bride_price - d.bride_spent - d.bride_dowry)
    lines = [Line(N_("彩礼金额"), _yuan(d.bride_price), d.bride_price)]
    if d.bride_stage in ("neither", "registered_only"):
        total = d.bride_price
        reason = (
            N_("没有办理结婚登记的，一般应当返还")
            if d.bride_stage == "neither"
            else N_("登记后确未共同生活的，离婚时一般应当返还")
        )
        lines.append(Line(reason, _yuan(total), total))
    elif d.bride_stage == "lived_only":
        total = left
        lines += _left(d, left)
        lines.append(Line(N_("没有登记但已共同生活的，结合下列因素商定是否返还和返还多少"), _yuan(left), left))
    elif d.bride_hardship:
        total = left
        lines += _left(d, left)
        lines.append(Line(N_("婚前给付导致给付人生活困难的，离婚时应当返还"), _yuan(left), left))
    else:
        total = 0
        lines.append(Line(N_("已登记并且共同生活的，一般不予返还"), _yuan(0), 0))
        lines += _left(d, left)
        lines.append(Line(N_("共同生活时间较短而且彩礼数额过高的，可以在这个数内商定返还多少"), _yuan(left), left))
    if d.get("local_income"):
        times = d.bride_price * 10 // d.local_income
        lines.append(Line(N_("相当于当地居民人均可支配收入的倍数，供判断数额是否过高"), f"{times // 10}.{times % 10}"))
    lines.append(Line(N_("共同生活的月数"), str(d.bride_months)))
    lines.append(Line(N_("还要看孕育情况、双方过错和当地习俗；法律没有规定固定的比例"), ""))
    return Worked(total, tuple(lines))


def _left(d: Any, left: int) -> list[Line]:
    return [
        Line(N_("减去已经用于共同生活的"), _yuan(d.bride_spent), d.bride_spent),
        Line(N_("减去嫁妆折价"), _yuan(d.bride_dowry), d.bride_dowry),
        Line(N_("余额"), f"{_yuan(d.bride_price)} − {_yuan(d.bride_spent)} − {_yuan(d.bride_dowry)}", left),
    ]


CHILD_SUPPORT = Calculator(
    "child_support",
    "抚养费",
    inputs=(
        Choice("payer_income_kind", "给付方的收入", INCOME_KINDS, required=True),
        Money("payer_income", "收入金额", required=True, hint="固定收入填月总收入，没有固定收入填当年总收入或者同行业平均年收入"),
        Whole("children_supported", "负担几个子女", least=1, most=10, unit="个", required=True),
        Whole("support_percent", "协商的比例", least=1, most=100, unit="%", required=True),
    ),
    work=child_support,
    basis=(civil_code("1085"), family_interpretation_1("49"), family_interpretation_1("53")),
)
ELDER_SUPPORT = Calculator(
    "elder_support",
    "赡养费分摊",
    inputs=(
        Money("elder_need", "老人每月所需", required=True, hint="生活、看病、照料、住房加在一起"),
        Money("elder_income", "老人每月自己的收入", required=True, hint="养老金、补贴、土地收入；没有填 0"),
        Whole("supporters", "负担赡养的子女", least=1, most=20, unit="人", required=True),
    ),
    work=elder_support,
    basis=(civil_code("1067"),),
)
BRIDE_PRICE = Calculator(
    "bride_price",
    "彩礼返还因素表",
    inputs=(
        Money("bride_price", "彩礼金额", required=True, hint="节日生日的小额礼物、日常消费不算彩礼"),
        Choice("bride_stage", "登记和共同生活", BRIDE_STAGES, required=True),
        Whole("bride_months", "共同生活", most=1200, unit="个月", required=True),
        Money("bride_spent", "已经用于共同生活的", required=True),
        Money("bride_dowry", "嫁妆折价", required=True),
        YesNo("bride_hardship", "婚前给付是否导致给付人生活困难", required=True),
        Money("local_income", "当地居民人均可支配收入（年）", hint="填统计部门公布的上一年度数"),
    ),
    work=bride_price,
    basis=(family_interpretation_1("5"), bride_price_rules("3"), bride_price_rules("5"), bride_price_rules("6")),
)
FAMILY_CALCULATORS = (CHILD_SUPPORT, ELDER_SUPPORT, BRIDE_PRICE)
