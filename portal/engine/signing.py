"""Who must sign an agreement, how, and since when it is in force.

The agreement is in force from the day on which the last of all parties, the mediator and the seal is there (人民调解法 29;
劳动争议调解仲裁法 14; 医疗纠纷预防和处理条例 39). The day is not typed: it follows from the signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from portal.declare.agreements import AgreementLaw
from portal.declare.clocks import Basis
from portal.declare.fields import Choice, Day, Field, SignatureList, Text, YesNo
from portal.declare.texts import N_
from portal.engine.agreement_rows import SignatureGiven
from portal.engine.case_state import CaseState
from portal.engine.read_fields import FieldProblem, read_field
from portal.errors import Problem

MEDIATOR, SEAL, PARTY = "mediator", "seal", "party:"
SIGNATURE, STAMP, FINGERPRINT = "signature", "stamp", "fingerprint"
KINDS = ((SIGNATURE, "签名"), (STAMP, "盖章"), (FINGERPRINT, "按指印"))
CAPACITIES = (
    ("representative", "法定代表人、负责人"),
    ("agent", "委托代理人"),
    ("guardian", "监护人"),
)
MOST_SIGNATURES = 600

SIGNED_UNDER: Mapping[AgreementLaw, Basis] = MappingProxyType(
    {
        AgreementLaw.PEOPLES: Basis("人民调解法", "29", since=date(2011, 1, 1)),
        AgreementLaw.LABOUR: Basis("劳动争议调解仲裁法", "14", since=date(2008, 5, 1)),
        AgreementLaw.MEDICAL: Basis("医疗纠纷预防和处理条例", "39", since=date(2018, 10, 1)),
    }
)
_FIELDS: tuple[Field, ...] = (
    Choice("kind", "方式", KINDS),
    Day("signed_on", "日期"),
    Text("by", "代签人", longest=80),
    Choice("capacity", "代签人身份", CAPACITIES),
)
_KEYS = {f.key for f in _FIELDS} | {"who"}


@dataclass(frozen=True)
class Signer:
    """Somebody whose signature the agreement needs. `kinds` are the ways that count for it, the usual one first."""

    who: str
    kinds: tuple[str, ...]
    name: str = ""


def signers(state: CaseState) -> tuple[Signer, ...]:
    """Return who must sign: every party, the mediator, and the seal of the organisation."""
    people = (SIGNATURE, STAMP, FINGERPRINT)
    firms = (STAMP, SIGNATURE, FINGERPRINT)
    parties = tuple(Signer(f"{PARTY}{p.id}", people if p.kind == "person" else firms, p.name) for p in state.parties)
    return (*parties, Signer(MEDIATOR, (SIGNATURE,)), Signer(SEAL, (STAMP,)))


def missing(state: CaseState, given: Iterable[SignatureGiven] = ()) -> tuple[Signer, ...]:
    """Return who has not signed yet, what was recorded before and what is `given` now taken together."""
    there = {s.who for s in (*_recorded(state), *given)}
    return tuple(signer for signer in signers(state) if signer.who not in there)


def effective_on(state: CaseState, given: Iterable[SignatureGiven]) -> date:
    """Return the day of the last signature, on which the agreement came into force."""
    return max(s.signed_on for s in (*_recorded(state), *given))


def signing_fields() -> tuple[Field, ...]:
    """Return what `sign` asks: each signature, or in one answer that all were given on one day; the rest is optional."""
    return (
        SignatureList("signatures", "签名和印章"),
        Day("signed_on", "签字日期"),
        YesNo("complete", "当事人和调解员均已签名，已加盖印章"),
        YesNo("performed", "签字时已经全部履行（即时履行）"),
    )


def all_at_once(state: CaseState, day: date) -> tuple[SignatureGiven, ...]:
    """Return a signature of the usual kind for everybody who has not signed yet."""
    return tuple(SignatureGiven(signer.who, signer.kinds[0], day) for signer in missing(state))


def read_signatures(
    raw: object, state: CaseState, today: date, problems: list[Problem], at: str
) -> tuple[SignatureGiven, ...] | None:
    """Return the signatures entered, and add every problem at `<at>.<index>.<key>`; rows without a kind are not signed yet."""
    if raw in (None, "", []):
        return None
    if not isinstance(raw, (list, tuple)) or len(raw) > MOST_SIGNATURES:
        problems.append(Problem(at, "wrong_kind"))
        return None
    known = {signer.who: signer for signer in signers(state)}
    there = {s.who for s in _recorded(state)}
    read: list[SignatureGiven] = []
    for index, given in enumerate(raw):
        place = f"{at}.{index}"
        if not isinstance(given, Mapping):
            problems.append(Problem(place, "wrong_kind"))
        elif given.get("kind") not in (None, ""):
            signature = _signature(given, place, today, problems)
            signer = known.get(signature.who)
            if signer is None:
                problems.append(Problem(f"{place}.who", "not_an_option"))
            elif signature.who in there:
                problems.append(Problem(f"{place}.who", "signed_twice"))
            elif signature.kind and signature.kind not in signer.kinds:
                problems.append(Problem(f"{place}.kind", "signed_otherwise"))
            there.add(signature.who)
            read.append(signature)
    return tuple(read)


def _signature(given: Mapping[str, Any], at: str, today: date, problems: list[Problem]) -> SignatureGiven:
    problems += [Problem(f"{at}.{str(key)[:40]}", "unknown_field") for key in given if key not in _KEYS]
    values: dict[str, Any] = {}
    for field in _FIELDS:
        try:
            values[field.key] = read_field(field, given.get(field.key), today)
        except FieldProblem as problem:
            problems.append(Problem(f"{at}.{field.key}", problem.code, problem.params))
            values[field.key] = today if field.key == "signed_on" else None
    if values["signed_on"] is None:
        problems.append(Problem(f"{at}.signed_on", "required", {"title": "日期"}))
    if values["capacity"] and not values["by"]:
        problems.append(Problem(f"{at}.by", "required", {"title": "代签人"}))
    return SignatureGiven(
        str(given.get("who") or "")[:60],
        values["kind"] or "",
        values["signed_on"] or today,
        values["by"] or "",
        values["capacity"] or "",
    )


def signing_problems(
    state: CaseState, data: Mapping[str, Any], agreed_on: date | None, confirmed: frozenset[str], *, whole: bool
) -> list[Problem]:
    """Return what stands against the signatures; `whole` asks that none is missing, and names those that are."""
    given: tuple[SignatureGiven, ...] | None = data.get("signatures")
    problems: list[Problem] = []
    if given is None:
        if not whole:
            return [Problem("signatures", "required", {"title": "签名和印章"})]
        asked = (("signed_on", "签字日期"), ("complete", "当事人和调解员均已签名，已加盖印章"))
        return [Problem(key, "required", {"title": title}) for key, title in asked if data.get(key) is None]
    law = state.type.agreement_law(state.details)
    for index, signature in enumerate(given):
        if agreed_on is not None and signature.signed_on < agreed_on:
            at = f"signatures.{index}.signed_on"
            problems.append(Problem(at, "before_sign_is_possible", {"day": agreed_on.isoformat()}))
        if signature.kind == FINGERPRINT and law is not AgreementLaw.PEOPLES and signature.who.startswith(PARTY):
            problem = _fingerprint(f"signatures.{index}.kind", SIGNED_UNDER[law])
            if f"guard:{problem.answer}" not in confirmed:
                problems.append(problem)
    if whole and not problems:
        problems += [_missing(signer) for signer in missing(state, given)]
    return problems


def _missing(signer: Signer) -> Problem:
    match signer.who:
        case "mediator":
            return Problem("signatures", "mediator_unsigned")
        case "seal":
            return Problem("signatures", "seal_missing")
    return Problem("signatures", "party_unsigned", {"name": signer.name})


def _fingerprint(at: str, basis: Basis) -> Problem:
    """Return the question: the labour and the medical rule name signature and stamp only, the fingerprint is 人民调解法 29."""
    message = N_("这类协议的规定只写了签名（签字）或者盖章。不会写字、只按了指印的，请让在场人见证并记在调解记录里，确认后继续")
    return Problem(at, "declared", {"message": message, "law": basis.law, "article": basis.article}, asks=True)


def _recorded(state: CaseState) -> tuple[SignatureGiven, ...]:
    return state.agreement.signatures if state.agreement is not None else ()
