"""What must have happened before a minor's dispute goes on."""

from typing import Any

from portal.sdk import guard

from .bases import HEAR_THE_CHILD, REPORT


def _reported(case: Any, data: Any) -> bool:
    return case.details.get("harm") != "yes" or case.did("report")


def _heard(case: Any, data: Any) -> bool:
    return case.did("hear_minor")


SAFE_FIRST = (
    guard(
        "consent",
        _reported,
        "未成年人受到侵害、疑似受到侵害或者面临危险的，应当立即报告；请先点“有危险，立即报告”，写明报告了哪个部门",
        basis=REPORT,
    ),
    guard("agree", _reported, "还没有按规定报告，不能达成协议", basis=REPORT),
)
HEARD_FIRST = guard(
    "agree",
    _heard,
    "还没有听取未成年人的意见；年龄太小、不能表达的，请确认后继续",
    basis=HEAR_THE_CHILD,
    asks=True,
)
