"""选择调解员: who proposed the mediator of a case, and what ties of hers the parties must know of before she mediates.

A committee may appoint the mediator, or the parties choose (人民调解法 19); to choose or to accept one is their right
(人民调解法 23). Which ties are to be disclosed, and that both sides may agree all the same, follows 人民法院特邀调解的规定 15,
which binds mediators a court invites; for all others it is this portal's custom. Whoever stands aside (回避) or is herself a
party cannot be picked at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from portal.declare.fields import Choice, Day, Field, LongText, PartyPick, Staff, YesNo
from portal.declare.texts import N_
from portal.engine.case_state import CaseState
from portal.errors import Problem

AGENCY, PARTIES, ONE_SIDE = "agency", "parties", "one_side"
PROPOSED = (
    (AGENCY, N_("调解组织指定，各方接受")),
    (PARTIES, N_("各方当事人共同选择")),
    (ONE_SIDE, N_("一方提出，其他各方接受")),
)
EMPLOYER, EARLIER = "employer", "earlier"
DECLARED = (
    ("kin", N_("是一方当事人或者其代理人的近亲属")),
    ("interest", N_("与纠纷有利害关系")),
    ("other", N_("与当事人、代理人有其他关系，可能影响公正调解")),
)
"""What a mediator declares of herself (人民法院特邀调解的规定 15)."""
FOUND = ((EMPLOYER, N_("调解员所在的单位是一方当事人")), (EARLIER, N_("调解员近年在本单位为同一个人调解过其他纠纷")))
"""What the portal finds by itself."""
RELATIONS = (*DECLARED, *FOUND)
DISCLOSED = "disclosed"
"""The path of the secret that says what was disclosed in the parties' presence; it stands on the paper they sign."""
_WAIVER = N_("有关系要披露的，填这里")
_HINT = N_("当事人有权选择或者接受调解员（人民调解法第19条、第23条）；不选，按调解组织指定登记")
_WAIVED_HINT = N_("没有全部同意的，请换一位调解员（参照人民法院特邀调解的规定第15条）；同意书在卷宗里打印")


def choosing_fields() -> tuple[Field, ...]:
    """Return what is asked when a case is given to a mediator."""
    return (
        Staff("handler_id", "调解员", required=True),
        Choice("proposed", "由谁提出", PROPOSED, hint=_HINT),
        PartyPick("by_party", "哪一方提出"),
        Choice("relation", "调解员申报的关系", DECLARED, group=_WAIVER, hint=N_("问过调解员本人，没有关系就不选")),
        LongText(DISCLOSED, "向各方披露的内容", longest=1000, group=_WAIVER),
        YesNo("waived", "各方当事人都已知道，书面同意由其调解", group=_WAIVER, hint=_WAIVED_HINT),
        Day("waived_on", "各方同意的日期", group=_WAIVER),
    )


def ties_of(data: Mapping[str, Any], found: Collection[str]) -> tuple[str, ...]:
    """Return the codes of all ties that are to be disclosed, what was declared first."""
    declared = data.get("relation")
    return tuple(code for code, _text in RELATIONS if code == declared or code in found)


def choosing_problems(state: CaseState, data: Mapping[str, Any], ties: tuple[str, ...]) -> list[Problem]:
    """Return what is wrong with the choice: nobody named who asked for her, or ties that not everybody agreed to."""
    problems = []
    if data.get("proposed") == ONE_SIDE and not data.get("by_party"):
        problems.append(Problem("by_party", "proposer_needed"))
    if data.get("by_party") and data.get("proposed") != ONE_SIDE:
        problems.append(Problem("proposed", "proposer_not_asked"))
    agreed = [data.get("waived") is True, data.get("waived_on") is not None, bool(data.get(DISCLOSED))]
    if not ties:
        return [*problems, Problem("relation", "tie_needed")] if any(agreed) else problems
    if all(agreed):
        day = data["waived_on"]
        if day < state.received_on:
            problems.append(Problem("waived_on", "before_received", {"day": state.received_on.isoformat()}))
        return problems
    problems += [Problem("handler_id", f"tie_{code}") for code in ties]
    needed = (("waived", "waiver_needed"), ("waived_on", "waiver_day_needed"), (DISCLOSED, "disclosure_needed"))
    problems += [Problem(field, code) for (field, code), there in zip(needed, agreed, strict=True) if not there]
    return problems
