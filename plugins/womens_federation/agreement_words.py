"""What an agreement in a family matter must not say, found in its text.

An agreement may not close the road to the police, the court or the doctor, nor trade violence for forgiveness
(反家庭暴力法 13, 23, 33), dissolve a marriage by itself (民法典 1080), or end the tie between parents and children
(民法典 1067, 1084). Sentences that protect — 「不得阻止对方报警」「不得要求撤回报警」 — pass. It reads words, not meaning:
what it finds is told to the mediator, who words the term anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

_INSIDE = r"[^。；;！!？?，,：:]"  # anything within one clause
_ACROSS = r"[^。；;！!？?]"  # anything within one sentence
_NOT = r"(?:不得|不再|不能|不许|不准|不去|不可|不会|不要|不予|不向|保证不|承诺不|同意不|自愿不|永不|放弃|禁止)"
_CALL = r"(?:报警|报案|控告|检举|举报|投诉|求助|拨?打110|验伤|伤情鉴定|(?:人身安全)?保护令)"
_BACK = r"(?:撤回|撤销|撤掉|撤除|取消|收回|注销|销掉)"
_CASE = r"(?:报警|报案|控告|举报|投诉|警情|(?<!离婚)(?<!民事)(?<!诉讼)案件|告诫|(?:人身安全)?保护令)"
_PARDON = r"(?:谅解|原谅|宽恕|宽容|既往不咎|一笔勾销|不(?:再|予|得|会)?追究|放弃追究|免(?:予|于|除)追究)"
_HARM = r"(?:家暴|家庭暴力|施暴|暴力|殴打|打骂|打伤|打人|动手|伤害|虐待|刑事|治安)"
_KIN = r"(?:父子|父女|母子|母女|父母|子女|亲子|亲属|亲情|祖孙)"
_DROPS = r"(?:不再|不用|无须|无需|不必|不承担|不负担|不支付|不给付|免除|放弃)"

_REPORT = re.compile(rf"{_NOT}(?P<between>{_INSIDE}{{0,10}}?){_CALL}")
_PROTECTS = re.compile("阻|拦|妨|碍|干涉|干扰|限制|报复|因|要求|强迫|威胁|逼|否则|如|若|可以|有权|随时|应当|立即")
_WITHDRAW = re.compile(rf"{_BACK}{_INSIDE}{{0,10}}?{_CASE}|撤案|销案")
_PARDONED_HARM = re.compile(rf"{_PARDON}{_INSIDE}{{0,12}}?{_HARM}|{_HARM}{_ACROSS}{{0,16}}?{_PARDON}")
_WAIVED = re.compile(rf"{_PARDON}{_INSIDE}{{0,8}}?责任|谅解书")
_NEGATED = re.compile(r"(?:不|未|无须|无需|拒绝|禁止|没有|停止)[^，,。；;：:]{0,6}$")
_DECIDES = re.compile(
    r"准予离婚|准许离婚|判决离婚|协议(?:生效|签订|签字)(?:之日)?(?:起|后|时)?(?:即|视为|就)(?:已)?离婚"
    r"|确认婚姻(?:关系)?(?:无效|有效)|撤销(?:双方)?婚姻|宣告婚姻"
)
_SEVERS = re.compile(rf"(?:断绝|解除|脱离){_INSIDE}{{0,8}}{_KIN}{_INSIDE}{{0,4}}关系")
_NO_ELDER_CARE = re.compile(rf"{_DROPS}(?P<between>{_INSIDE}{{0,8}}?)赡养")
_NO_CHILD_SUPPORT = re.compile(rf"{_DROPS}(?P<between>{_INSIDE}{{0,10}}?)抚养费")
_QUARRELS = re.compile("因|就|为|争|拖欠|迟延")


def agreement_text(data: Any) -> str:
    """Return everything written in an agreement (`facts` and `terms`) as one string without white space."""
    return "。".join("".join(piece.split()) for part in ("facts", "terms") for piece in _strings(data.get(part)))


def silences_victim(text: str) -> bool:
    """Say whether the text promises not to report, to forgo the doctor's evidence or a protection order."""
    return any(not _PROTECTS.search(found["between"]) for found in _REPORT.finditer(text))


def withdraws_report(text: str) -> bool:
    """Say whether the text promises to withdraw a report, a warning letter or a protection order."""
    return _asserts(_WITHDRAW, text)


def forgives_violence(text: str) -> bool:
    """Say whether the text trades violence for pardon."""
    return _asserts(_PARDONED_HARM, text)


def waives_responsibility(text: str) -> bool:
    """Say whether the text waives responsibility as such; told only where violence is on the table."""
    return _asserts(_WAIVED, text)


def decides_marriage(text: str) -> bool:
    """Say whether the text itself divorces, annuls or validates a marriage, which only registration or a court can."""
    return _asserts(_DECIDES, text)


def severs_kinship(text: str) -> bool:
    """Say whether the text ends the tie between parents and children."""
    return _asserts(_SEVERS, text)


def drops_elder_care(text: str) -> bool:
    """Say whether the text releases somebody from caring for parents."""
    return any(not _QUARRELS.search(found["between"]) for found in _NO_ELDER_CARE.finditer(text))


def drops_child_support(text: str) -> bool:
    """Say whether the text releases a parent from paying for a child."""
    return any(not _QUARRELS.search(found["between"]) for found in _NO_CHILD_SUPPORT.finditer(text))


def _asserts(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _NEGATED.search(text[: found.start()]) for found in pattern.finditer(text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for declared in fields(value):
            yield from _strings(getattr(value, declared.name))
