"""What may be done when an agreement is not kept, by the law it stands under and by what it promises (domain 2.8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.declare.agreements import AgreementLaw
from portal.declare.clocks import Basis
from portal.declare.texts import N_


@dataclass(frozen=True)
class Remedy:
    """One way, with the article that opens it."""

    code: str
    text: str
    basis: Basis


_PEOPLES, _LABOUR = date(2011, 1, 1), date(2008, 5, 1)
_PROCEDURE, _LABOUR_COURT = date(2024, 1, 1), date(2021, 1, 1)

URGE = Remedy("urge", N_("由调解组织督促履行"), Basis("人民调解法", "31", since=_PEOPLES))
AGAIN = Remedy("mediate_again", N_("双方愿意的，再行调解，变更协议"), Basis("人民调解法", "33", since=_PEOPLES))
CONFIRM = Remedy("confirm", N_("协议生效三十日内，双方共同申请司法确认"), Basis("人民调解法", "33", since=_PEOPLES))
SUE = Remedy("sue", N_("就协议的履行向人民法院起诉"), Basis("人民调解法", "32", since=_PEOPLES))
ORDER = Remedy("payment_order", N_("只有金钱给付的，向人民法院申请支付令"), Basis("民事诉讼法", "225", since=_PROCEDURE))
NOTARISED = Remedy(
    "notarised", N_("双方办理赋予强制执行效力的公证，再不履行的直接申请执行"), Basis("民事诉讼法", "249", since=_PROCEDURE)
)
ENFORCE = Remedy("enforce", N_("持确认裁定向人民法院申请强制执行"), Basis("民事诉讼法", "206", since=_PROCEDURE))
LABOUR_ORDER = Remedy(
    "labour_order",
    N_("劳动报酬、工伤医疗费、经济补偿或者赔偿金，劳动者持协议书向人民法院申请支付令"),
    Basis("劳动争议调解仲裁法", "16", since=_LABOUR),
)
ARBITRATE = Remedy("arbitrate", N_("另一方申请劳动仲裁"), Basis("劳动争议调解仲裁法", "15", since=_LABOUR))
SUE_FOR_WAGES = Remedy(
    "sue_for_wages",
    N_("协议只就劳动报酬约定给付的，劳动者可以直接向人民法院起诉"),
    Basis("劳动争议司法解释（一）", "51", since=_LABOUR_COURT),
)
REMEDIES = (
    ENFORCE,
    URGE,
    CONFIRM,
    LABOUR_ORDER,
    ARBITRATE,
    SUE_FOR_WAGES,
    SUE,
    ORDER,
    NOTARISED,
    AGAIN,
)


def remedies(
    law: AgreementLaw, kinds: Iterable[str], *, confirmed: bool = False, may_confirm: bool = False, refused: bool = False
) -> tuple[Remedy, ...]:
    """Return the ways open now: `kinds` are those of the terms that were broken.

    A confirmed agreement is enforced, nothing else is needed. `may_confirm` says that the thirty days still run; `refused`
    that a court did not confirm it, so that changing it is a way of its own (民事诉讼法 206).
    """
    if confirmed:
        return (ENFORCE, URGE)
    money = set(kinds) == {"money"}
    found = [URGE, *((CONFIRM,) if may_confirm else ())]
    if law is AgreementLaw.LABOUR:
        found += [*((LABOUR_ORDER,) if money else ()), ARBITRATE, *((SUE_FOR_WAGES,) if money else ())]
    else:
        found += [SUE, *((ORDER, NOTARISED) if money else ())]
    return (*found, *((AGAIN,) if refused else ()))
