"""`portal plugin` on an installation with a good plugin, a bad one and one that is gone."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.engine.calendars import WorkCalendar, seed_rows
from portal.engine.changes import Opening
from portal.engine.intake import read_case
from portal.hooks.faults import REMEDIES, Fault
from tests.cli.conftest import Place, Run
from tests.plugins import bad, bad_later
from tests.plugins.toy import LOAN

TOY = Path(__file__).resolve().parents[1] / "plugins" / "toy"


@pytest.fixture
def with_toy(place: Place) -> Place:
    shutil.copytree(TOY, place.plugins / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    return place


def test_list_names_a_plugin_that_was_copied_in_and_touches_nothing_else(with_toy: Place, portal: Run) -> None:
    said = portal("plugin", "list")

    assert (said.code, said.err) == (0, "")
    assert "农具互助会" in said.out
    assert "启用" in said.out
    assert not (with_toy.folder / "var" / "portal.db").exists()


def test_list_names_failed_plugins_with_reason_and_remedy(with_toy: Place, portal: Run) -> None:
    bad.write_bad(with_toy.plugins, bad.BAD[0], bad_later.WITH_TABLES[0])

    before = {row["key"]: row for row in json.loads(portal("plugin", "list", "--json").out)}
    init = portal("init")
    rows = {row["key"]: row for row in json.loads(portal("plugin", "list", "--json").out)}
    told = portal("plugin", "list").out
    upgraded = portal("db", "upgrade")

    assert (before["bad_upgrade"]["state"], before["bad_upgrade"]["fault"], before["bad_upgrade"]["remedy"]) == (
        "active",
        None,
        "",
    )
    assert (init.code, rows["toy"]["state"]) == (0, "active")
    for key, fault in (("syntax", Fault.SYNTAX), ("bad_upgrade", Fault.BEHIND)):
        assert (rows[key]["state"], rows[key]["fault"], rows[key]["remedy"]) == ("failed", fault, REMEDIES[fault])
        assert rows[key]["reason"] in told
        assert f"{key}：{REMEDIES[fault]}。" in told
    assert rows["syntax"]["case_types"] == []
    assert (upgraded.code, "half way" in upgraded.err) == (1, True)
    assert portal("db", "status").code == 1


def test_json_says_all_that_is_promised_of_a_type(with_toy: Place, portal: Run) -> None:
    (row,) = json.loads(portal("plugin", "list", "--json").out)

    assert {key: row[key] for key in ("key", "title", "version", "state", "reason")} == {
        "key": "toy",
        "title": "农具互助会",
        "version": "1.2",
        "state": "active",
        "reason": "",
    }
    (declared,) = row["case_types"]
    assert (declared["key"], declared["title"], declared["version"], declared["privacy"]) == (
        "toy.tool_loan",
        "借用农具",
        1,
        "P1",
    )
    assert [(role["key"], role["side"], role["many"]) for role in declared["parties"]] == [
        ("lender", "applicant", True),
        ("borrower", "respondent", False),
    ]
    tool = declared["fields"][0]
    assert (tool["key"], tool["kind"], tool["required"], tool["sensitivity"]) == ("tool", "choice", True, "plain")
    assert tool["options"][1] == {"key": "pump", "title": "水泵"}
    assert {"accept", "sign", "inspect"} <= {action["key"] for action in declared["actions"]}
    clock = declared["clocks"][0]
    assert (clock["key"], clock["length"], clock["unit"]) == ("mediation", 30, "day")
    assert (clock["basis"]["law"], clock["basis"]["article"]) == ("农具借用办法", "3")


def test_example_is_a_valid_body_today(with_toy: Place, portal: Run) -> None:
    (row,) = json.loads(portal("plugin", "list", "--json").out)
    example = row["case_types"][0]["example"]
    calendar = WorkCalendar.of("test", seed_rows())

    opening = read_case("toy.tool_loan", LOAN, example, today=date.today(), calendar=calendar, divisions=frozenset())  # noqa: DTZ011

    assert {"summary", "parties", "details"} <= set(example)
    assert isinstance(opening, Opening)


def test_disabled_plugin_is_not_read_and_can_be_enabled_again(with_toy: Place, portal: Run) -> None:
    assert portal("init").code == 0

    assert portal("plugin", "disable", "toy").code == 0
    (row,) = json.loads(portal("plugin", "list", "--json").out)
    assert (row["state"], row["reason"], row["case_types"]) == ("disabled", "由管理员停用", [])

    assert portal("plugin", "enable", "toy").code == 0
    (row,) = json.loads(portal("plugin", "list", "--json").out)
    assert row["state"] == "active"


def test_unknown_plugin_can_be_neither_disabled_nor_enabled(with_toy: Place, portal: Run) -> None:
    assert portal("init").code == 0

    for word in ("disable", "enable"):
        said = portal("plugin", word, "toyy")
        assert said.code == 1
        assert "toyy" in said.err


def test_command_of_a_plugin_is_called_under_its_key(with_toy: Place, portal: Run) -> None:
    said = portal("toy", "recount")

    assert (said.code, said.out, said.err) == (0, "1\n", "")


def test_tables_of_a_plugin_come_with_the_upgrade(with_toy: Place, portal: Run) -> None:
    assert portal("db", "status").code == 1
    assert portal("db", "upgrade").code == 0
    assert portal("db", "status").code == 0
    assert {row["key"] for row in json.loads(portal("db", "status", "--json").out)} == {"core", "toy"}

    assert portal("db", "retire", "nobody", "--yes").code == 1


def test_retired_plugin_leaves_its_rows_in_a_file_and_is_disabled(with_toy: Place, portal: Run) -> None:
    assert portal("init").code == 0

    said = portal("plugin", "retire", "toy", "--permissions", "--yes")

    assert said.code == 0, said.err
    assert "toy_tool 0 行" in said.out
    assert len(list((with_toy.folder / "var" / "retired-plugins").glob("toy-*.jsonl"))) == 1
    assert {row["key"] for row in json.loads(portal("db", "status", "--json").out)} == {"core"}
    (row,) = json.loads(portal("plugin", "list", "--json").out)
    assert (row["state"], row["reason"]) == ("disabled", "由管理员停用")
    assert portal("plugin", "retire", "toy", "--yes").code == 1
