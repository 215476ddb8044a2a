"""The JSON of a declaration: kept with the cases made under it, and read back for display.

It leaves out what is code (rules, guards, calculators, example, upgrades): a snapshot shows a case, it cannot change one.
A snapshot carries its `format`; when the display values change shape, the format rises and `read` learns to bring the older
one forward.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType, NoneType, UnionType
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

from portal.declare.case_types import CaseType
from portal.declare.clocks import Clock, Term
from portal.declare.fields import Choice, Field, Number, Whole
from portal.declare.parties import Role
from portal.declare.plugins import Plugin
from portal.declare.steps import Action
from portal.errors import PluginError
from portal.hooks.shown_types import ShownAction, ShownBasis, ShownClock, ShownField, ShownRole, ShownTerm, ShownType

FORMAT = 1

Value = TypeVar("Value")


def as_json(plugin: Plugin, case_type: CaseType) -> dict[str, object]:
    """Return the declaration of a type with its plugin's key, title and version; JSON values only."""
    kept = cast("dict[str, object]", _plain(shown(case_type)))
    return {
        "format": FORMAT,
        "plugin": plugin.key,
        "plugin_title": plugin.title,
        "plugin_version": plugin.version,
        **kept,
    }


def digest(declaration: Mapping[str, object]) -> bytes:
    """Return the SHA-256 of a declaration in canonical form."""
    canonical = json.dumps(declaration, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def read(declaration: Mapping[str, object]) -> ShownType:
    """Return the display value of a kept declaration.

    Raises:
        PluginError: the snapshot is of a later format, or something in it is missing or of the wrong kind.
    """
    if declaration.get("format") != FORMAT:
        raise PluginError(f"声明快照的格式 {declaration.get('format')!r} 是这个版本不认识的，请升级平台")
    return _value(ShownType, declaration, "")


def shown(declared: CaseType) -> ShownType:
    """Return the display value of a live type."""
    return ShownType(
        key=declared.key,
        title=declared.title,
        version=declared.version,
        privacy=int(declared.privacy),
        ministry_type=declared.ministry_type,
        roles=tuple(_role(role) for role in declared.parties),
        fields=tuple(_field(field) for field in declared.fields),
        clocks=tuple(_clock(clock) for clock in declared.clocks),
        actions=tuple(_action(action) for action in declared.actions),
        steps=MappingProxyType({step.key: step.title for step in declared.steps}),
        reasons=MappingProxyType({str(e): tuple((r.key, r.title) for r in reasons) for e, reasons in declared.reasons.items()}),
        papers=tuple((paper.key, paper.title) for paper in declared.papers),
        words=declared.words,
        remedies=declared.remedies,
    )


def _field(field: Field) -> ShownField:
    return ShownField(
        key=field.key,
        title=field.title,
        kind=field.kind,
        required=field.required,
        sensitivity=str(field.sensitivity),
        options=field.pairs if isinstance(field, Choice) else (),
        unit=field.unit if isinstance(field, (Whole, Number)) else "",
        group=field.group,
        hint=field.hint,
        retired=field.retired,
    )


def _role(role: Role) -> ShownRole:
    fields = tuple(_field(field) for field in role.fields)
    return ShownRole(role.key, role.title, str(role.side), str(role.kind), role.many, role.required, fields)


def _clock(clock: Clock) -> ShownClock:
    return ShownClock(
        key=clock.key,
        title=clock.title,
        starts=str(clock.starts),
        stops=tuple(str(moment) for moment in clock.stops),
        whose=str(clock.whose),
        extend=str(clock.extend),
        lapse=clock.lapse,
        warns=clock.warns,
        terms=tuple(_term(term) for term in (clock.term, *clock.earlier)),
    )


def _term(term: Term) -> ShownTerm:
    basis = term.basis
    return ShownTerm(
        term.length,
        str(term.unit),
        ShownBasis(basis.law, basis.article, basis.since, basis.until, basis.verified, basis.house),
    )


def _action(action: Action) -> ShownAction:
    return ShownAction(
        key=action.key,
        title=action.title,
        told=action.told,
        verb=str(action.verb),
        phases=tuple(str(phase) for phase in action.phases),
        urgent=action.urgent,
        fields=tuple(_field(field) for field in action.fields),
    )


def _plain(value: object) -> object:
    """Return the JSON form of a display value."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _value(kind: Callable[..., Value], raw: object, where: str) -> Value:
    """Return the display value of that dataclass, reading each attribute as its annotation says."""
    if not isinstance(raw, Mapping):
        raise _wrong(where)
    hints = get_type_hints(kind)
    return kind(**{name: _read(hint, raw.get(name), f"{where}.{name}".lstrip(".")) for name, hint in hints.items()})


def _read(hint: object, raw: object, where: str) -> object:
    arguments = get_args(hint)
    if dataclasses.is_dataclass(hint):
        return _value(cast("Callable[..., object]", hint), raw, where)
    if isinstance(hint, UnionType) and NoneType in arguments:
        return None if raw is None else _read(arguments[0], raw, where)
    if get_origin(hint) is tuple and isinstance(raw, list):
        if arguments[-1] is Ellipsis:
            return tuple(_read(arguments[0], item, f"{where}.{n}") for n, item in enumerate(raw))
        if len(arguments) == len(raw):
            return tuple(_read(part, item, where) for part, item in zip(arguments, raw, strict=True))
    if get_origin(hint) is Mapping and isinstance(raw, Mapping):
        return MappingProxyType({str(key): _read(arguments[1], item, f"{where}.{key}") for key, item in raw.items()})
    if hint is date and isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise _wrong(where) from None
    if hint in (str, int, bool) and type(raw) is hint:
        return raw
    raise _wrong(where)


def _wrong(where: str) -> PluginError:
    return PluginError(f"声明快照不完整：{where}")
