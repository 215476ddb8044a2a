"""Firms' disputes: what is asked, refused and counted; each rule of law with its article."""

from datetime import date

import pytest

from portal.sdk import Calculator, CaseType, Privacy, Refused
from portal.testing.desk import Desk, problems
from portal.testing.sums import worked
from portal_plugins.commerce_federation import PLUGIN
from portal_plugins.commerce_federation.calculators import FEE, LATE, LOAN, SHARE, VARIETY_DAMAGES

TODAY = date(2026, 11, 20)
TYPES = {kind.key: kind for kind in PLUGIN.case_types}


def desk_of(key: str) -> Desk:
    return Desk(f"commerce_federation.{key}", TYPES[key], today=TODAY)


def mediating(key: str, **details: object) -> Desk:
    desk = desk_of(key)
    desk.open(desk.example(**details))
    desk.act("accept", accepted_on="2026-11-20")
    desk.act("consent", consented_on="2026-11-20", how="phone")
    return desk


@pytest.mark.parametrize("kind", PLUGIN.case_types, ids=lambda kind: kind.key)
def test_every_type_reaches_mediation_and_counts_its_thirty_days(kind: CaseType) -> None:
    desk = mediating(kind.key)

    assert desk.due("mediation") == date(2026, 12, 21)  # the thirtieth day is a Sunday
    assert "agree" in desk.offers()


TERM = {"kind": "act", "payer": "对方", "act": "十二月底以前付清", "due_on": "2026-12-31"}


def signed(desk: Desk) -> Desk:
    """Bring a case to an agreement signed on the day, confirming what only asks."""
    desk.act("agree", ["guard:"], agreed_on="2026-11-20", terms=[TERM])
    desk.act("sign", signed_on="2026-11-20", complete=True)
    return desk


@pytest.mark.parametrize("kind", PLUGIN.case_types, ids=lambda kind: kind.key)
def test_limitation_starts_anew_and_thirty_days_for_the_court_follow_the_agreement(kind: CaseType) -> None:
    """民法典 188; 人民调解法 33: the thirtieth day is a Sunday. An office is sued within six months, not three years."""
    desk = signed(mediating(kind.key))

    assert desk.due("judicial_confirmation") == date(2026, 12, 21)
    assert desk.due("limitation") == (None if kind.key == "administrative" else date(2029, 11, 20))


LARGE = {"debtor": "private_large", "pay_term": "large"}
ASKED_AND_REFUSED = (
    ("overdue_account", {"size": "large"}, "details.size?", "保障中小企业款项支付条例 3"),
    (
        "overdue_account",
        {"debtor": "private_large"},
        "details.pay_term",
        "保障中小企业款项支付条例 9: thirty days bind public bodies",
    ),
    (
        "overdue_account",
        {"pay_term": "large"},
        "details.pay_term",
        "保障中小企业款项支付条例 9: sixty days bind large enterprises",
    ),
    ("overdue_account", {"pay_term": "agreed"}, "details.agreed_days", "an agreed term has its days"),
    (
        "overdue_account",
        {"pay_term": "agreed", "agreed_days": 90},
        "details.agreed_days?",
        "保障中小企业款项支付条例 9: at most sixty",
    ),
    ("overdue_account", {"excuses": ["procedure"]}, "details.excuses?", "保障中小企业款项支付条例 14"),
    ("overdue_account", {**LARGE, "excuses": ["third_party"]}, "details.excuses?", "保障中小企业款项支付条例 9"),
    ("overdue_account", {"undisputed": "90000.00"}, "details.undisputed", "a part is not more than the whole"),
    ("overdue_account", {"counts_from": "2026-01-01"}, "details.counts_from", "nothing is owed before the contract"),
    (
        "goods_payment",
        {"delivered_on": "2024-03-01", "signed_on": "2024-01-01", "told_on": "2026-03-02"},
        "details.told_on?",
        "民法典 621",
    ),
    ("goods_payment", {"due_on": "2023-11-01"}, "details.due_on?", "民法典 188"),
    ("partnership", {"wants": ["divide"]}, "details.wants?", "民法典 969"),
    ("financing", {"rate": "12.41"}, "details.rate?", "民间借贷规定 25: four times 3.1"),
    ("financing", {"guarantee": "joint_agreed", "due_on": None}, "details.due_on", "民法典 692"),
    ("intellectual_property", {"right": "secret", "certificate": None}, "details.trade_secret", "a secret is a secret"),
)


@pytest.mark.parametrize(
    ("key", "details", "problem", "why"),
    ASKED_AND_REFUSED,
    ids=[f"{row[0]}-{row[2]}-{n}" for n, row in enumerate(ASKED_AND_REFUSED)],
)
def test_what_does_not_fit_is_told_at_its_field(key: str, details: dict[str, object], problem: str, why: str) -> None:
    desk = desk_of(key)

    with pytest.raises(Refused) as refused:
        desk.open(desk.example(**details))

    assert problem in problems(refused.value), why


def test_a_debtor_outside_the_regulation_may_say_what_it_likes() -> None:
    """保障中小企业款项支付条例 2, 14 bind public bodies and large enterprises; four times the LPR is protected."""
    for key, details in (
        ("overdue_account", {"debtor": "other", "pay_term": "other", "excuses": ["procedure", "third_party"]}),
        ("financing", {"rate": "12.4"}),
    ):
        desk = desk_of(key)

        assert desk.open(desk.example(**details)).phase == "review"


CLOCKS = (
    ("overdue_account", {"counts_from": "2026-06-01"}, "pay_public", date(2026, 7, 1), "条例 9: 30 days"),
    ("overdue_account", {**LARGE, "counts_from": "2026-06-01"}, "pay_large", date(2026, 7, 31), "条例 9: 60 days"),
    ("overdue_account", {"confirmation_asked_on": "2026-11-02"}, "claim_confirmed", date(2026, 12, 2), "条例 16: 30 days"),
    (
        "overdue_account",
        {"complaint_accepted_on": "2026-11-16"},
        "complaint_passed_on",
        date(2026, 11, 30),
        "条例 25: 10 working days",
    ),
    ("overdue_account", {"complaint_received_on": "2026-11-16"}, "complaint_handled", date(2026, 12, 16), "条例 25: 30 days"),
    (
        "goods_payment",
        {"dispute": "quality"},
        "tell_seller",
        date(2028, 2, 14),
        "民法典 621: two years from 2026-02-13, a Sunday moved on",
    ),
    ("financing", {"due_on": "2026-07-08"}, "guarantee", date(2027, 1, 8), "民法典 692: six months"),
    ("administrative", {"act_known_on": "2026-10-08"}, "review_asked", date(2026, 12, 7), "行政复议法 20"),
    ("administrative", {"act_known_on": "2026-10-08"}, "administrative_suit", date(2027, 4, 8), "行政诉讼法 46"),
)


@pytest.mark.parametrize(("key", "details", "clock", "due", "why"), CLOCKS, ids=[row[2] for row in CLOCKS])
def test_time_limits_end_on_the_day_the_article_says(
    key: str, details: dict[str, object], clock: str, due: date, why: str
) -> None:
    desk = desk_of(key)

    desk.open(desk.example(**details))

    assert desk.due(clock) == due, why


def test_without_an_open_guarantee_no_guarantee_period_runs() -> None:
    """民法典 692: what was agreed goes before the six months."""
    for guarantee in ("none", "joint_agreed"):
        desk = desk_of("financing")
        desk.open(desk.example(guarantee=guarantee, guarantor=None if guarantee == "none" else "陆建军"))

        assert desk.due("guarantee") is None


def test_claiming_from_the_guarantor_stops_the_period() -> None:
    """民法典 693."""
    desk = mediating("financing")

    desk.act("ask_guarantor", asked_on="2026-11-20", how="letter")

    assert desk.clock("guarantee").state == "stopped"  # type: ignore[union-attr]


SUMS = (
    (
        LATE,
        {"owed": "86000.00", "last_day": "2026-07-01", "until": "2026-10-09", "rate": "default"},
        430000,
        "条例 17: 0.05 % × 100 days",
    ),
    (
        LATE,
        {"owed": "36500.00", "last_day": "2026-07-01", "until": "2026-07-11", "rate": "agreed", "lpr": "3.1", "agreed_rate": "1"},
        3100,
        "条例 17: never below the LPR",
    ),
    (
        LATE,
        {"owed": "1000", "last_day": "2026-07-01", "until": "2026-07-01", "rate": "default"},
        0,
        "条例 17: the day itself is in time",
    ),
    (SHARE, {"amount": "96000", "agreed_percent": "25", "partners": 3}, 2400000, "民法典 972: as agreed"),
    (
        SHARE,
        {"amount": "96000", "own_paid": "120000", "all_paid": "300000", "partners": 3},
        3840000,
        "民法典 972: by what was paid in",
    ),
    (SHARE, {"amount": "100", "partners": 3}, 3333, "民法典 972: equally"),
    (
        VARIETY_DAMAGES,
        {"by": "loss", "base": "180000", "wilful": True, "times": "2", "costs": "12000"},
        37200000,
        "种子法 72: one to five times",
    ),
    (VARIETY_DAMAGES, {"by": "fee", "base": "10000", "fee_times": "3"}, 3000000, "种子法 72: a multiple of the fee"),
    (
        LOAN,
        {"principal": "36500", "rate": "20", "lent_on": "2026-01-01", "until": "2026-01-11", "lpr": "3"},
        12000,
        "民间借贷规定 25: four times the LPR",
    ),
    (FEE, {"claim": "10000"}, 5000, "诉讼费用交纳办法 13"),
)


@pytest.mark.parametrize(("calculator", "inputs", "total", "why"), SUMS, ids=[f"{row[0].key}-{n}" for n, row in enumerate(SUMS)])
def test_sums_follow_their_article(calculator: Calculator, inputs: dict[str, object], total: int, why: str) -> None:
    assert worked(calculator, TODAY, **inputs).total == total, why


def test_damages_are_at_most_five_times() -> None:
    """种子法 72."""
    with pytest.raises(Refused) as refused:
        worked(VARIETY_DAMAGES, TODAY, by="loss", base="1000", wilful=True, times="5.5")

    assert problems(refused.value) == {"times"}


def test_reconciled_accounts_become_the_case_and_are_asked_for_before_an_agreement() -> None:
    """保障中小企业款项支付条例 15."""
    desk = mediating("overdue_account", confirmation_asked_on="2026-11-16")
    term = {"kind": "act", "payer": "临泽县新华镇人民政府", "act": "十二月底以前付清尾款", "due_on": "2026-12-31"}

    with pytest.raises(Refused) as refused:
        desk.act("agree", agreed_on="2026-11-20", terms=[term])
    desk.act("reconcile", reconciled_on="2026-11-20", owed="80000.00", undisputed="80000.00")
    desk.act("agree", agreed_on="2026-11-20", terms=[term])

    assert problems(refused.value) == {"?"}
    assert desk.state.details["owed"] == 8000000
    assert desk.clock("claim_confirmed").state == "stopped"  # type: ignore[union-attr]
    assert desk.state.phase == "agreed"


def test_a_large_enterprise_cannot_promise_to_pay_when_paid() -> None:
    """保障中小企业款项支付条例 9."""
    desk = mediating("overdue_account", **LARGE)
    desk.act("reconcile", reconciled_on="2026-11-20", owed="86000.00")

    with pytest.raises(Refused) as refused:
        desk.act(
            "agree",
            agreed_on="2026-11-20",
            terms=[{"kind": "act", "payer": "某公司", "act": "收到业主付款后 支付尾款", "due_on": "2026-12-31"}],
        )

    assert problems(refused.value) == {"terms.0.act"}


@pytest.mark.parametrize(
    ("matter", "allowed"),
    [("promise", True), ("compensation", True), ("discretion", True), ("licence", False), ("charge", False)],
)
def test_only_what_may_be_settled_with_an_office_is_settled(matter: str, allowed: bool) -> None:
    """行政诉讼法 60."""
    desk = mediating("administrative", matter=matter)
    agreement = {
        "agreed_on": "2026-11-20",
        "terms": [{"kind": "act", "payer": "临泽县新华镇人民政府", "act": "按协议兑现补贴", "due_on": "2026-12-31"}],
    }

    if allowed:
        desk.act("agree", **agreement)
        assert desk.state.phase == "agreed"
    else:
        with pytest.raises(Refused):
            desk.act("agree", **agreement)


def test_a_trade_secret_makes_the_case_confidential() -> None:
    assert mediating("goods_payment", trade_secret=True).state.privacy == Privacy.P3
    assert mediating("goods_payment").state.privacy == Privacy.P2


def test_a_case_before_the_court_is_accepted_only_when_the_court_asked() -> None:
    desk = desk_of("goods_payment")
    desk.open(desk.example(elsewhere="sued"))

    with pytest.raises(Refused) as refused:
        desk.act("accept", accepted_on="2026-11-20")

    assert problems(refused.value) == {"?"}
