"""What keeps the personal values of a case, and the rule on what ground they may be erased when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from portal.declare.texts import N_
from portal.errors import Problem

HOLD_GROUNDS = MappingProxyType(
    {
        "suit": N_("正在诉讼或者执行"),
        "arbitration": N_("正在仲裁"),
        "review": N_("正在复议、复查或者信访办理"),
        "inquiry": N_("有关机关依法调取或者调查"),
        "archives": N_("档案鉴定、移交没有完成"),
        "other": N_("其他"),
    }
)


@dataclass(frozen=True)
class Ground:
    """Why personal values are erased, with its article of 个人信息保护法. `before_its_time` goes before the retention period."""

    title: str
    article: str
    before_its_time: bool = False


GROUNDS = MappingProxyType(
    {
        "term_over": Ground(N_("保管期限已满"), "47"),  # 第一款第二项
        "purpose_over": Ground(N_("处理目的已经实现，不再需要"), "47"),  # 第一款第一项
        "consent_withdrawn": Ground(N_("本人撤回同意"), "47"),  # 第一款第三项；第十五条
        "unlawful": Ground(N_("违法或者违反约定处理"), "47", before_its_time=True),  # 第一款第四项
        "relatives": Ground(N_("死者的近亲属请求"), "49"),
    }
)
LAW = "个人信息保护法"
APPRAISAL_LAW, APPRAISAL_ARTICLE = "档案法实施条例", "24"
SCOPES = MappingProxyType({"case": N_("整件案件的全部个人信息"), "person": N_("一名当事人在本单位的个人信息")})


@dataclass(frozen=True)
class Kept:
    """What of a case decides whether its personal values may be erased now."""

    number: str
    archived_on: date | None
    voided: bool
    erased: bool
    held: bool
    known: bool  # whether its plugin is there to say how long it is kept
    until: date | None  # the last day it is kept; none for ever, or while it is not archived


def hindrances(ground: str, case: Kept, today: date) -> Iterator[Problem]:
    """Yield why the personal values of a case may not be erased on this ground now.

    A retention period that runs goes before every ground but unlawful processing (个人信息保护法 47 II): the case is then only
    kept and used for nothing else. A case in hand is ended and archived, or voided, first.
    """
    params: dict[str, str | int] = {"number": case.number}
    if case.erased:
        yield Problem("", "erasure_gone", params)
        return
    if case.held:
        yield Problem("", "erasure_held", params)
    if case.voided:
        if ground == "term_over":
            yield Problem("ground", "erasure_not_archived", params)
        return
    if case.archived_on is None:
        yield Problem("", "erasure_open", params)
        return
    if GROUNDS[ground].before_its_time:
        return
    if not case.known:
        yield Problem("", "erasure_unknown_term", params)
    elif case.until is None:
        yield Problem("", "erasure_for_ever", params)
    elif today <= case.until:
        yield Problem("", "erasure_term_runs", {**params, "until": case.until.isoformat()})
