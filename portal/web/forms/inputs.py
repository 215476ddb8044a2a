"""What a page shows for a declared field: kind, name, label, options, the value entered before, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.declare.fields import Choice, Day, Field, LongText, Number, Text, Whole
from portal.errors import Problem
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import label


@dataclass(frozen=True)
class Input:
    """One field of a form, as `ui.field_of` shows it. `data` carries the condition under which it applies."""

    kind: str
    name: str
    label: str
    value: Any = ""
    hint: str = ""
    required: bool = False
    wrong: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    longest: int | None = None
    rows: int = 3
    group: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


def inputs_of(
    fields: Iterable[Field],
    at: str,
    entered: Mapping[str, Any],
    wrong: Mapping[str, tuple[str, ...]],
    plugin: str = "",
) -> tuple[Input, ...]:
    """Return the inputs of declared fields. `at` is the path before their keys (`details`, `parties.worker.0`, or empty)."""
    return tuple(_input(f, at, entered, wrong, plugin) for f in fields if not f.retired)


def sentences_of(problems: Iterable[Problem], plugin: str = "") -> dict[str, tuple[str, ...]]:
    """Return the sentences of problems by the field they stand at."""
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        found[problem.field] = (*found.get(problem.field, ()), problem_sentence(problem, plugin))
    return found


def summary_of(problems: Iterable[Problem], plugin: str = "") -> list[tuple[str, str]]:
    """Return (field, sentence) of every problem that stops, for the list above the form."""
    return [(p.field, problem_sentence(p, plugin)) for p in problems if not p.asks]


def questions_of(problems: Iterable[Problem], prefix: str, plugin: str = "") -> list[tuple[str, str]]:
    """Return (code to confirm, sentence) of every problem that only asks."""
    return [(f"{prefix}:{p.answer}", problem_sentence(p, plugin)) for p in problems if p.asks]


def _input(declared: Field, at: str, entered: Mapping[str, Any], wrong: Mapping[str, tuple[str, ...]], plugin: str) -> Input:
    name = f"{at}.{declared.key}" if at else declared.key
    data = {"future": "yes"} if isinstance(declared, Day) and declared.future else {}
    if declared.when is not None:
        on = f"{at}.{declared.when.field}" if at else declared.when.field
        data |= {"when-field": on, "when-values": " ".join(_posted(v) for v in declared.when.values)}
    return Input(
        kind=declared.kind,
        name=name,
        label=label(declared.title, plugin),
        value=entered.get(name, ""),
        hint=label(declared.hint, plugin),
        required=declared.required,
        wrong=wrong.get(name, ()),
        options=tuple((k, label(t, plugin)) for k, t in declared.pairs) if isinstance(declared, Choice) else (),
        unit=label(declared.unit, plugin) if isinstance(declared, (Whole, Number)) else "",
        longest=declared.longest if isinstance(declared, (Text, LongText)) else None,
        rows=6 if isinstance(declared, LongText) and declared.longest > 4000 else 3,
        group=label(declared.group, plugin),
        data=data,
    )


def _posted(value: str | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value
