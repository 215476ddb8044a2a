"""更正: the form shows what stands now; what is changed in it becomes the correction, and what is left alone is not sent on.

A hidden value `was` says what every field held when the form was made. So an emptied field is known from one that was never
filled in, and a form that comes back after somebody else's correction keeps only what this person changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.declare.case_types import CaseType
from portal.declare.fields import Choices
from portal.declare.parties import PartyKind, Role
from portal.engine.case_state import CaseState
from portal.reading.case_page import CasePage
from portal.reading.case_parties import PartyShown
from portal.reading.case_values import CaseValues, case_values
from portal.reading.wording import label
from portal.reading.wording import say as _
from portal.store.unit_of_work import UnitOfWork
from portal.web.forms.act_form import ActGroup, Entered, Wrong, in_groups
from portal.web.forms.inputs import Input, inputs_of
from portal.web.forms.posted import OURS, body_of

WAS, PART = "was", "part"
FEW = 6  # so many parties stand on the form at once; of more, the one that was asked for


@dataclass(frozen=True)
class PartyPart:
    """One party on the form; a new one has no id."""

    at: str
    id: str
    title: str
    inputs: tuple[Input, ...]
    may_go: bool
    is_gone: bool = False


@dataclass(frozen=True)
class CorrectionForm:
    """The form. `others` are the parties that are not on it, each by (id, title)."""

    basics: tuple[Input, ...]
    groups: tuple[ActGroup, ...]
    parties: tuple[PartyPart, ...]
    added: tuple[PartyPart, ...]
    others: tuple[tuple[str, str], ...]
    was: str


def correction_form(
    uow: UnitOfWork, page: CasePage, state: CaseState, part: str, entered: Entered, wrong: Wrong
) -> CorrectionForm:
    """Return the form. Only what was changed in `entered` is taken from it; everything else is shown as it stands now."""
    made = _Making(page, state.type, case_values(uow, page), entered, wrong, page.type.partition(".")[0])
    wanted, others = _on_the_form(page, part)
    parties, places = made.parties(wanted)
    return CorrectionForm(
        basics=made.basics(),
        groups=made.groups(),
        parties=parties,
        added=made.added(places),
        others=tuple((str(p.id), f"{p.role_title} {p.name}") for p in others),
        was=json.dumps(made.was, ensure_ascii=False, sort_keys=True),
    )


def multiple_names(case_type: CaseType, form: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of multiple choices on the form."""
    multiple = {f"details.{f.key}" for f in case_type.fields if isinstance(f, Choices)}
    of_roles = {(role.key, f.key) for role in case_type.parties for f in role.fields if isinstance(f, Choices)}
    for name in (*form, *was_of(form)):
        parts = name.split(".")
        if len(parts) == 4 and (parts[1], parts[3]) in of_roles:
            multiple.add(name)
    return frozenset(multiple)


def correction_body(form: MultiDict[str, str], case_type: CaseType) -> dict[str, Any]:
    """Return the body of the correction: what differs from what the form was made with.

    Raises:
        Refused: a name that is too deep or a list that is too long.
    """
    lists, was = multiple_names(case_type, form), was_of(form)
    changed: MultiDict[str, str] = MultiDict()
    emptied = set()
    for name in dict.fromkeys((*form, *was)):
        if name in OURS or name in (WAS, PART):
            continue
        given = _given(form, name, lists)
        if given == was.get(name, [] if name in lists else "") and not name.endswith(".id"):
            continue
        for value in given if isinstance(given, list) else [given]:
            changed.add(name, value)
        if not given:
            changed.setlist(name, [""])
            emptied.add(name)
    body = body_of(changed, lists, frozenset(emptied))
    parties = {role: _rows(rows) for role, rows in body.pop("parties", {}).items() if isinstance(rows, list)}
    if any(set(row) != {"id"} for rows in parties.values() for row in rows):
        body["parties"] = parties
    return body


def was_of(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form was made with; a broken value counts as nothing."""
    try:
        was = json.loads(form.get(WAS) or "{}")
    except ValueError:
        return {}
    return was if isinstance(was, dict) else {}


class _Making:
    """Makes the inputs and remembers what each was made with."""

    def __init__(
        self, page: CasePage, case_type: CaseType, values: CaseValues, entered: Entered, wrong: Wrong, plugin: str
    ) -> None:
        self.page, self.type, self.values, self.entered, self.wrong, self.plugin = page, case_type, values, entered, wrong, plugin
        self.before = was_of(entered)
        self.was: dict[str, Any] = {}

    def basics(self) -> tuple[Input, ...]:
        page = self.page
        return (
            self._input("day", "received_on", _("收到日期"), page.received_on.isoformat(), required=True),
            self._input("day", "occurred_on", _("发生时间"), page.occurred_on.isoformat() if page.occurred_on else ""),
            self._input("text", "place", _("地点"), page.place, longest=120),
            self._input("long_text", "summary", _("经过"), page.summary, rows=6),
        )

    def groups(self) -> tuple[ActGroup, ...]:
        masked = {f.key: f.value for f in self.page.fields if f.masked}
        made = inputs_of(self.type.fields, "details", {}, self.wrong, self.plugin)
        return in_groups(tuple(self._now(i, self.values.details, masked, i.name.removeprefix("details.")) for i in made))

    def parties(self, wanted: tuple[PartyShown, ...]) -> tuple[tuple[PartyPart, ...], dict[str, int]]:
        places: dict[str, int] = {}
        parts = []
        for party in wanted:
            role = self.type.role(party.role)
            place = places.get(party.role, 0)
            places[party.role] = place + 1
            at = f"parties.{party.role}.{place}"
            alone = sum(1 for p in self.page.parties if p.role == party.role) == 1
            parts.append(
                PartyPart(
                    at,
                    str(party.id),
                    f"{party.role_title} {party.name}",
                    self._party(party, role, at),
                    may_go=not (role.required and alone),
                    is_gone=bool(self.entered.get(f"{at}.remove")),
                )
            )
        return tuple(parts), places

    def added(self, places: Mapping[str, int]) -> tuple[PartyPart, ...]:
        """Return an empty row for each role in which somebody may still be added."""
        parts = []
        for role in self.type.parties:
            if not role.many and any(p.role == role.key for p in self.page.parties):
                continue
            at = f"parties.{role.key}.{places.get(role.key, 0)}"
            parts.append(PartyPart(at, "", label(role.title, self.plugin), self._new(role, at), may_go=False))
        return tuple(parts)

    def _party(self, party: PartyShown, role: Role, at: str) -> tuple[Input, ...]:
        is_person = party.kind == "person"
        rows = [self._input("text", f"{at}.name", _("姓名") if is_person else _("名称"), party.name, required=True, longest=80)]
        if is_person:
            rows += [
                self._secret("id_number", f"{at}.id_number", _("公民身份号码"), party.id_number, is_open=party.id_full),
                self._input("text", f"{at}.no_id_reason", _("暂无证件的原因"), party.no_id_reason, longest=60),
            ]
        else:
            rows.append(self._input("credit_code", f"{at}.credit_code", _("统一社会信用代码"), party.credit_code))
        rows += [
            self._secret("phone", f"{at}.phone", _("联系电话"), party.phone, is_open=party.phone_full),
            self._secret("text", f"{at}.address", _("住址或住所"), party.address, is_open=party.address_full, longest=120),
        ]
        if is_person:
            rows += [
                self._input("text", f"{at}.nation", _("民族"), party.nation, longest=20),
                self._input("text", f"{at}.occupation", _("职业或职务"), party.occupation, longest=40),
            ]
        else:
            name = _("法定代表人或负责人")
            rows.append(self._input("text", f"{at}.representative", name, party.representative, longest=40))
        masked = {f.key: f.value for f in party.fields if f.masked}
        values = self.values.parties.get(party.id, {})
        own = inputs_of(role.fields, at, {}, self.wrong, self.plugin)
        return (*rows, *(self._now(i, values, masked, i.name.rpartition(".")[2]) for i in own))

    def _new(self, role: Role, at: str) -> tuple[Input, ...]:
        kinds = (("person", _("个人")), ("organisation", _("单位")))
        is_either = role.kind is PartyKind.EITHER

        def of(kind: str) -> dict[str, str]:
            return {"when-field": f"{at}.kind", "when-values": kind} if is_either else {}

        rows = [
            Input("choice", f"{at}.kind", _("个人还是单位"), self._typed(f"{at}.kind") or "person", options=kinds, required=True)
        ]
        rows = rows if is_either else []
        rows.append(self._empty("text", f"{at}.name", _("姓名或名称"), longest=80))
        if role.kind is not PartyKind.ORGANISATION:
            rows.append(self._empty("id_number", f"{at}.id_number", _("公民身份号码"), data=of("person")))
            rows.append(self._empty("text", f"{at}.no_id_reason", _("暂无证件的原因"), longest=60, data=of("person")))
        if role.kind is not PartyKind.PERSON:
            rows.append(self._empty("credit_code", f"{at}.credit_code", _("统一社会信用代码"), data=of("organisation")))
            name = _("法定代表人或负责人")
            rows.append(self._empty("text", f"{at}.representative", name, longest=40, data=of("organisation")))
        rows.append(self._empty("phone", f"{at}.phone", _("联系电话")))
        rows.append(self._empty("text", f"{at}.address", _("住址或住所"), longest=120))
        own = inputs_of(role.fields, at, {}, self.wrong, self.plugin)
        return (*rows, *(replace(i, value=self._typed(i.name), required=False) for i in own))

    def _input(self, kind: str, name: str, title: str, now: str, **more: Any) -> Input:
        self.was[name] = now
        return Input(kind, name, title, self._shown(name, now), wrong=self.wrong.get(name, ()), **more)

    def _secret(self, kind: str, name: str, title: str, now: str, *, is_open: bool, **more: Any) -> Input:
        if is_open:
            return self._input(kind, name, title, now, **more)
        hint = _("现在：%(mask)s；不改请留空", mask=now)
        return replace(self._input(kind, name, title, "", **more), hint=hint)

    def _empty(self, kind: str, name: str, title: str, **more: Any) -> Input:
        return Input(kind, name, title, self._typed(name), wrong=self.wrong.get(name, ()), **more)

    def _now(self, one: Input, values: Mapping[str, object], masked: Mapping[str, str], key: str) -> Input:
        if key in masked:
            self.was[one.name] = ""
            hint = _("现在：%(mask)s；不改请留空", mask=masked[key])
            return replace(one, value=self._typed(one.name), hint=hint, required=False)
        now = _as_posted(values.get(key))
        self.was[one.name] = now
        return replace(one, value=self._shown(one.name, now))

    def _shown(self, name: str, now: Any) -> Any:
        """Return what this person changed the field to, else what stands there now."""
        if name not in self.entered or _plain(self.entered[name]) == self.before.get(name, ""):
            return now
        return self.entered[name]

    def _typed(self, name: str) -> Any:
        return self.entered.get(name, "")


def _on_the_form(page: CasePage, part: str) -> tuple[tuple[PartyShown, ...], tuple[PartyShown, ...]]:
    """Return the parties on the form and the others: all of a few, of many the one that was asked for."""
    if len(page.parties) <= FEW:
        return page.parties, ()
    wanted = tuple(p for p in page.parties if str(p.id) == part)
    return wanted, tuple(p for p in page.parties if p not in wanted)


def _rows(rows: list[Any]) -> list[Any]:
    """Return the rows of a role as the engine reads them, without new ones nobody filled in."""
    kept = [row for row in rows if not isinstance(row, dict) or set(row) - {"kind"}]
    return [
        {"id": row["id"], "remove": True} if isinstance(row, dict) and row.get("remove") and row.get("id") else row
        for row in kept
    ]


def _given(form: MultiDict[str, str], name: str, lists: frozenset[str]) -> Any:
    return [v for v in form.getlist(name) if v] if name in lists else _plain(form.get(name, ""))


def _plain(value: Any) -> Any:
    """Return a posted text with the line ends and margins it had before a browser posted it."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _as_posted(value: object) -> Any:
    """Return a stored value as a form posts it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else str(value)
