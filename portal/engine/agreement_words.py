"""What an agreement must not say, found in its text.

An agreement may not close the road to the police (刑事诉讼法 110), the court or the doctor, nor trade violence or crime for
forgiveness (反家庭暴力法 13, 23, 33; 刑事诉讼法 289), dissolve a marriage by itself (民法典 1080), end or decide the tie between
parents and children (民法典 1067, 1073, 1084, 1105), or give away what belongs to a child (民法典 35).
Sentences that protect — 「不得阻止对方报警」「不得要求撤回报警」 — pass. It reads words, not meaning:
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

_CALL_POLICE = r"(?:报警|报案|控告|拨?打110)"
_POLICE_CASE = r"(?:报警|报案|控告|警情|(?:刑事|治安)案件)"
_MINOR = r"(?:未成年|孩子|小孩|幼女|幼子|婚生)"
_OWN = r"(?:继承权|继承份额|遗产|赔偿|补偿|财产|份额|股权|承包权益)"
_IMMOVABLE = r"(?:房屋|房产|住房|楼房|平房|商铺|院落|宅基地|承包地|耕地|土地|林地|草场|车位|不动产)"

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
_REPORT_POLICE = re.compile(rf"{_NOT}(?P<between>{_INSIDE}{{0,10}}?){_CALL_POLICE}")
_WITHDRAW_POLICE = re.compile(rf"{_BACK}{_INSIDE}{{0,10}}?{_POLICE_CASE}")
_DOMESTIC = r"(?:家暴|家庭暴力)"
_PARDONED_DOMESTIC = re.compile(rf"{_PARDON}{_INSIDE}{{0,12}}?{_DOMESTIC}|{_DOMESTIC}{_ACROSS}{{0,16}}?{_PARDON}")
_CRIME = re.compile(
    rf"{_PARDON}{_INSIDE}{{0,12}}?刑事(?:法律)?(?:责任|处罚)|(?:免除|放弃){_INSIDE}{{0,8}}?刑事(?:法律)?责任"
    rf"|刑事(?:法律)?责任{_INSIDE}{{0,6}}?(?:免除|一笔勾销|不再?追究)"
)
_PARENTAGE = re.compile(
    rf"(?:确认|否认|认定|解除){_INSIDE}{{0,14}}?(?:亲子关系|亲生|非婚生|生父|生母)|(?:不是|并非|系|为){_INSIDE}{{0,8}}?(?:的亲生|的生父|的生母)"
)
_ADOPTION = re.compile(rf"(?:确认|建立|成立|解除|终止){_INSIDE}{{0,8}}?收养(?:关系)?(?P<after>{_INSIDE}{{0,6}})")
_MINOR_WAIVED = re.compile(
    rf"放弃{_INSIDE}{{0,4}}?{_MINOR}{_INSIDE}{{0,10}}?的?{_OWN}|{_MINOR}{_INSIDE}{{0,10}}?(?<!不得)(?<!不能)放弃{_INSIDE}{{0,10}}?{_OWN}"
)
_RIGHT = re.compile(
    rf"(?:确认|确定|认定){_INSIDE}{{0,24}}?(?:所有权|使用权|承包经营权|物权|产权|专利权|商标权|著作权)"
    rf"|(?:{_IMMOVABLE}|专利权|商标权|著作权){_INSIDE}{{0,24}}?归{_INSIDE}{{0,12}}?(?:所有|享有)"
)
_THIRD = re.compile(
    rf"(?:第三人|案外人){_INSIDE}{{0,12}}?(?:承担|负责|偿还|支付|赔偿|放弃|不得|迁出|搬出)"
    rf"|(?:处分|放弃|免除|损害){_INSIDE}{{0,6}}?(?:第三人|案外人|他人)的?"
)
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


def keeps_from_police(text: str) -> bool:
    """Say whether the text promises not to call the police or to bring a charge, whatever the dispute."""
    return any(not _PROTECTS.search(found["between"]) for found in _REPORT_POLICE.finditer(text))


def withdraws_from_police(text: str) -> bool:
    """Say whether the text promises to withdraw what was reported to the police, whatever the dispute."""
    return _asserts(_WITHDRAW_POLICE, text)


def forgives_domestic_violence(text: str) -> bool:
    """Say whether the text trades violence in the family for pardon; a brawl among others is not meant."""
    return _asserts(_PARDONED_DOMESTIC, text)


def settles_crime(text: str) -> bool:
    """Say whether the text waives criminal responsibility, about which people cannot agree."""
    return _asserts(_CRIME, text)


def decides_parentage(text: str) -> bool:
    """Say whether the text itself says whose child somebody is."""
    return _asserts(_PARENTAGE, text)


def decides_adoption(text: str) -> bool:
    """Say whether the text itself makes or ends an adoption; the promise to register passes."""
    return any("登记" not in found["after"] and not _NEGATED.search(text[: found.start()]) for found in _ADOPTION.finditer(text))


def waives_for_minor(text: str) -> bool:
    """Say whether the text gives up what belongs to a child."""
    return _asserts(_MINOR_WAIVED, text)


def decides_right(text: str) -> bool:
    """Say whether the text decides whose land, house or patent it is, instead of promising to register it."""
    return _asserts(_RIGHT, text)


def touches_third(text: str) -> bool:
    """Say whether the text burdens somebody outside the case, or disposes of what is theirs."""
    return _asserts(_THIRD, text)


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
