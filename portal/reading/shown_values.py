"""Fields of a case as rows of label and value, for pages, papers and exports; also when the plugin is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.declare.privacy import Sensitivity
from portal.engine.money import grouped
from portal.engine.read_fields import MASK
from portal.hooks.shown_types import ShownField
from portal.reading.wording import N_, label, say


@dataclass(frozen=True)
class Shown:
    """One row: `value` is empty when nothing was entered, `masked` when only a mask is shown.

    A `sealed` row is for the named handlers' eyes on the page; it never goes onto paper, which others get to see.
    """

    key: str
    title: str
    value: str
    masked: bool
    group: str
    sealed: bool = False
    is_day: bool = False


def shown_fields(
    fields: tuple[ShownField, ...], details: Mapping[str, Any], opened: Mapping[str, Any], plugin: str
) -> tuple[Shown, ...]:
    """Return a row for every field; `opened` holds the encrypted values the reader may see in full."""
    rows = []
    for field in fields:
        kept = details.get(field.key)
        masked = isinstance(kept, dict) and field.key not in opened
        sealed = field.sensitivity == Sensitivity.SEALED
        value = opened.get(field.key, kept)
        if field.retired and value is None:
            continue
        if isinstance(kept, dict) and masked:  # of what is sealed not even a digit is shown
            text = MASK if sealed else str(kept.get("masked", ""))
        else:
            text = shown_value(field, value, plugin)
        title, group = label(field.title, plugin), label(field.group, plugin)
        rows.append(Shown(field.key, title, text, masked, group, sealed, is_day=field.kind == "day"))
    return tuple(rows)


def shown_value(field: ShownField, value: Any, plugin: str) -> str:
    """Return one stored value as people read it: labels of options, money with thousands and 元, 是 or 否."""
    if value is None or value == "" or value == []:
        return ""
    if field.kind == "money":
        return say(N_("%(amount)s 元"), amount=grouped(int(value)))
    if field.kind in ("choice", "choices"):
        chosen = value if isinstance(value, list) else [value]
        return say(N_("、")).join(label(field.label(str(key)), plugin) for key in chosen)
    if field.kind == "yes_no":
        return say(N_("是")) if value else say(N_("否"))
    return f"{value} {label(field.unit, plugin)}".strip() if field.unit else str(value)
