"""The one light shape of all committee types: common fields, common guards, and what a type adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from portal.sdk import (
    Action,
    AgreementLaw,
    Calculator,
    CaseType,
    Choice,
    Clock,
    Ending,
    Example,
    Field,
    Guard,
    Privacy,
    Reason,
    Retention,
    Rise,
    Rule,
    When,
    rule,
)

from . import bases, clocks, common_fields, parties, risk
from .limitation import THREE_YEARS

Reasons = Mapping[Ending, tuple[Reason, ...]]
_NO_REASONS: Reasons = MappingProxyType({})

SUE = "可以向人民法院起诉（人民调解法 26）"
PAYMENT_ORDER = "对方欠钱、没有其他债务纠纷的，可以向基层人民法院申请支付令（民事诉讼法 225）"
LEGAL_AID = "经济困难的，可以向法律援助机构申请法律援助（法律援助法 31）"


def people_type(
    key: str,
    title: str,
    ministry_type: str,
    *,
    kinds: tuple[tuple[str, str], ...],
    words: tuple[str, ...],
    example: Callable[[date], Example],
    remedies: tuple[str, ...] = (SUE,),
    fields: tuple[Field, ...] = (),
    rules: tuple[Rule, ...] = (),
    guards: tuple[Guard, ...] = (),
    actions: tuple[Action, ...] = (),
    time_limits: tuple[Clock, ...] = clocks.WITH_LIMITATION,
    calculators: tuple[Calculator, ...] = (),
    reasons: Reasons = _NO_REASONS,
    privacy: Privacy = Privacy.P2,
    rises: tuple[Rise, ...] = (),
    oral: bool = True,
    agreed_under: AgreementLaw = AgreementLaw.PEOPLES,
    agreed_under_when: When | None = None,
    others_ask: bool = True,
    limitation: Rule = THREE_YEARS,
    retention: Retention | None = None,
) -> CaseType:
    """Return a type of the committees.

    `kinds` are the options of the field `kind`, counted in the statistic of the type. With `others_ask=False` the type
    brings its own guard for disputes another body has taken up. `limitation` replaces the rule of three years.
    """
    kind = Choice("kind", "类别", kinds, required=True, counted=True, group=common_fields.ABOUT)
    limited = any(clock.key.startswith(("limitation", "land_arbitration")) for clock in time_limits)
    return CaseType(
        key=key,
        title=title,
        version=1,
        ministry_type=ministry_type,
        privacy=privacy,
        rises=rises,
        parties=parties.ALL,
        fields=(
            kind,
            common_fields.CAUSE,
            common_fields.REQUEST,
            common_fields.AMOUNT,
            common_fields.SUBJECT,
            *((common_fields.KNOWN_ON,) if limited else ()),
            *fields,
            *common_fields.RISK_FIELDS,
            *common_fields.PREVENTED_FIELDS,
            common_fields.ELSEWHERE,
        ),
        rules=(*_COMMON_RULES, *((limitation,) if limited else ()), *rules),
        guards=(*((risk.ELSEWHERE_GUARD,) if others_ask else ()), *risk.RISK_GUARDS, *guards),
        actions=actions,
        clocks=time_limits,
        papers=(risk.RISK_REPORT,),
        calculators=calculators,
        reasons=reasons,
        remedies=remedies,
        words=words,
        oral=oral,
        agreed_under=agreed_under,
        agreed_under_when=agreed_under_when,
        retention=retention,
        example=example,
    )


def _precaution_told(d: Any, today: date) -> bool:
    return d.risk == "none" or bool(d.get("precautions"))


_COMMON_RULES = (
    rule(
        _precaution_told,
        "precautions",
        "有可能激化的，应当采取有针对性的预防措施。已经采取的请写明；还没有的，确认后继续",
        basis=bases.REPORT_RISK,
        asks=True,
    ),
)
