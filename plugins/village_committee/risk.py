"""The duty to report and what protects people: risk of violence, harm to minors, violence in the family.

The core's action 「有危险，立即报告」 (`report`) records the report; these guards see that it is not forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.sdk import (
    Action,
    Day,
    FieldRows,
    Guard,
    Lines,
    LongText,
    Paper,
    PartyTable,
    Phase,
    Privacy,
    Rise,
    Signatures,
    Source,
    Verb,
    When,
    YesNo,
    guard,
)

from . import bases
from .common_fields import RISK

_BEFORE_CLOSING = ("agree", "fail", "archive")


def _reported_when(field: str, value: str | bool) -> Callable[[Any, Any], bool]:
    return lambda case, data: case.details.get(field) != value or case.did("report")


def _must_report(field: str, value: str | bool, message: str, basis: Any) -> tuple[Guard, ...]:
    check = _reported_when(field, value)
    return tuple(guard(action, check, message, basis=basis) for action in _BEFORE_CLOSING)


RISK_GUARDS = (
    guard(
        "session",
        _reported_when("risk", "may_turn_criminal"),
        "这起纠纷可能引起治安案件、刑事案件，还没有报告公安机关或者其他有关部门。确认先调解的，请随后及时报告",
        basis=bases.REPORT_RISK,
        asks=True,
    ),
    *_must_report(
        "risk",
        "may_turn_criminal",
        "这起纠纷可能引起治安案件、刑事案件，请先报告公安机关或者其他有关部门，并用“有危险，立即报告”登记",
        bases.REPORT_RISK,
    ),
)

MINOR_HARMED = YesNo(
    "minor_harmed",
    "是否有未成年人受到或者疑似受到侵害",
    group=RISK,
    hint="选“是”的，案件封存，并应当立即向公安、民政、教育等有关部门报告",
)
MINOR_RISE = Rise(Privacy.P4, When("minor_harmed", True))
MINOR_GUARDS = _must_report(
    "minor_harmed",
    True,
    "有未成年人受到或者疑似受到侵害，请先向公安、民政、教育等有关部门报告，并用“有危险，立即报告”登记",
    bases.REPORT_CHILD,
)

_VIOLENT = When("violence", True)
VIOLENCE_FIELDS = (
    YesNo("violence", "是否涉及家庭暴力", group=RISK, hint="选“是”的，案件封存；负责人签署安全评估以前，不安排双方见面"),
    YesNo(
        "incapable_victim",
        "受害人是否无民事行为能力或者限制民事行为能力",
        group=RISK,
        when=_VIOLENT,
        hint="选“是”的，应当及时向公安机关报案",
    ),
)
VIOLENCE_RISES = (Rise(Privacy.P4, _VIOLENT), Rise(Privacy.P4, When("kind", "domestic_violence")))
SAFETY_SIGNED = Action(
    "safety_signed",
    "签署安全评估",
    phases=(Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED),
    told="负责人签署了安全评估",
    fields=(
        Day("assessed_on", "评估日期", required=True),
        LongText("findings", "评估意见和安全措施", required=True, longest=2000),
        YesNo("victim_agrees", "受害人本人是否愿意见面", required=True),
    ),
    verb=Verb.SUPERVISE,
    when=_VIOLENT,
)


def _safe_to_meet(case: Any, data: Any) -> bool:
    return not case.details.get("violence") or data.manner != "face_to_face" or case.did("safety_signed")


def _asked_alone(case: Any, data: Any) -> bool:
    return case.details.get("violence") is not None or bool(data.manner != "face_to_face")


VIOLENCE_GUARDS = (
    guard(
        "session",
        _asked_alone,
        "还没有填写是否涉及家庭暴力。请先分别单独询问，用“更正”填写以后再安排双方见面；来不及的，确认后继续",
        field="manner",
        asks=True,
    ),
    guard("session", _safe_to_meet, "涉及家庭暴力，负责人签署安全评估以前不能安排双方见面。请改为分别谈或者电话", field="manner"),
    *_must_report(
        "incapable_victim",
        True,
        "受害人无民事行为能力或者限制民事行为能力，请先向公安机关报案，并用“有危险，立即报告”登记",
        bases.REPORT_VIOLENCE,
    ),
)


def _free_or_handed_over(case: Any, data: Any) -> bool:
    """Say whether no other body has the dispute, or the court that has it handed it over."""
    elsewhere = case.details.get("elsewhere")
    return elsewhere in (None, "none") or (elsewhere == "court" and case.details.get("source") == Source.COURT)


ELSEWHERE_GUARD = guard(
    "accept",
    _free_or_handed_over,
    "这件事已由其他单位受理。请先问清办理情况，确认各方仍愿意在这里调解的，再受理",
    asks=True,
)

RISK_REPORT = Paper(
    "risk_report",
    "纠纷激化风险报告单",
    (
        PartyTable(),
        FieldRows(("cause", "risk", "precautions")),
        Lines("报告给（公安机关或者其他有关部门、接报人、时间）", 2),
        Lines("已经采取的措施和建议", 5),
        Signatures(parties=False, mediator=True, recorder=False, seal=True),
    ),
    order=12,
    when=When("risk", "may_turn_criminal"),
)
