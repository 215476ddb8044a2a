"""What must have happened before a disabled person's dispute goes on."""

from typing import Any

from portal.sdk import guard

from .bases import COMMUNICATION, HOUSE, LEGAL_AGENT, LIMITED_CAPACITY, VIOLENCE_REPORT

WITHOUT_FULL = ("limited", "none")


def _agent(case: Any, data: Any) -> bool:
    return case.details.get("capacity") not in WITHOUT_FULL or case.represented("disabled")


def _talked(case: Any, data: Any) -> bool:
    return not case.details.get("needs") or case.did("accommodate")


def _reported(case: Any, data: Any) -> bool:
    hurt = case.details.get("violence") is True and case.details.get("capacity") in WITHOUT_FULL
    return not hurt or case.did("report")


AGENT_FIRST = (
    guard(
        "consent",
        _agent,
        "不能辨认或者不能完全辨认自己行为的，由法定代理人代理；请先登记法定代理人，监护人就是对方的，说明怎样保护",
        basis=LEGAL_AGENT,
    ),
    guard("agree", _agent, "还没有登记法定代理人，不能达成协议", basis=LEGAL_AGENT),
    guard(
        "agree",
        lambda case, data: case.details.get("capacity") != "unsure",
        "能不能辨认自己的行为还拿不准；经谈话确认能辨认的，请确认后继续，有争议的请告知向人民法院申请认定",
        basis=LIMITED_CAPACITY,
        asks=True,
    ),
)
TALK_FIRST = guard(
    "session", _talked, "还没有落实需要的便利（手语、上门等）；已经当场解决的，请确认", basis=COMMUNICATION, asks=True
)
REPORT_FIRST = guard(
    "consent",
    _reported,
    "不能辨认或者不能完全辨认自己行为的人遭受家庭暴力的，应当向公安机关报案；请先点“有危险，立即报告”",
    basis=VIOLENCE_REPORT,
)
GUARDS = (*AGENT_FIRST, TALK_FIRST)
NOT_THE_STANDARD = guard(
    "agree",
    lambda case, data: False,
    "补贴的资格和标准由规定确定，不能由协议改变；协议只写部门怎样办、什么时候办的，请确认后继续",
    basis=HOUSE,
    asks=True,
)
