"""What must hold between the facts of a dispute over service, common parts and neighbours in an estate."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.sdk import Rule, rule

from .bases import civil_code, regulation
from .fee_rules import MASS_RULE

_RESPONDENTS = ("company", "neighbour", "developer")


def _somebody_answers(d: Any, today: date) -> bool:
    return any(d.parties(role) for role in _RESPONDENTS)


def _police_look(d: Any, today: date) -> bool:
    return d.kind != "falling" or d.wrongdoer_known is True or d.get("police_told") is True


SERVICE_RULES: tuple[Rule, ...] = (
    rule(_somebody_answers, "parties.company", "请至少填写一方对方当事人：物业服务人、相邻业主或者建设单位"),
    rule(lambda d, today: d.happened_on <= d.received_on, "happened_on", "发生日期不能晚于收到申请的日期，请核对"),
    rule(lambda d, today: d.happened_on <= d.reported_on, "reported_on", "报修日期不能早于发生日期，请核对"),
    rule(
        _police_look,
        "police_told",
        "找不到抛物或者坠物的人，公安机关应当依法调查。请先报警，待查清责任人再调解；已报警的请填写，确需登记请确认",
        basis=civil_code("1254"),
        asks=True,
    ),
    rule(
        lambda d, today: d.kind != "election",
        "kind",
        "业主委员会的选举、更换由业主共同决定，街道、乡镇和住建部门负责指导。请先与他们联系，确认适合调解后登记",
        basis=regulation("10"),
        asks=True,
    ),
    rule(
        lambda d, today: d.in_warranty is not True or bool(d.parties("developer")),
        "in_warranty",
        "在保修期内的，由建设单位承担保修责任，现在还没有填写建设单位，请核对后确认",
        basis=regulation("31"),
        asks=True,
    ),
    MASS_RULE,
)
