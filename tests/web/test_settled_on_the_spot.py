"""已当场调成，补录: one page, the acts of the course with the days of the happening, every problem at once."""

from __future__ import annotations

from sqlalchemy import select

from portal.store.tables.cases import CaseFile
from portal.store.tables.course import Agreement
from tests.web.filled_forms import PATH, SETTLED, acts, found, send, the_case, wrong_fields
from tests.web.offices import Offices, posted


def test_settled_on_the_spot_is_entered_with_the_days_of_the_happening(both_offices: Offices) -> None:
    answer = send(both_offices, SETTLED)

    assert answer.status_code == 303, wrong_fields(answer.text)
    case = the_case(both_offices)
    assert acts(both_offices) == ["open", "accept", "take", "consent", "session", "agree"]
    assert (case.ending, case.after_the_fact, str(case.ended_on), str(case.received_on)) == (
        "settled",
        True,
        "2026-11-20",
        "2026-11-20",
    )
    agreement = found(both_offices, select(Agreement))[0]
    assert (agreement.form, agreement.total) == ("oral", 80000)


def test_written_agreement_is_signed_or_waits_for_signatures(offices: Offices) -> None:
    written = {**SETTLED, "agree.form": "written"}

    send(offices, written)
    waiting = the_case(offices).step
    send(offices, {**written, "sign.signed_on": "11.20", "sign.complete": "yes"})

    steps = found(offices, select(CaseFile.step).order_by(CaseFile.number))
    assert waiting == "to_sign"
    assert steps == ["to_sign", "in_force"]


def test_all_problems_of_a_case_settled_on_the_spot_are_told_at_once(offices: Offices) -> None:
    answer = send(
        offices, {**SETTLED, "details.lost": "", "agree.agreed_on": "", "agree.terms.0.payee": "", "agree.terms.0.amount": "很多"}
    )

    assert answer.status_code == 422
    assert wrong_fields(answer.text) == ["details-lost", "agree-agreed_on", "agree-terms-0-amount", "agree-terms-0-payee"]
    assert 'value="很多"' in answer.text


def test_guard_of_an_act_on_the_spot_asks_too(offices: Offices) -> None:
    three = SETTLED | {
        f"agree.terms.{n}.{key}": SETTLED[f"agree.terms.0.{key}"]
        for n in (1, 2)
        for key in ("payer", "payee", "amount", "due_on")
    }
    clerk = offices.at_work("clerk")

    asked = posted(clerk, PATH, three)
    done = posted(clerk, PATH, {**three, "confirmed": ["guard:agree.terms"]})

    assert asked.status_code == 422
    assert 'value="guard:agree.terms"' in asked.text
    assert "条款较多，请当面读一遍" in asked.text
    assert done.status_code == 303


def test_agreement_before_the_request_is_refused(offices: Offices) -> None:
    answer = send(offices, {**SETTLED, "received_on": "今天"})

    assert "agree-agreed_on" in wrong_fields(answer.text)
