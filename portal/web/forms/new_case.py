"""What the page of a new case shows: who and who, what is asked for, the terms of what was settled on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.declare.case_types import CaseType, PartyValue
from portal.declare.fields import Field
from portal.declare.parties import PartyKind, Role
from portal.engine.members import group_roles
from portal.reading.wording import N_, label, say
from portal.reading.words import SIDES, word
from portal.web.forms.beside_party import beside_inputs
from portal.web.forms.inputs import Input, inputs_of
from portal.web.forms.posted import rows_posted

Wrong = Mapping[str, tuple[str, ...]]
BLANK_ROW = "__row__"  # stands for the number of a row in the template a script copies
_NO_ID_REASONS = (
    N_("没带证件"),
    N_("记不清号码"),
    N_("证件遗失或过期"),
    N_("未成年人，没有办证"),
    N_("外籍或港澳台人员"),
    N_("对方的证件还不知道"),
    N_("其他"),
)
MOST_IN_FORM = 30  # so many people of a role a list may fill in: a form has so many fields and no more
FEW = 3  # so many optional fields of a group are shown, more are folded


@dataclass(frozen=True)
class PartyRow:
    """One person or organisation of a role. `first` is always shown, `more` in a fold; `kind` only where there is a choice."""

    at: str
    index: str
    kind: Input | None
    first: tuple[Input, ...]
    more: tuple[Input, ...]

    @property
    def is_filled(self) -> bool:
        """Whether anything was entered in the fold."""
        return any(i.value or i.wrong for i in self.more)


@dataclass(frozen=True)
class PartyBlock:
    """A role with its rows; `blank` is the row a script copies."""

    key: str
    at: str
    title: str
    side: str
    required: bool
    many: bool
    rows: tuple[PartyRow, ...]
    blank: PartyRow | None
    wrong: tuple[str, ...]
    takes_list: bool = False  # people may be filled in from a list
    wrong_list: tuple[str, ...] = ()

    @property
    def is_folded(self) -> bool:
        """Whether the role is optional and nothing was entered for it."""
        empty = all(not (i.value or i.wrong) for row in self.rows for i in (*row.first, *row.more))
        return not self.required and empty and not self.wrong


@dataclass(frozen=True)
class FieldGroup:
    """Declared fields under one heading: those to fill in first, the others in a fold."""

    title: str
    first: tuple[Input, ...]
    more: tuple[Input, ...]

    @property
    def is_open(self) -> bool:
        """Whether something in the fold was entered or is wrong."""
        return any(i.value or i.wrong for i in self.more)


@dataclass(frozen=True)
class TermRow:
    """One term of an agreement."""

    at: str
    index: str
    inputs: tuple[Input, ...]


def party_blocks(
    case_type: CaseType, plugin: str, entered: Mapping[str, Any], wrong: Wrong, more: Mapping[str, int], today: date
) -> tuple[PartyBlock, ...]:
    """Return the roles with a row for each party entered, and `more` empty ones for a role that was asked for.

    Where a role may be either, what it is in the type's example stands there first.
    """
    blocks = []
    listed = group_roles(case_type)
    usual = {key: _kind_of(given) for key, given in case_type.example(today).parties.items()}
    for role in case_type.parties:
        at = f"parties.{role.key}"
        there = max(rows_posted(dict(entered), at) + more.get(role.key, 0), 1)
        kind = usual.get(role.key, "person")
        rows = tuple(_party_row(role, plugin, str(index), entered, wrong, kind) for index in range(there))
        blocks.append(
            PartyBlock(
                key=role.key,
                at=at,
                title=label(role.title, plugin),
                side=word(SIDES, role.side.value),
                required=role.required,
                many=role.many,
                rows=rows,
                blank=_party_row(role, plugin, BLANK_ROW, {}, {}, kind) if role.many else None,
                wrong=wrong.get(at, ()),
                takes_list=role in listed and there < MOST_IN_FORM,
                wrong_list=wrong.get(f"list.{role.key}", ()),
            )
        )
    return tuple(blocks)


def field_groups(case_type: CaseType, plugin: str, entered: Mapping[str, Any], wrong: Wrong) -> tuple[FieldGroup, ...]:
    """Return the declared fields by group: groups with something required first, each with what is required first."""
    declared = [field for field in case_type.fields if not field.retired]
    first = _shown_first(declared)
    made = {i.name.removeprefix("details."): i for i in inputs_of(declared, "details", entered, wrong, plugin)}
    titles = list(dict.fromkeys(field.group for field in declared))
    groups = []
    for title in titles:
        inside = [field for field in declared if field.group == title]
        upper = [field for field in inside if field.key in first]
        lower = [field for field in inside if field.key not in first]
        if len(lower) <= FEW and upper:
            upper, lower = inside, []
        groups.append(FieldGroup(label(title, plugin), _inputs(upper, made), _inputs(lower, made)))
    return tuple(sorted(groups, key=lambda group: not group.first))


def term_rows(entered: Mapping[str, Any], wrong: Wrong, more: int) -> tuple[TermRow, ...]:
    """Return a row for each term entered, at least one."""
    there = max(rows_posted(dict(entered), "agree.terms") + more, 1)
    return tuple(term_row(str(index), entered, wrong) for index in range(there))


def term_row(index: str, entered: Mapping[str, Any], wrong: Wrong) -> TermRow:
    """Return one term: money from whom to whom until when, or an act."""
    at = f"agree.terms.{index}"
    given = (
        ("text", "payer", _("由谁"), ""),
        ("text", "payee", _("给谁"), ""),
        ("money", "amount", _("付多少"), ""),
        ("day", "due_on", _("什么时候之前"), ""),
        ("text", "method", _("怎样付"), _("当场付清的，写“当场”")),
        ("text", "breach", _("逾期怎么办"), ""),
        ("long_text", "act", _("或者做什么"), _("不是付钱的，写清由谁、做什么、到什么程度")),
    )
    inputs = tuple(
        Input(
            kind,
            f"{at}.{key}",
            title,
            entered.get(f"{at}.{key}", ""),
            hint,
            wrong=wrong.get(f"{at}.{key}", ()),
            rows=2,
            data={"names": "parties"} if key in ("payer", "payee") else {},
        )
        for kind, key, title, hint in given
    )
    return TermRow(at, index, inputs)


def _shown_first(fields: list[Field]) -> frozenset[str]:
    """Return the keys of required fields, and of fields that only apply when a required one says so."""
    first = {field.key for field in fields if field.required and field.when is None}
    groups = {field.key: field.group for field in fields}
    for field in fields:
        if field.when is not None and field.when.field in first and groups[field.when.field] == field.group:
            first.add(field.key)
    return frozenset(first)


def _inputs(fields: Iterable[Field], made: Mapping[str, Input]) -> tuple[Input, ...]:
    return tuple(made[field.key] for field in fields)


def _kind_of(given: PartyValue | tuple[PartyValue, ...]) -> str:
    first = given if isinstance(given, Mapping) else given[0] if given else {}
    return str(first.get("kind") or "person")


def _party_row(role: Role, plugin: str, index: str, entered: Mapping[str, Any], wrong: Wrong, usual: str) -> PartyRow:
    at = f"parties.{role.key}.{index}"
    is_either = role.kind is PartyKind.EITHER
    kind = entered.get(f"{at}.kind") or (usual if is_either else role.kind.value)

    def made(key: str, shape: str, title: str, *, of: str = "", hint: str = "", **more: Any) -> Input:
        name = f"{at}.{key}"
        data = {"when-field": f"{at}.kind", "when-values": of} if of and is_either else {}
        return Input(shape, name, title, entered.get(name, ""), hint, wrong=wrong.get(name, ()), data=data, **more)

    is_person, is_organisation = role.kind is not PartyKind.ORGANISATION, role.kind is not PartyKind.PERSON
    named = _("姓名或名称") if is_either else _("姓名") if is_person else _("单位名称")
    first = [made("name", "text", named, required=True, longest=80)]
    more = []
    if is_person:
        first += [
            made("id_number", "id_number", _("公民身份号码"), of="person"),
            made("no_id_reason", "choice", _("暂无证件"), of="person", options=_no_id_reasons(entered.get(f"{at}.no_id_reason"))),
        ]
    if is_organisation:
        first.append(made("credit_code", "credit_code", _("统一社会信用代码"), of="organisation", hint=_("不知道的，可以不填")))
    first += [made("phone", "phone", _("联系电话")), made("address", "text", _("住址或住所"), longest=120)]
    if is_organisation:
        first.append(made("representative", "text", _("法定代表人或负责人"), of="organisation", longest=40))
    if is_person:
        more += [
            made("sex", "choice", _("性别"), of="person", options=(("male", _("男")), ("female", _("女"))), hint=_told()),
            made("born", "day", _("出生日期"), of="person", hint=_told()),
            made("nation", "text", _("民族"), of="person", longest=20),
            made("occupation", "text", _("职业或职务"), of="person", longest=40),
        ]
    own = inputs_of(role.fields, at, entered, wrong, plugin)
    first += [i for i in own if i.required]
    more += [i for i in own if not i.required]
    more += beside_inputs(role, plugin, at, entered, wrong)
    choice = None
    if is_either:
        kinds = (("person", _("个人")), ("organisation", _("单位")))
        choice = Input(
            "choice", f"{at}.kind", _("个人还是单位"), kind, required=True, options=kinds, wrong=wrong.get(f"{at}.kind", ())
        )
    if len([i for i in own if not i.required]) <= FEW and own:
        first, more = [*first, *(i for i in own if not i.required)], [i for i in more if i not in own]
    return PartyRow(at, index, choice, tuple(first), tuple(more))


def _told() -> str:
    return say(N_("填了身份证号的，不用填"))


def _no_id_reasons(chosen: object) -> tuple[tuple[str, str], ...]:
    """Return why somebody has no identity number yet; a reason written elsewhere stays among them."""
    strange = (chosen,) if isinstance(chosen, str) and chosen and chosen not in _NO_ID_REASONS else ()
    return tuple((reason, say(reason)) for reason in (*_NO_ID_REASONS, *strange))
