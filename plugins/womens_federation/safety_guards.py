"""The vetoes of the safety path, put together for a type that says when they apply.

- nobody meets face to face before the risk was screened *and* a supervisor signed since (house rule; 反家庭暴力法 5, 10);
- where the victim has no or limited capacity, nothing is mediated before the police were told (反家庭暴力法 14,
  未成年人保护法 11);
- an agreement never closes the road to the police and the court (反家庭暴力法 13, 23, 33).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.sdk import Basis, Check, Guard, agreement_words, check, guard

from .articles import mediation_law, minors_law, violence_law
from .calendar_days import age_on

Applies = Callable[[Any], bool]

REPORTING = violence_law("14")
CARE = violence_law("5")
_ENOUGH_FACTORS = 3
_LEVELS = ("low", "medium", "high")
_VICTIMS = ("victim", "woman")
# What a signature must come after: the latest of these decides.
_DECIDING = ("risk_screen", "safety_sign", "safety_withhold", "violence_again")


def computed_level(signs: tuple[str, ...], factors: tuple[str, ...]) -> str:
    """Return the level of a screen: one sign or three factors are high, one or two factors medium, none low."""
    if signs or len(factors) >= _ENOUGH_FACTORS:
        return "high"
    return "medium" if factors else "low"


def level_is_enough(data: Any) -> bool:
    """Say whether the level chosen is at least the computed one."""
    chosen = data.get("level")
    least = computed_level(tuple(data.get("signs") or ()), tuple(data.get("factors") or ()))
    return chosen is None or _LEVELS.index(chosen) >= _LEVELS.index(least)


def may_meet(case: Any) -> bool:
    """Say whether the last word on a meeting is the supervisor's signature, given after a risk screen."""
    words = [action for action in case.actions if action in _DECIDING]
    return "risk_screen" in words and words[-1] == "safety_sign"


def needs_police(case: Any) -> bool:
    """Say whether somebody without full capacity suffers violence, so that it must be reported (反家庭暴力法 14)."""
    details = case.details
    if details.get("victim_capacity") in ("limited", "none") or details.get("children_exposed") == "harmed":
        return True
    if details.get("victim_minor"):
        return True
    received = details.get("received_on")
    births = (victim.get("born") for role in _VICTIMS for victim in case.parties(role))
    return any(born is not None and received is not None and age_on(born, received) < 18 for born in births)


def safety_guards(applies: Applies, report: Basis = REPORTING, care: Basis = CARE, *, again: bool = True) -> tuple[Guard, ...]:
    """Return the guards of the safety path; each lets everything pass where `applies(case)` is false.

    `report` is the article by which a victim without full capacity must be reported first, `care` the one by which the
    victim's wish and privacy come first. That a supervisor signs is how this house keeps it. `again` is for types that have the
    act `violence_again`.
    """
    after = (_AGAIN,) if again else ()
    return (*_before_meeting(applies, care), *_reporting(applies, report), *after, *_screening(care), *_promises(applies))


def scope_guard(applies: Applies) -> Guard:
    """Return the guard that nothing is mediated but what the victim herself or himself wishes to settle (反家庭暴力法 5)."""
    return guard(
        "session",
        lambda case, data: not applies(case) or bool(case.details.get("scope")),
        "请先“问受害人想谈什么”；受害人没有愿意协商的事项的，只提供帮助，不调解",
        basis=violence_law("5"),
    )


# What any agreement of this plugin may not promise, with violence or without: sharper than the core's checks of the same keys.
PROMISES: tuple[Check, ...] = (
    check(
        "report_silenced",
        lambda case, text: agreement_words.silences_victim(text),
        "协议里不能约定不得报警、不得报案、不得求助，也不能约定放弃验伤或者不申请人身安全保护令，请删去",
        basis=violence_law("13"),
    ),
    check(
        "report_withdrawn",
        lambda case, text: agreement_words.withdraws_report(text),
        "协议里不能约定撤回报警、撤案，也不能约定撤销告诫书或者人身安全保护令，请删去",
        basis=violence_law("33"),
    ),
    check(
        "violence_forgiven",
        lambda case, text: agreement_words.forgives_violence(text),
        "协议里不能约定谅解家庭暴力或者不追究家庭暴力的责任，请删去；家庭暴力本身不是协商的内容",
        basis=violence_law("33"),
    ),
)


def _before_meeting(applies: Applies, care: Basis) -> tuple[Guard, ...]:
    return (
        *(
            guard(
                action,
                lambda case, data: not applies(case) or case.did("risk_screen"),
                "请先单独向受害人做风险评估，再决定要不要联系对方",
                basis=care,
            )
            for action in ("ask_consent", "consent")
        ),
        guard(
            "session",
            lambda case, data: not applies(case) or data.get("manner") != "face_to_face" or may_meet(case),
            "须先做风险评估，并由负责人签署“可以面对面调解”；又有新的评估或者再次施暴的，要重新签署。可以先分开谈或者电话谈",
            field="manner",
            basis=care,
        ),
        guard(
            "session",
            lambda case, data: not applies(case) or case.did("risk_screen"),
            "请先单独向受害人做风险评估，再调解",
            basis=care,
        ),
        guard(
            "safety_sign",
            lambda case, data: not applies(case) or case.did("risk_screen"),
            "还没有做风险评估，不能签署",
            basis=care,
        ),
        guard(
            "safety_sign",
            lambda case, data: data.get("victim_agrees") is not False,
            "受害人不愿意见面的，不能安排面对面调解。请签署“不安排面对面”",
            field="victim_agrees",
            basis=care,
        ),
    )


def _reporting(applies: Applies, report: Basis) -> tuple[Guard, ...]:
    def reported(case: Any, data: Any) -> bool:
        return not applies(case) or not needs_police(case) or bool(case.did("report_police"))

    sentence = "受害人没有完全民事行为能力，或者未成年人受到伤害：请先向公安机关报案，登记回执编号，再谈调解"
    return (
        guard("session", reported, sentence, basis=report),
        guard("agree", reported, sentence, basis=report),
        guard(
            "accept",
            lambda case, data: not applies(case) or case.details.get("children_exposed") != "harmed" or case.did("report_police"),
            "未成年人受到或者可能受到伤害的，应当立即报告公安、民政、教育等部门。请马上报告，受理后补登回执",
            basis=minors_law("11"),
            asks=True,
        ),
    )


_AGAIN = guard(
    "violence_again",
    lambda case, data: data.get("reported") is not False,
    "纠纷可能引起治安案件、刑事案件的，应当及时报告公安机关。请确认稍后就报告",
    field="reported",
    basis=mediation_law("25"),
    asks=True,
)


def _screening(care: Basis) -> tuple[Guard, ...]:
    return (
        guard(
            "risk_screen",
            lambda case, data: level_is_enough(data),
            "有一项危险情形或者三项以上其他情形的是高风险，有一两项其他情形的是中风险，等级不能选低",
            field="level",
        ),
        guard(
            "risk_screen",
            lambda case, data: data.get("alone") is not False,
            "请换一个加害人及其亲属不在场的时候，单独询问受害人",
            field="alone",
            basis=care,
        ),
    )


def _promises(applies: Applies) -> tuple[Guard, ...]:
    return (
        guard(
            "agree",
            lambda case, data: (
                not applies(case) or not agreement_words.waives_responsibility(agreement_words.agreement_text(data))
            ),
            "涉家庭暴力的协议里不能约定不追究责任，也不能出具谅解书，请删去",
            field="terms",
            basis=violence_law("33"),
        ),
    )
