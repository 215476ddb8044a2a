"""回访: what a call-back asks, and when it is due.

The law asks that performance is watched over (人民调解法 31) and names no number of days: the days are a rule of the county,
a parameter, and are shown as such. The items are those of the official 回访记录.
"""

from __future__ import annotations

from portal.declare.fields import Choice, Day, Field, LongText, PartyPicks, YesNo
from portal.declare.phases import Phase
from portal.declare.texts import N_
from portal.engine.case_state import CaseState
from portal.engine.referral_course import has_gone_on

USUAL_CALL_BACK_DAYS = 15
"""Days after performance, or after a case ended otherwise, where the county has no parameter of its own."""

WAYS = (("visit", "上门"), ("phone", "电话"), ("meeting", "见面"), ("wechat", "微信"), ("other", "其他"))
PERFORMED = (("full", "已全部履行"), ("part", "部分履行"), ("none", "未履行"), ("no_agreement", "未达成协议"))
CONTENT = (("satisfied", "满意"), ("fairly", "基本满意"), ("not", "不满意"), ("unknown", "未表示"))


def call_back_fields() -> tuple[Field, ...]:
    """Return what `follow_up` asks. Parties who say different things are called back one by one."""
    return (
        Day("visited_on", "回访日期", required=True),
        Choice("how", "方式", WAYS, required=True),
        PartyPicks("parties", "回访了哪些当事人", hint="不选就是各方都回访了；说法不同的，分别记"),
        Choice("performance", "履行情况", PERFORMED, required=True),
        Choice("content", "是否满意", CONTENT, required=True),
        YesNo("sued", "此后又起诉或申请仲裁"),
        LongText("outcome", "起诉、仲裁的结果", longest=1000),
        YesNo("wrong", "有调解不当的情形"),
        YesNo("escalates", "有矛盾激化的苗头"),
        LongText("measures", "采取的措施", longest=2000),
        LongText("text", "回访情况", longest=4000),
    )


WHY_NONE = (
    ("unreachable", N_("多次联系不上当事人")),
    ("declined", N_("当事人明确表示不需要回访")),
    ("unsafe", N_("回访可能危及当事人的安全")),
    ("other", N_("其他")),
)


def lacks_call_back(state: CaseState) -> bool:
    """Say whether the case could be filed without the call-back its dossier has a place for (人民调解卷宗：回访记录).

    None is expected where nobody agreed to mediate, or where another body went on with the case.
    """
    if state.phase is Phase.ENDED:
        return state.did("consent") and not has_gone_on(state)
    return state.phase is Phase.AGREED


def no_call_back_fields() -> tuple[Field, ...]:
    """Return what `archive` asks of a case without a call-back: why there is none."""
    return (
        Choice("no_call_back", "没有回访的原因", WHY_NONE, required=True, hint="卷宗要有回访记录；做过回访的，请先记回访"),
        LongText("note", "说明", longest=2000),
    )
