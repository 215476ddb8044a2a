"""Amounts in versions, the county's settings, and plugins switched for the next start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.errors import Forbidden, NotFound, Refused
from portal.hooks.registry import PluginCondition, PluginReport, Registry
from portal.reading.parameters import parameters
from portal.reading.plugins import plugin_cards
from portal.services.parameters import add_value, change_settings, fill, settings_as_text, verify_value
from portal.services.plugin_states import disable_plugin, enable_plugin
from portal.store.parameter_rows import DELIVERED, KNOWN
from portal.store.plugin_states import decided
from portal.store.tables.machine import ParameterValue
from portal.store.unit_of_work import Store
from tests.rig.databases import embedded
from tests.web.admins import Admins, make_admins

WAGE = {"key": "minimum_wage", "since": "2026-12-01", "where": "province", "value": "2050", "source": "甘人社通〔2026〕1号"}


@pytest.fixture
def admins(database_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The administrators on each database."""
    made = make_admins(database_url, tmp_path)
    yield made
    made.engine.dispose()


def add(admins: Admins, who: str = "sysadmin", **changes: str) -> None:
    with admins.store.begin(admins.actor(who), write=True) as uow:
        add_value(uow, {**WAGE, **changes})


def problems(found: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(p.field, p.code) for p in found.value.problems}


def test_new_value_stands_beside_the_old_one_with_its_day_and_place(admins: Admins) -> None:
    add(admins, since="2025-01-01", value="1,960.00", verified="yes")
    add(admins)

    with admins.store.begin(admins.actor("sysadmin")) as uow:
        shown = next(one for one in parameters(uow) if one.key == "minimum_wage")

    assert [(v.since, v.value, v.place, v.in_force, v.verified) for v in shown.versions] == [
        (date(2026, 12, 1), "2,050", "全省", False, False),
        (date(2025, 1, 1), "1,960", "全省", True, True),
    ]
    assert (shown.unit, shown.unverified) == ("元/月", 1)


def test_value_of_the_same_day_and_place_is_refused(admins: Admins) -> None:
    add(admins)

    with pytest.raises(Refused) as found:
        add(admins, value="2100")

    assert problems(found) == {("since", "parameter_there")}


@embedded
@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("opinion_days", "0", "too_small"), ("opinion_fewest", "2", "too_small"), ("term_notice_days", "1001", "too_large")],
)
def test_value_that_could_not_be_worked_with_is_refused(admins: Admins, key: str, value: str, code: str) -> None:
    with pytest.raises(Refused) as found:
        add(admins, key=key, value=value)

    assert problems(found) == {("value", code)}


@embedded
def test_everything_wrong_is_told_at_once(admins: Admins) -> None:
    with pytest.raises(Refused) as found:
        add(admins, key="weather", value="much", since="2026-13-01", where="moon", source="")

    assert {field for field, _ in problems(found)} == {"key", "value", "since", "where", "source"}


@embedded
def test_delivered_values_are_marked_as_long_as_nobody_compared_them(admins: Admins) -> None:
    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        assert fill(uow) == len(DELIVERED)
    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        assert fill(uow) == 0
        verify_value(uow, "lpr_1y", date(2025, 5, 20), "")

    with Session(admins.engine) as session:
        assert session.get_one(ParameterValue, ("lpr_1y", date(2025, 5, 20), "")).verified
        assert not session.get_one(ParameterValue, ("lpr_1y", date(2024, 10, 21), "")).verified


def test_every_delivered_value_is_of_a_known_parameter_and_names_its_source() -> None:
    known = {one.key for one in KNOWN}

    assert [one for one in DELIVERED if one.key not in known or not one.source] == []


@embedded
def test_unknown_version_is_not_found(admins: Admins) -> None:
    with pytest.raises(NotFound), admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        verify_value(uow, "lpr_1y", date(2025, 5, 20), "")


def test_settings_change_and_the_log_names_which(admins: Admins) -> None:
    raw = {"county_name": "临泽县", "help_phone": "0936-5550000", "month_starts_on": "26"}
    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        change_settings(uow, raw)

    with admins.store.begin(admins.actor("sysadmin")) as uow:
        assert settings_as_text(uow) == raw
    assert admins.log()[-1] == ("setting", "settings_changed", {"what": "help_phone month_starts_on"})


@embedded
@pytest.mark.parametrize("day", ["0", "29", "x", "１", ""])
def test_statistical_month_starts_on_a_day_every_month_has(admins: Admins, day: str) -> None:
    with pytest.raises(Refused) as found, admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        change_settings(uow, {"county_name": "临泽县", "month_starts_on": day})

    assert {field for field, _ in problems(found)} == {"month_starts_on"}


@embedded
@pytest.mark.parametrize("who", ["secadmin", "coordinator", "head"])
def test_only_the_system_administrator_keeps_amounts_and_settings(admins: Admins, who: str) -> None:
    with pytest.raises(Forbidden):
        add(admins, who)
    with pytest.raises(Forbidden), admins.store.begin(admins.actor(who), write=True) as uow:
        change_settings(uow, {"county_name": "别县", "month_starts_on": "1"})
    with pytest.raises(Forbidden), admins.store.begin(admins.actor(who), write=True) as uow:
        disable_plugin(uow, "orchard", "")


def test_disabled_plugin_is_left_out_by_the_next_start_and_runs_until_then(admins: Admins) -> None:
    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        disable_plugin(uow, "orchard", "等新版本")
    assert decided(admins.engine).disabled == {"orchard": "等新版本"}

    with admins.store.begin(admins.actor("sysadmin")) as uow:
        cards = {card.key: card for card in plugin_cards(uow, disabled_by_environment=(), pages_refused={})}
    with admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        enable_plugin(uow, "orchard")

    assert (cards["orchard"].state, cards["orchard"].pending, cards["well"].pending) == ("active", "disable", "")
    assert decided(admins.engine).disabled == {}


@embedded
def test_in_safe_mode_a_plugin_is_kept_out_or_let_in_and_no_start_is_promised(admins: Admins) -> None:
    off = PluginReport("orchard", "果业", "1.0", PluginCondition.DISABLED, "")
    store = Store(admins.engine, admins.store.keyring, Registry.of(others=(off,)), clock=admins.store.clock)

    def card(*, safe_mode: bool) -> tuple[str, bool]:
        with store.begin(admins.actor("sysadmin")) as uow:
            (found,) = plugin_cards(uow, disabled_by_environment=(), pages_refused={}, safe_mode=safe_mode)
        return found.pending, found.may_disable

    before = card(safe_mode=True)
    with store.begin(admins.actor("sysadmin"), write=True) as uow:
        disable_plugin(uow, "orchard", "")

    assert (before, card(safe_mode=True)) == (("", True), ("", False))
    assert card(safe_mode=False) == ("", False)


def test_card_counts_types_clocks_and_cases_without_showing_one(admins: Admins) -> None:
    admins.open("clerk")
    admins.open("clerk", "orchard.quiet")

    with admins.store.begin(admins.actor("sysadmin")) as uow:
        card = next(c for c in plugin_cards(uow, disabled_by_environment=(), pages_refused={}) if c.key == "orchard")

    assert (len(card.types), card.clocks, card.unverified, card.cases) == (2, 3, 0, 2)


@embedded
def test_what_is_not_there_is_not_found(admins: Admins) -> None:
    with pytest.raises(NotFound), admins.store.begin(admins.actor("sysadmin"), write=True) as uow:
        disable_plugin(uow, "nothing", "")
