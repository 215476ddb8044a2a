"""What must have happened before something may be done in a traffic dispute."""

from typing import Any

from portal.sdk import check, guard

from .bases import code, procedure


def _insurer_knows(case: Any, data: Any) -> bool:
    if case.details.get("compulsory") != "yes" and not case.details.get("commercial"):
        return True
    return bool(case.did("tell_insurer") or case.parties("insurer"))


def _not_in_court(case: Any, data: Any) -> bool:
    return bool(case.details.get("elsewhere") != "court")


ALWAYS = (
    guard("accept", _not_in_court, "法院已经受理；法院委派、委托调解的，请确认，否则请不予受理", asks=True),
    guard(
        "agree",
        _insurer_knows,
        "车辆有保险，保险公司还没有参加，也没有通知；先由保险公司在限额内赔偿，请先通知，确认后继续",
        basis=code("1213"),
        asks=True,
    ),
    guard(
        "agree",
        lambda case, data: case.details.get("share") is not None or case.details.get("liability") in ("full", "none"),
        "还没有登记双方承担的比例；调解书应当写明责任和比例，确认后继续",
        basis=procedure("93"),
        asks=True,
    ),
)
HURT = (
    *ALWAYS,
    guard(
        "agree",
        lambda case, data: case.details.get("treatment_ended_on") is not None,
        "还没有登记治疗终结日期；后续治疗费怎样处理，请在协议里写明，确认后继续",
        basis=procedure("90"),
        asks=True,
    ),
)
CHECKS = (
    check(
        "no_crime_report",
        lambda case, text: any(word in text for word in ("不追究刑事责任", "免除刑事责任", "撤销刑事案件")),
        "是否追究刑事责任由司法机关决定，协议只写民事赔偿；可以写明“表示谅解”",
        basis=procedure("84"),
    ),
)
