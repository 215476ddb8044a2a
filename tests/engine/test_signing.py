"""Signatures of an agreement: who must sign how, what is missing is named, and the day of effect follows from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.declare.agreements import AgreementLaw
from portal.declare.case_types import CaseType
from portal.engine.signing import SIGNED_UNDER, signers
from portal.errors import Refused
from portal.testing.desk import Desk
from tests.engine.wages import WAGES

TODAY = date(2026, 11, 21)
TERM = {"payer": "兴业建筑", "payee": "王小军", "amount": "12000", "due_on": "2026-12-20"}


def agreed(under: AgreementLaw = AgreementLaw.PEOPLES) -> Desk:
    case_type: CaseType = replace(WAGES, agreed_under=under)
    desk = Desk("x.wages", case_type, today=TODAY)
    desk.open({**desk.example(), "received_on": "2026-11-10"})
    desk.act("accept", accepted_on="2026-11-10")
    desk.act("consent", consented_on="2026-11-11", how="phone")
    desk.act("agree", form="written", agreed_on="2026-11-16", terms=[TERM])
    return desk


def rows(desk: Desk, **days: str) -> list[dict[str, Any]]:
    """Return a row for each signer, the first party's under `first`; those without a day have not signed."""
    given = []
    for place, signer in enumerate(signers(desk.state)):
        name = signer.who if ":" not in signer.who else "first" if place == 0 else "other"
        day = days.get(name, "")
        given.append({"who": signer.who, "kind": signer.kinds[0] if day else "", "signed_on": day})
    return given


WHOLE = {"first": "2026-11-16", "other": "2026-11-17", "mediator": "2026-11-18", "seal": "2026-11-18"}


@pytest.mark.parametrize(
    ("days", "effective"),
    [
        (dict.fromkeys(WHOLE, "2026-11-16"), date(2026, 11, 16)),
        (WHOLE, date(2026, 11, 18)),
        ({**WHOLE, "first": "2026-11-20"}, date(2026, 11, 20)),
        ({**WHOLE, "seal": "2026-11-21"}, date(2026, 11, 21)),
    ],
)
def test_agreement_is_in_force_from_the_last_signature(days: dict[str, str], effective: date) -> None:
    """人民调解法 29: since all parties signed, the mediator signed and the seal was set."""
    desk = agreed()

    change = desk.act("sign", signatures=rows(desk, **days))

    assert (desk.state.step, change.columns["effective_on"], change.occurred_on) == ("in_force", effective, effective)
    assert len(desk.state.agreement.signatures) == len(signers(desk.state))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("without", "code"),
    [("first", "party_unsigned"), ("other", "party_unsigned"), ("mediator", "mediator_unsigned"), ("seal", "seal_missing")],
)
def test_a_missing_signature_is_named_and_nothing_is_in_force(without: str, code: str) -> None:
    desk = agreed()

    with pytest.raises(Refused) as refused:
        desk.act("sign", signatures=rows(desk, **{k: v for k, v in WHOLE.items() if k != without}))

    assert {p.code for p in refused.value.problems} == {code}
    assert desk.state.step == "to_sign"


def test_signatures_that_come_one_by_one_are_kept_and_the_last_one_brings_the_agreement_into_force() -> None:
    desk = agreed()

    first = desk.act("signature", signatures=rows(desk, first="2026-11-16"))
    assert (first.action, desk.state.step, first.data["left"]) == ("signature", "to_sign", len(signers(desk.state)) - 1)
    with pytest.raises(Refused):
        desk.act("sign", signatures=[])
    last = desk.act("signature", signatures=[r for r in rows(desk, **WHOLE) if r["who"] != signers(desk.state)[0].who])

    assert (last.action, last.columns["effective_on"], desk.state.step) == ("sign", date(2026, 11, 18), "in_force")


def test_one_answer_stands_for_all_who_signed_on_one_day() -> None:
    desk = agreed()
    desk.act("signature", signatures=rows(desk, first="2026-11-20"))

    change = desk.act("sign", signed_on="2026-11-17", complete=True)

    kinds = {s.who.split(":")[0]: s.kind for s in desk.state.agreement.signatures}  # type: ignore[union-attr]
    assert (kinds["mediator"], kinds["seal"]) == ("signature", "stamp")
    assert change.columns["effective_on"] == date(2026, 11, 20), "the day of the last one, not the one that was typed"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"kind": "cross"}, "signatures.0.kind", "not_an_option"),
        ({"signed_on": "2026-11-15"}, "signatures.0.signed_on", "before_sign_is_possible"),
        ({"signed_on": "2026-11-22"}, "signatures.0.signed_on", "day_in_future"),
        ({"signed_on": ""}, "signatures.0.signed_on", "required"),
        ({"who": "party:nobody"}, "signatures.0.who", "not_an_option"),
        ({"who": "seal"}, "signatures.0.kind", "signed_otherwise"),
        ({"capacity": "agent"}, "signatures.0.by", "required"),
        ({"salary": "1"}, "signatures.0.salary", "unknown_field"),
    ],
)
def test_a_wrong_row_is_told_at_its_field(change: dict[str, str], field: str, code: str) -> None:
    desk = agreed()
    given = rows(desk, **WHOLE)
    given[0] |= change

    with pytest.raises(Refused) as refused:
        desk.act("sign", signatures=given)

    assert (field, code) in {(p.field, p.code) for p in refused.value.problems}


def test_nobody_signs_twice() -> None:
    desk = agreed()
    desk.act("signature", signatures=rows(desk, first="2026-11-16"))

    with pytest.raises(Refused) as refused:
        desk.act("signature", signatures=rows(desk, first="2026-11-17"))

    assert [p.code for p in refused.value.problems] == ["signed_twice"]


@pytest.mark.parametrize(
    ("law", "named", "asks"),
    [
        (AgreementLaw.PEOPLES, ("人民调解法", "29"), False),
        (AgreementLaw.LABOUR, ("劳动争议调解仲裁法", "14"), True),
        (AgreementLaw.MEDICAL, ("医疗纠纷预防和处理条例", "39"), True),
    ],
)
def test_a_fingerprint_alone_is_asked_about_where_the_law_does_not_name_it(
    law: AgreementLaw, named: tuple[str, str], asks: bool
) -> None:
    desk = agreed(law)
    given = rows(desk, **WHOLE)
    given[0]["kind"] = "fingerprint"
    basis = SIGNED_UNDER[law]

    assert (basis.law, basis.article) == named
    if not asks:
        assert desk.act("sign", signatures=given).action == "sign"
        return
    with pytest.raises(Refused) as refused:
        desk.act("sign", signatures=given)
    problem = refused.value.problems[0]
    assert (problem.asks, problem.params["article"]) == (True, named[1])
    assert desk.act("sign", (f"guard:{problem.answer}",), signatures=given).action == "sign"
