"""Money between people and the store: fen (whole numbers) inside, yuan as text at every edge."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

LARGEST_FEN = 99_999_999_999_999
"""The largest amount the portal takes: just under one 万亿 yuan, safe as a number in every browser."""

_AMOUNT = re.compile(r"(?P<minus>-?)(?P<whole>\d+|\d{1,3}(?:,\d{3})+)?(?:\.(?P<part>\d+))?(?P<scale>万|亿)?")
_SCALE = {None: Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_CURRENCY = re.compile(r"^(?:人民币|rmb|cny)?[¥￥]?|(?:元整|元|圆|块)$", re.IGNORECASE)

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


class MoneyProblem(StrEnum):
    """Why a text or a number is no amount."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    GROUPING = "grouping"  # 「1,2万」: a comma that does not part thousands
    NEGATIVE = "negative"
    TOO_PRECISE = "too_precise"  # less than one fen
    TOO_LARGE = "too_large"


class NotMoney(ValueError):
    """The text is no amount of money; `code` says why. It never repeats the text."""

    def __init__(self, code: MoneyProblem) -> None:
        super().__init__(code.value)
        self.code = code


def parse_yuan(text: str) -> int:
    """Return the fen of an amount in yuan as people type it: `12000`, `12,000.5`, `1.2万`, `１２０００元`, `¥12,000`.

    Commas must part thousands, so that a slip like 「1,2万」 is asked about instead of becoming 120,000.
    Raises `NotMoney`.
    """
    plain = _CURRENCY.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if not plain:
        raise NotMoney(MoneyProblem.EMPTY)
    found = _AMOUNT.fullmatch(plain)
    if found is None or (found["whole"] is None and found["part"] is None):
        grouped = _AMOUNT.fullmatch(plain.replace(",", ""))
        raise NotMoney(MoneyProblem.GROUPING if "," in plain and grouped else MoneyProblem.NOT_A_NUMBER)
    if found["minus"]:
        raise NotMoney(MoneyProblem.NEGATIVE)
    whole, part = (found["whole"] or "0").replace(",", ""), found["part"] or ""
    if len(whole.lstrip("0")) > 14:
        raise NotMoney(MoneyProblem.TOO_LARGE)
    if len(part.rstrip("0")) > 10:
        raise NotMoney(MoneyProblem.TOO_PRECISE)
    fen = Decimal(f"{whole}.{part or 0}") * _SCALE[found["scale"]] * 100
    if fen != int(fen):
        raise NotMoney(MoneyProblem.TOO_PRECISE)
    if fen > LARGEST_FEN:
        raise NotMoney(MoneyProblem.TOO_LARGE)
    return int(fen)


def yuan(fen: int) -> str:
    """Return the amount as the API and the spreadsheets write it: `12000.00`."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{part:02d}"


def grouped(fen: int) -> str:
    """Return the amount as pages show it: `12,000.00`."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{part:02d}"


def capitals(fen: int) -> str:
    """Return the amount in financial capitals: `壹万贰仟元整`.

    One 零 stands for any run of zeros inside, none where a full 仟 follows a round 万 (both forms are allowed; this is
    the shorter). 整 closes an amount that ends with 元 or 角, so that nothing can be added. Raises `NotMoney` for a
    negative amount or one above `LARGEST_FEN`.
    """
    if fen < 0:
        raise NotMoney(MoneyProblem.NEGATIVE)
    if fen > LARGEST_FEN:
        raise NotMoney(MoneyProblem.TOO_LARGE)
    whole, part = divmod(fen, 100)
    jiao, odd = divmod(part, 10)
    text = f"{_whole(whole)}元" if whole or not part else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif odd and whole:
        text += "零"
    return text + (f"{_DIGITS[odd]}分" if odd else "整")


def _whole(number: int) -> str:
    """Return a whole number of yuan, by sections of four digits."""
    for unit, name in ((100_000_000, "亿"), (10_000, "万")):
        if number >= unit:
            upper, lower = divmod(number, unit)
            gap = "零" if lower and lower < unit // 10 else ""
            return _whole(upper) + name + gap + (_whole(lower) if lower else "")
    return _section(number)


def _section(number: int) -> str:
    """Return a number below ten thousand."""
    digits = str(number)
    text = "".join(
        _DIGITS[int(digit)] + (_PLACES[place] if digit != "0" else "")
        for digit, place in zip(digits, range(len(digits) - 1, -1, -1), strict=True)
    )
    return re.sub("零+", "零", text).rstrip("零") or "零"
