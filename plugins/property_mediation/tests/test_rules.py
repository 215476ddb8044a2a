"""What is refused and what is asked about when a property dispute is opened, each row with its ground."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.sdk import Privacy, Refused
from portal.testing.desk import Desk, problems
from portal_plugins.property_mediation import PLUGIN

TODAY = date(2026, 11, 21)


def _desk(type_key: str = "property_fee") -> Desk:
    return Desk(f"property_mediation.{type_key}", PLUGIN.case_type(type_key), today=TODAY)


def _opened(type_key: str, details: dict[str, Any], parties: dict[str, Any] | None = None) -> set[str]:
    """Return the problems of the example with other details; an empty set when it opens."""
    desk = _desk(type_key)
    body = desk.example(**details)
    body["parties"] = {**body["parties"], **(parties or {})}
    try:
        desk.open(body)
    except Refused as refused:
        return problems(refused)
    return set()


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"owed_to": "2025-01-01", "months": None, "dunned_on": None}, {"details.owed_to"}),
        ({"months": "15", "debt": "1800.00"}, {"details.months?"}),
        ({"debt": "1440.01"}, {"details.debt?"}),
        ({"area": "89.37", "unit_price": "1.15", "debt": "1233.31"}, set()),
        ({"area": "89.37", "unit_price": "1.15", "debt": "1233.36"}, set()),  # month by month, each rounded
        ({"area": "89.37", "unit_price": "1.15", "debt": "1233.33"}, {"details.debt?"}),
        ({"area": None, "debt": "999.00"}, set()),
        ({"late_fee": "100.00", "dunned_on": None}, {"details.dunned_on?"}),  # 民法典 944
        ({"late_fee": "100.00"}, set()),
        ({"dunned_on": "2025-01-01"}, {"details.dunned_on"}),
        ({"late_rate": "0.3", "lpr": "3.00"}, {"details.late_rate?"}),  # 109.5 % a year
        ({"late_rate": "0.03", "lpr": "3.00"}, set()),  # 10.95 % a year
        ({"late_fee": "1440.01"}, {"details.late_fee?"}),  # 民法典 585
        ({"late_fee": "59.08", "lpr": "3.00"}, set()),  # 1,440 yuan for 384 days at 3 % cost 45.45, and 30 % more
        ({"late_fee": "59.09", "lpr": "3.00"}, {"details.late_fee?"}),  # 合同编通则解释 65
        ({"pressure": ["power"]}, {"details.pressure?"}),  # 民法典 944
        ({"pressure": ["water", "posting"]}, {"details.pressure?"}),
        ({"pressure": ["heating"]}, {"details.pressure?"}),
        ({"pressure": ["gas"]}, {"details.pressure?"}),
        ({"pressure": ["posting"]}, set()),
        ({"households": 4}, set()),
        ({"households": 5}, {"details.households?"}),
    ],
)
def test_facts_of_a_fee_that_do_not_fit(details: dict[str, Any], expected: set[str]) -> None:
    assert _opened("property_fee", details) == expected


@pytest.mark.parametrize(
    ("owed_from", "dunned_on", "expected"),
    [
        ("2023-11-21", None, set()),  # the last day of three years (民法典 188)
        ("2023-11-20", None, {"details.owed_from?"}),
        ("2022-01-01", "2024-06-01", set()),  # a demand in time starts it anew (民法典 195)
        ("2022-01-01", "2025-01-02", {"details.owed_from?"}),  # a demand too late does not
        ("2019-01-01", "2021-06-01", {"details.owed_from?"}),
    ],
)
def test_a_demand_within_three_years_keeps_the_oldest_charge_alive(
    owed_from: str, dunned_on: str | None, expected: set[str]
) -> None:
    details = {"owed_from": owed_from, "dunned_on": dunned_on, "dunned_how": None, "months": None}

    assert _opened("property_fee", details) == expected


def _owners(number: int) -> list[dict[str, str]]:
    return [{"name": f"业主{n}", "no_id_reason": "电话登记", "room": f"{n}号楼101室"} for n in range(1, number + 1)]


@pytest.mark.parametrize("type_key", ["property_fee", "service_quality"])
def test_five_owners_are_a_matter_for_more_than_one_desk(type_key: str) -> None:
    assert _opened(type_key, {"households": None}, {"owner": _owners(4)}) == set()
    assert _opened(type_key, {"households": None}, {"owner": _owners(5)}) == {"details.households?"}


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"kind": "election"}, {"details.kind?"}),  # 物业管理条例 10
        ({"kind": "falling", "wrongdoer_known": True}, set()),
        ({"kind": "falling", "wrongdoer_known": False}, {"details.police_told?"}),  # 民法典 1254
        ({"kind": "falling", "wrongdoer_known": False, "police_told": True}, set()),
        ({"kind": "falling"}, {"details.wrongdoer_known"}),
        ({"in_warranty": True}, {"details.in_warranty?"}),  # 物业管理条例 31
        ({"reported_on": "2026-11-01"}, {"details.reported_on"}),
    ],
)
def test_facts_of_service_that_do_not_fit(details: dict[str, Any], expected: set[str]) -> None:
    assert _opened("service_quality", details) == expected


def test_somebody_must_answer() -> None:
    assert _opened("service_quality", {}, {"company": []}) == {"parties.company"}
    assert _opened("service_quality", {}, {"company": [], "neighbour": _owners(1)}) == set()


def test_supply_is_restored_before_the_terms_are_written() -> None:
    desk = _desk()
    desk.open(desk.example(pressure=["power", "water"]), confirmed=["rule:details.pressure"])
    desk.act("accept", accepted_on="2026-11-21")
    desk.act("consent", consented_on="2026-11-21", how="phone")
    terms = [{"kind": "money", "payer": "业主", "payee": "物业", "amount": "1440.00", "due_on": "2026-12-01"}]

    with pytest.raises(Refused) as refused:
        desk.act("agree", form="written", agreed_on="2026-11-21", terms=terms)
    desk.act("restore_supply", restored_on="2026-11-21", restored=["power", "water"])
    desk.act("agree", form="written", agreed_on="2026-11-21", terms=terms)

    assert [(p.field, p.asks, p.params["article"]) for p in refused.value.problems] == [("terms", True, "944")]
    assert desk.state.phase == "agreed"


def test_restoring_supply_is_offered_only_where_it_was_cut_off() -> None:
    desk = _desk()

    desk.open(desk.example(pressure=["posting"]))

    assert "restore_supply" not in desk.offers()


@pytest.mark.parametrize(
    ("type_key", "details"), [("property_fee", {"hardship": True}), ("service_quality", {"kind": "election"})]
)
def test_hardship_and_elections_raise_the_class(type_key: str, details: dict[str, Any]) -> None:
    desk = _desk(type_key)

    state = desk.open(desk.example(**details), confirmed=["rule:details.kind"])

    assert state.privacy == Privacy.P2
