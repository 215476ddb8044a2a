"""Reads the posted page of a new case: the body of the case, what was typed for acts settled on the spot, and how it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.declare.case_types import CaseType
from portal.declare.fields import Choices
from portal.declare.phases import AgreementForm
from portal.engine.on_the_spot import ACTS
from portal.errors import Problem
from portal.web.forms.posted import OURS, body_of, flat

APPLY, SETTLED = "apply", "settled"
MODES = (APPLY, SETTLED)
_BESIDE = ("mode", "consultation", "referral")
# Where a problem of a day that nobody typed is shown: at the day it was taken from.
_SHOWN_AT = {
    "accept.accepted_on": "received_on",
    "consent.consented_on": "received_on",
    "session.held_on": "agree.agreed_on",
    "session.manner": "agree.agreed_on",
    "session.result": "agree.agreed_on",
}


@dataclass(frozen=True)
class PostedCase:
    """What was posted. `entered` holds it by name, rows numbered without gaps, to fill the form again."""

    body: Mapping[str, Any]
    typed: Mapping[str, Mapping[str, Any]]
    mode: str
    consultation: str
    entered: Mapping[str, Any]
    referral: str = ""


def posted_case(form: MultiDict[str, str], case_type: CaseType) -> PostedCase:
    """Return what was posted for a case of the type.

    Raises:
        Refused: a name that is too deep or a list that is too long.
    """
    read = body_of(form, multiple_names(case_type, form))
    read.pop("list", None)  # a file that was chosen and not read in; it is no part of the case
    mode, consultation, referral = (str(read.pop(key, "")) for key in _BESIDE)
    _drop_untouched(read, case_type)
    typed = {act: given for act in ACTS if isinstance(given := read.pop(act, {}), dict)}
    entered = flat(read) | {f"{act}.{name}": value for act, given in typed.items() for name, value in flat(given).items() if name}
    return PostedCase(read, typed, mode if mode in MODES else APPLY, consultation, entered, referral)


def multiple_names(case_type: CaseType, names: Iterable[str]) -> frozenset[str]:
    """Return the posted names whose field is a multiple choice, so that all their values are kept."""
    multiple = {f"details.{field.key}" for field in case_type.fields if isinstance(field, Choices)}
    of_roles = {(role.key, field.key) for role in case_type.parties for field in role.fields if isinstance(field, Choices)}
    for name in names:
        parts = name.split(".")
        if len(parts) == 4 and parts[0] == "parties" and (parts[1], parts[3]) in of_roles:
            multiple.add(name)
    return frozenset(multiple)


def kept_of(form: MultiDict[str, str], multiple: frozenset[str]) -> dict[str, object]:
    """Return what an autosaved form holds, by name: for a draft, which the form can be filled from again."""
    return {
        name: [v for v in form.getlist(name) if v] if name in multiple else form.getlist(name)[-1]
        for name in form
        if name not in OURS and any(form.getlist(name))
    }


def form_of(kept: Mapping[str, object]) -> MultiDict[str, str]:
    """Return a draft as if it had been posted."""
    pairs: list[tuple[str, str]] = []
    for name, value in flat(dict(kept)).items():
        values = value if isinstance(value, list) else [value]
        pairs += [(name, str(one)) for one in values]
    return MultiDict(pairs)


def first_values(case_type: CaseType, mode: str) -> dict[str, object]:
    """Return what stands in the form before anything was entered."""
    oral = {"agree.form": AgreementForm.ORAL.value} if case_type.oral else {}
    return {"mode": mode, "session.manner": "face_to_face", **oral}


def acts_on_the_spot(posted: PostedCase) -> dict[str, dict[str, Any]]:
    """Return the acts of a case that was settled before it was entered, with the days of the happening.

    It was received and accepted on the day that was typed for it, else on the day of the agreement; the parties agreed to
    talk when they met.
    """
    agree, sign, session = (dict(posted.typed.get(act, {})) for act in ("agree", "sign", "session"))
    settled_on = str(agree.get("agreed_on") or "")
    received_on = str(posted.body.get("received_on") or settled_on)
    acts: dict[str, dict[str, Any]] = {
        "accept": {"accepted_on": received_on, **posted.typed.get("accept", {})},
        "take": {},
        "consent": {"consented_on": received_on, "how": "meeting"},
    }
    if session.get("record"):
        acts["session"] = {"held_on": settled_on, "manner": "face_to_face", "result": "success", **session}
    acts["agree"] = agree
    if sign and agree.get("form") != AgreementForm.ORAL.value:
        acts["sign"] = sign
    return acts


def body_on_the_spot(posted: PostedCase) -> dict[str, Any]:
    """Return the body of such a case: received on the day of the agreement unless another day was typed."""
    settled_on = posted.typed.get("agree", {}).get("agreed_on")
    return {**({"received_on": settled_on} if settled_on else {}), **posted.body}


def shown_at(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems where the page has a field for them, each once.

    That a day taken from another one is missing is not told: the other one is.
    """
    told = (p for p in problems if not (p.code == "required" and p.field in _SHOWN_AT))
    moved = [Problem(_SHOWN_AT.get(p.field, p.field), p.code, p.params, p.asks) for p in told]
    seen: dict[tuple[str, str], Problem] = {}
    for problem in moved:
        seen.setdefault((problem.field, problem.code), problem)
    return tuple(seen.values())


def _drop_untouched(body: dict[str, Any], case_type: CaseType) -> None:
    """Leave out rows of people for whom nothing was entered but the choice that stood there before."""
    parties = body.get("parties")
    if not isinstance(parties, dict):
        return
    for role in case_type.parties:
        rows = parties.get(role.key)
        if isinstance(rows, list):
            kept = [row for row in rows if not isinstance(row, dict) or set(row) - {"kind"}]
            if kept:
                parties[role.key] = kept
            else:
                del parties[role.key]
