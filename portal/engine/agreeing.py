"""What the acts of an agreement change: terms agreed, signed, not signed after all. What is done towards them: `performing`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.declare.facts import Fact
from portal.declare.phases import Ending, Moment, Phase
from portal.engine import actions as core
from portal.engine import signing
from portal.engine.agreement_rows import SignatureGiven
from portal.engine.case_state import CaseState
from portal.engine.changes import (
    AgreementDropped,
    AgreementMade,
    AgreementPerformed,
    AgreementSigned,
    AllPerformed,
    FactValue,
)
from portal.engine.deciding import Deciding
from portal.engine.effect_parts import Result, changed, moments_at, restarted
from portal.engine.performance import ON_THE_SPOT, rest_performed
from portal.errors import Problem


def agree(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what agreed terms change: written ones wait for signatures, oral ones are in force at once (人民调解法 28, 30), and
    what they say may be done on the spot (即时履行): then no paper is made, the record says so and nothing is left to do."""
    form = data.get("form", "written")
    made = AgreementMade(form, data.get("facts") or "", day, day if form == "oral" else None, data["terms"])
    kept = {"form": form, "agreed_on": day, "total": made.total, "terms": len(made.terms)}
    facts: dict[Fact, FactValue | None] = {Fact.AGREED_ON: day, Fact.AGREEMENT_FORM: form}
    at_once = bool(data.get("performed"))
    if at_once and form != "oral":
        return (Problem("performed", "performed_when_signed"),)
    if form == "oral":
        done = (AllPerformed(day, ON_THE_SPOT), AgreementPerformed(day)) if at_once else ()
        moments = (Moment.AGREED, Moment.EFFECTIVE, Moment.ENDED, *((Moment.PERFORMED,) if at_once else ()))
        return changed(
            state,
            action,
            day,
            kept | {"performed": at_once},
            phase=Phase.AGREED,
            step=core.PERFORMED if at_once else core.IN_FORCE,
            ending=Ending.SETTLED,
            rows=(made, *done),
            columns={"agreed_on": day, "effective_on": day, "ended_on": day},
            clocks=moments_at(state, day, deciding, *moments),
            facts=facts | _settled(day, made.total) | ({Fact.PERFORMED_ON: day} if at_once else {}),
        )
    return changed(
        state,
        action,
        day,
        kept,
        phase=Phase.AGREED,
        step=core.TO_SIGN,
        rows=(made,),
        columns={"agreed_on": day},
        clocks=moments_at(state, day, deciding, Moment.AGREED),
        facts=facts,
    )


def sign(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what the last signature changes: the agreement is in force since that day and the case has ended."""
    given = data.get("signatures")
    if given is None:
        given = signing.all_at_once(state, day)
    return _in_force(state, signing.effective_on(state, given), given, deciding, performed=bool(data.get("performed")))


def sign_in_part(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what some signatures change: they are kept; with the last one the agreement is in force, as if all came at once."""
    given = data["signatures"]
    if not given:
        return (Problem("signatures", "required", {"title": "签名和印章"}),)
    left = signing.missing(state, given)
    if not left:
        return _in_force(state, signing.effective_on(state, given), given, deciding)
    latest = max(s.signed_on for s in given)
    return changed(state, action, latest, {"signatures": len(given), "left": len(left)}, rows=given)


def _in_force(
    state: CaseState, day: date, given: tuple[SignatureGiven, ...], deciding: Deciding, *, performed: bool = False
) -> Result:
    """Return the agreement in force since the day; `performed` on the spot (即时履行), nothing of it is left to do."""
    total = state.agreement.total if state.agreement else 0
    done = (*rest_performed(state, day, ON_THE_SPOT), AgreementPerformed(day)) if performed else ()
    moments = (Moment.EFFECTIVE, Moment.ENDED, *((Moment.PERFORMED,) if performed else ()))
    return changed(
        state,
        "sign",
        day,
        {"signed_on": day, "signatures": len(given), "performed": performed},
        step=core.PERFORMED if performed else core.IN_FORCE,
        ending=Ending.SETTLED,
        rows=(*given, AgreementSigned(day), *done),
        columns={"effective_on": day, "ended_on": day},
        clocks=moments_at(state, day, deciding, *moments),
        facts=_settled(day, total) | ({Fact.PERFORMED_ON: day} if performed else {}),
    )


def talk_again(state: CaseState, action: str, data: Mapping[str, Any], day: date, deciding: Deciding) -> Result:
    """Return what a refused signature changes: the terms fall away, and the clocks they had stopped run again."""
    return changed(
        state,
        action,
        day,
        data,
        phase=Phase.MEDIATING,
        step="",
        last_result="continue",
        rows=(AgreementDropped(),),
        columns={"agreed_on": None},
        clocks=restarted(state, Moment.AGREED, deciding),
        facts={Fact.AGREED_ON: None, Fact.AGREEMENT_FORM: None},
    )


def _settled(day: date, total: int) -> dict[Fact, FactValue | None]:
    return {
        Fact.EFFECTIVE_ON: day,
        Fact.ENDED_ON: day,
        Fact.ENDING: Ending.SETTLED.value,
        Fact.AMOUNT_AGREED: total,
    }
