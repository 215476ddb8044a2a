"""Reads what people type into declared fields, and writes values back for storage and for the edge."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.declare.fields import (
    Choice,
    Choices,
    CreditCode,
    Day,
    Field,
    IdNumber,
    LongText,
    Money,
    Number,
    Phone,
    Plate,
    Text,
    Whole,
    YesNo,
)
from portal.engine import identifiers
from portal.engine.days import NotADay, Prefer, read_day
from portal.engine.masking import id_number_mask, phone_mask
from portal.engine.money import NotMoney, grouped, parse_yuan, yuan
from portal.engine.numbers_in_text import ID_NUMBER, has_id_number
from portal.engine.text import BadText, clean
from portal.errors import Parameter, Problem

_YES = {"true", "yes", "1", "是", "有", "on"}
_NO = {"false", "no", "0", "否", "无"}
MASK = "…"


class FieldProblem(ValueError):
    """The value cannot be read as this kind of field."""

    def __init__(self, code: str, **params: Parameter) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_field(field: Field, raw: object, today: date) -> Any:
    """Return the typed value, or `None` when nothing was entered.

    Money gives integer fen, a day a `date`, a number a `Decimal`, a multiple choice a tuple of option keys.

    Raises:
        FieldProblem: the value cannot be taken; its code and parameters say why.
    """
    if raw is None or raw == "" or raw == []:
        return None
    if isinstance(raw, dict):
        raise FieldProblem("masked" if "masked" in raw else "wrong_kind")
    if field.is_secret and isinstance(raw, str) and _is_mask(field, raw):
        raise FieldProblem("masked")
    for kind, reader in _READERS:
        if isinstance(field, kind):
            return reader(field, raw, today)
    raise FieldProblem("wrong_kind")


def read_fields(fields: tuple[Field, ...], raw: object, today: date, at: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the typed values of a group of fields and every problem, each at `<at>.<key>`."""
    prefix = f"{at}." if at else ""
    if not isinstance(raw, Mapping):
        return {}, [Problem(at, "wrong_kind")]
    values: dict[str, Any] = {}
    problems = [Problem(prefix + str(key)[:60], "unknown_field") for key in raw if key not in {f.key for f in fields}]
    for field in fields:
        try:
            values[field.key] = read_field(field, raw.get(field.key), today)
        except FieldProblem as problem:
            values[field.key] = None
            problems.append(Problem(prefix + field.key, problem.code, problem.params))
    failed = {p.field for p in problems}
    for field in fields:
        path = prefix + field.key
        applies = field.when is None or field.when.holds(values)
        if not applies and values[field.key] is not None:
            problems.append(Problem(path, "not_applicable", {"other": _title(fields, field.when.field if field.when else "")}))
        if applies and field.required and not field.retired and values[field.key] is None and path not in failed:
            problems.append(Problem(path, "required", {"title": field.title}))
    return {k: v for k, v in values.items() if v is not None}, problems


def stored(field: Field, value: Any) -> Any:
    """Return the value as the JSON column keeps it (money as integer fen, day and number as text)."""
    if isinstance(value, (date, Decimal)):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def restored(field: Field, kept: Any) -> Any:
    """Return the typed value of what the JSON column kept; an encrypted field gives `None`."""
    if kept is None or isinstance(kept, dict):
        return None
    if isinstance(field, Day):
        return date.fromisoformat(kept)
    if isinstance(field, Number):
        return Decimal(kept)
    return tuple(kept) if isinstance(field, Choices) else kept


def at_the_edge(field: Field, kept: Any) -> Any:
    """Return what the API shows for what the JSON column kept: money as a yuan string, an encrypted field as its mask."""
    if isinstance(field, Money) and isinstance(kept, int):
        return yuan(kept)
    return kept


def spelled(field: Field, value: Any) -> str:
    """Return the value as papers and the trail write it; codes of choices become their labels."""
    if value is None:
        return ""
    if isinstance(field, Money):
        return grouped(value)
    if isinstance(field, Choice):
        labels = dict(field.pairs)
        chosen: tuple[str, ...] = tuple(value) if isinstance(value, (tuple, list)) else (value,)
        return "、".join(labels.get(key, key) for key in chosen)
    if isinstance(field, YesNo):
        return "是" if value else "否"
    unit = field.unit if isinstance(field, (Whole, Number)) else ""
    return f"{value}{unit}"


def mask(field: Field, value: Any) -> str:
    """Return what is shown instead of an encrypted value."""
    if isinstance(field, IdNumber):
        return id_number_mask(str(value), birth_shown=False)
    if isinstance(field, Phone):
        return phone_mask(str(value))
    return MASK


def _is_mask(field: Field, raw: str) -> bool:
    """Say whether this is what `mask` gave: no number has stars, no other text is one ellipsis."""
    return "*" in raw if isinstance(field, (IdNumber, Phone)) else raw.strip() == MASK


def _title(fields: tuple[Field, ...], key: str) -> str:
    return next((f.title for f in fields if f.key == key), key)


def _string(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal, date)):
        raise FieldProblem("wrong_kind")
    return str(raw)


def read_text(raw: object, longest: int, *, lines: bool) -> str | None:
    """Return cleaned text or `None`.

    Raises:
        FieldProblem: control characters, broken characters, or too long.
    """
    try:
        text = clean(_string(raw), longest)
    except BadText as bad:
        raise FieldProblem(f"text_{bad.code}", **bad.params) from None
    if not lines:
        text = re.sub(r"\s*\n\s*", " ", text)
    return text.strip() or None


def read_free_text(raw: object, longest: int, *, lines: bool) -> str | None:
    """Return cleaned text that is kept as it is.

    Raises:
        FieldProblem: as `read_text`, or an identity number stands in it, which has an encrypted field of its own.
    """
    text = read_text(raw, longest, lines=lines)
    if text and has_id_number(text):
        raise FieldProblem(ID_NUMBER)
    return text


def _text(field: Text, raw: object, today: date) -> str | None:
    text = (read_text if field.is_secret else read_free_text)(raw, field.longest, lines=False)
    if text and field.pattern and not re.fullmatch(field.pattern, text):
        raise FieldProblem("declared", message=field.wrong)
    return text


def _long_text(field: LongText, raw: object, today: date) -> str | None:
    return (read_text if field.is_secret else read_free_text)(raw, field.longest, lines=True)


def _whole(field: Whole, raw: object, today: date) -> int:
    text = (read_text(raw, 40, lines=False) or "").replace(",", "")
    if not re.fullmatch(r"-?\d{1,15}", text):
        raise FieldProblem("not_whole")
    value = int(text)
    if value < field.least:
        raise FieldProblem("too_small", least=field.least)
    if value > field.most:
        raise FieldProblem("too_large", most=field.most)
    return value


def _number(field: Number, raw: object, today: date) -> Decimal:
    text = (read_text(raw, 40, lines=False) or "").replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise FieldProblem("not_a_number") from None
    if not value.is_finite():
        raise FieldProblem("not_a_number")
    if value < Decimal(field.least):
        raise FieldProblem("too_small", least=field.least)
    if value > Decimal(field.most):
        raise FieldProblem("too_large", most=field.most)
    if value != round(value, field.places):
        raise FieldProblem("too_precise", places=field.places)
    return round(value, field.places)


def _money(field: Money, raw: object, today: date) -> int:
    try:
        fen = parse_yuan(read_text(raw, 40, lines=False) or "")
    except NotMoney as bad:
        raise FieldProblem(f"money_{bad.code}") from None
    if fen < field.least:
        raise FieldProblem("money_too_small", least=yuan(field.least))
    if fen > field.most:
        raise FieldProblem("money_too_large", most=yuan(field.most))
    return fen


def _day(field: Day, raw: object, today: date) -> date:
    try:
        day = read_day(read_text(raw, 40, lines=False) or "", today, Prefer.FUTURE if field.future else Prefer.PAST)
    except NotADay as bad:
        raise FieldProblem(f"day_{bad.code}") from None
    if day > today and not field.future:
        raise FieldProblem("day_in_future")
    return day


def _yes_no(field: YesNo, raw: object, today: date) -> bool:
    if isinstance(raw, bool):
        return raw
    text = _string(raw).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise FieldProblem("not_yes_or_no")


def _choices(field: Choices, raw: object, today: date) -> tuple[str, ...]:
    given = [raw] if isinstance(raw, str) else raw
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise FieldProblem("wrong_kind")
    keys = [key for key, _ in field.pairs]
    if any(item not in keys for item in given):
        raise FieldProblem("not_an_option")
    return tuple(key for key in keys if key in given)


def _choice(field: Choice, raw: object, today: date) -> str:
    if not isinstance(raw, str) or raw not in {key for key, _ in field.pairs}:
        raise FieldProblem("not_an_option")
    return raw


def _identifier(read: Callable[[str, date], str]) -> Callable[[Any, object, date], str]:
    def reader(field: Field, raw: object, today: date) -> str:
        try:
            return read(read_text(raw, 60, lines=False) or "", today)
        except identifiers.BadIdentifier as bad:
            raise FieldProblem(f"{field.kind}_{bad.code}", **bad.params) from None

    return reader


_READERS: tuple[tuple[type[Field], Callable[[Any, object, date], Any]], ...] = (
    (Text, _text),
    (LongText, _long_text),
    (Whole, _whole),
    (Number, _number),
    (Money, _money),
    (Day, _day),
    (YesNo, _yes_no),
    (Choices, _choices),
    (Choice, _choice),
    (CreditCode, _identifier(lambda text, today: identifiers.credit_code(text).text)),
    (IdNumber, _identifier(lambda text, today: identifiers.id_number(text, today).text)),
    (Phone, _identifier(lambda text, today: identifiers.phone(text))),
    (Plate, _identifier(lambda text, today: identifiers.plate(text))),
)
