"""A declaration written down shows a case exactly as the live one does."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest

from portal.errors import PluginError
from portal.hooks import snapshot
from portal.hooks.examples import example_body
from tests.plugins.toy import LOAN, portal_plugin

KEPT = snapshot.as_json(portal_plugin(), LOAN)


def test_kept_declaration_shows_what_the_live_one_shows() -> None:
    assert snapshot.read(json.loads(json.dumps(KEPT))) == snapshot.shown(LOAN)


def test_display_value_has_what_a_case_needs_to_be_read() -> None:
    shown = snapshot.read(KEPT)

    assert (shown.title, shown.version, shown.privacy) == ("借用农具", 1, 1)
    assert [(r.key, r.title, r.side) for r in shown.roles] == [
        ("lender", "出借人", "applicant"),
        ("borrower", "借用人", "respondent"),
    ]
    tool, pieces, secret = shown.field("tool"), shown.field("pieces"), shown.field("secret")
    assert tool is not None
    assert pieces is not None
    assert secret is not None
    assert tool.label("pump") == "水泵"
    assert tool.label("gone") == "gone"
    assert (pieces.unit, secret.sensitivity) == ("件", "sealed")
    clock, action = shown.clock("mediation"), shown.action("inspect")
    assert clock is not None
    assert action is not None
    assert (clock.terms[0].length, clock.terms[0].unit, clock.terms[0].basis.law) == (30, "day", "农具借用办法")
    assert clock.terms[0].basis.since == date(2020, 1, 1)
    assert action.told == "已验看农具"
    assert shown.steps == {"inspected": "已验看农具"}
    assert shown.reason_title("tool_lost") == "农具下落不明"
    assert shown.reason_title("unknown") is None


def test_kept_declaration_names_its_plugin() -> None:
    assert (KEPT["plugin"], KEPT["plugin_title"], KEPT["plugin_version"]) == ("toy", "农具互助会", "1.2")


def test_digest_does_not_depend_on_the_order_of_keys_and_changes_with_a_label() -> None:
    turned = dict(reversed(list(KEPT.items())))
    renamed = snapshot.as_json(portal_plugin(), dataclasses.replace(LOAN, title="借用机具"))

    assert snapshot.digest(turned) == snapshot.digest(KEPT)
    assert snapshot.digest(renamed) != snapshot.digest(KEPT)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 99}, "99"),
        ({"title": None}, "title"),
        ({"fields": [{"key": "x"}]}, "fields.0.title"),
        ({"clocks": "none"}, "clocks"),
        ({"version": True}, "version"),
    ],
)
def test_snapshot_that_cannot_be_read_says_where(change: dict[str, object], told: str) -> None:
    with pytest.raises(PluginError, match=told):
        snapshot.read({**KEPT, **change})


def test_example_is_the_body_the_api_takes() -> None:
    body = example_body(LOAN, date(2026, 3, 2))

    assert json.loads(json.dumps(body)) == body
    assert isinstance(body["parties"], dict)
    assert isinstance(body["parties"]["lender"], list)
    assert isinstance(body["parties"]["borrower"], dict)
    assert body["details"] == {"tool": "pump", "worth": "1280.00", "lent_on": "2026-01-21", "pieces": 1}
