"""What a case puts onto paper: never what is sealed, even for the handler who may read it."""

from __future__ import annotations

from portal.declare.privacy import Sensitivity
from portal.hooks.shown_types import ShownField
from portal.reading.shown_values import shown_fields
from portal.web.case_on_paper import printed


def _field(key: str, sensitivity: Sensitivity = Sensitivity.PLAIN, kind: str = "text") -> ShownField:
    return ShownField(
        key=key,
        title=key,
        kind=kind,
        required=False,
        sensitivity=sensitivity.value,
        options=(),
        unit="",
        group="",
        hint="",
        retired=False,
    )


def test_sealed_field_is_shown_to_its_handler_and_printed_for_nobody() -> None:
    fields = (_field("claim", Sensitivity.PLAIN), _field("hiding_place", Sensitivity.SEALED))
    kept = {"claim": "赔偿", "hiding_place": {"masked": "…"}}

    rows = shown_fields(fields, kept, {"hiding_place": "外婆家"}, "")

    assert [row.value for row in rows] == ["赔偿", "外婆家"]
    assert [(field.key, field.value) for field in printed(rows)] == [("claim", "赔偿"), ("hiding_place", "")]


def test_day_is_written_out_on_paper() -> None:
    rows = shown_fields((_field("since", kind="day"),), {"since": "2026-09-01"}, {}, "")

    assert [row.value for row in rows] == ["2026-09-01"]
    assert [field.value for field in printed(rows)] == ["2026年9月1日"]
