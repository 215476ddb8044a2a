"""Reads amounts and rates in the text of an agreement: interest by the day, month or year, penalties, figures beside capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from portal.engine.money import NotMoney, capitals, parse_yuan

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十]+(?:点[零〇一二三四五六七八九]+)?)"
_DAY = r"每日|每天|每一日|按日|逐日|日利率|日息"
_MONTH = r"每月|每个月|按月|月利率|月息"
_YEAR = r"每年|按年|年利率|年息|年化(?:利率)?"
_RATE = re.compile(
    rf"(?:(?P<day>{_DAY})|(?P<month>{_MONTH})|(?P<year>{_YEAR}))[^。；;，,]{{0,24}}?"
    rf"(?:(?P<part>百分之|千分之|万分之)(?P<parts>{_NUMBER})|(?P<number>{_NUMBER})(?P<unit>[%％‰]|分(?P<tail>[一二三四五六七八九半])?|厘)(?!之))"
)
_DAILY_PART = re.compile(rf"日(?P<part>万分之|千分之)(?P<parts>{_NUMBER})")
_TIMES = re.compile(rf"(?:LPR|贷款市场报价利率)[^。；;，,]{{0,8}}?(?P<times>{_NUMBER})倍", re.IGNORECASE)
_BEARS = re.compile(r"利息|利率|月息|年息|日息|违约金|滞纳金|罚息|逾期|迟延|占用费")
_PENALTY = re.compile(r"(?:违约金|滞纳金|罚金|罚款)[^。；;，,]{0,8}?(?P<yuan>\d[\d,，]*(?:\.\d+)?万?)元")
_PENALTY_SHARE = re.compile(
    rf"(?:违约金|加付|另付|加收|多付)[^。；;，,]{{0,16}}?(?:百分之(?P<hundredths>{_NUMBER})|(?P<percent>{_NUMBER})[%％]|(?P<tenths>{_NUMBER})成)"
)
_CAPITALS = re.compile(
    r"(?P<yuan>\d[\d,，]*(?:\.\d+)?万?)元?[（(]?(?:人民币|大写|[：:])*"
    r"(?P<capitals>[壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆][零壹贰叁肆伍陆柒捌玖角分]*[整正]?)"
)
_TOTAL = re.compile(r"(?:共计|合计|总计|总额|总共)(?:人民币|为|[：:])*(?P<yuan>\d[\d,，]*(?:\.\d+)?万?)元")
_PARTS = {"百分之": 100, "千分之": 1000, "万分之": 10000}
_YEAR_OF = {"day": 365, "month": 12, "year": 1}


def yearly_rates(text: str, lpr: Decimal | None) -> Iterator[Decimal]:
    """Yield every rate of interest or penalty in per cent a year; several times the LPR count only where the LPR is known."""
    for sentence in re.split("[。；;]", text):
        if not _BEARS.search(sentence):
            continue
        for found in _RATE.finditer(sentence):
            per = next(key for key in _YEAR_OF if found[key])
            yield _per_cent(found, per) * _YEAR_OF[per]
        for found in _DAILY_PART.finditer(sentence):
            yield number(found["parts"]) * 100 / _PARTS[found["part"]] * 365
        if lpr is not None:
            yield from (number(found["times"]) * lpr for found in _TIMES.finditer(sentence))


def penalties(text: str, amount: int) -> Iterator[Decimal]:
    """Yield every lump penalty in per cent of the amount (fen) it secures."""
    for found in _PENALTY.finditer(text):
        fen = _fen(found["yuan"])
        if fen is not None and amount:
            yield Decimal(fen) * 100 / amount
    for found in _PENALTY_SHARE.finditer(text):
        if found["tenths"]:
            yield number(found["tenths"]) * 10
        elif not re.search(f"{_DAY}|{_MONTH}|{_YEAR}|日", text[max(found.start() - 8, 0) : found.end()]):
            yield number(found["hundredths"] or found["percent"])


def capitals_differ(text: str) -> bool:
    """Say whether an amount in figures stands beside capitals that say another one (圆 as 元, 正 as 整, 零 as one likes)."""
    for found in _CAPITALS.finditer(text):
        fen = _fen(found["yuan"])
        if fen is not None and _plain(capitals(fen)) != _plain(found["capitals"]):
            return True
    return False


def totals(text: str) -> Iterator[int]:
    """Yield every total the text names, in fen."""
    yield from (fen for found in _TOTAL.finditer(text) if (fen := _fen(found["yuan"])) is not None)


def number(text: str) -> Decimal:
    """Return a number in figures or in small Chinese numerals: `0.5`, `二十四`, `一点五`."""
    if text[0].isascii():
        return Decimal(text)
    whole, _point, part = text.partition("点")
    tens, ten, ones = whole.rpartition("十")
    value = _digits(ones) + (_digits(tens) if tens else 1) * 10 if ten else _digits(whole)
    return Decimal(value) + (Decimal(_digits(part)) / 10 ** len(part) if part else 0)


def _digits(text: str) -> int:
    return int("".join(str(_DIGITS[digit]) for digit in text if digit in _DIGITS) or "0")


def _per_cent(found: re.Match[str], per: str) -> Decimal:
    """Return the rate of one period in per cent; 月息一分 is one per cent a month, 年息一分 ten per cent a year."""
    if found["part"]:
        return number(found["parts"]) * 100 / _PARTS[found["part"]]
    value = number(found["number"])
    match found["unit"][0]:
        case "‰":
            return value / 10
        case "分":
            value += _tenths(found["tail"])
            return value * 10 if per == "year" else value
        case "厘":
            return value if per == "year" else value / 10
    return value


def _tenths(tail: str | None) -> Decimal:
    """Return what follows 「一分」 in 「一分五」 or 「一分半」."""
    if not tail:
        return Decimal(0)
    return Decimal(5 if tail == "半" else _DIGITS[tail]) / 10


def _fen(text: str) -> int | None:
    try:
        return parse_yuan(text.replace("，", ","))
    except NotMoney:
        return None


def _plain(text: str) -> str:
    plain = text.replace("圆", "元").replace("零", "").rstrip("整正")
    return f"壹{plain}" if plain.startswith("拾") else plain
