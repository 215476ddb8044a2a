"""Fills in forms with canaries: the body of a case from its declared example, the data of an act from what the act asks."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal.declare.case_types import CaseType
from portal.declare.fields import (
    Choice,
    Choices,
    CreditCode,
    Day,
    Field,
    IdNumber,
    LongText,
    Money,
    Number,
    PartyPick,
    Phone,
    Plate,
    Staff,
    TermList,
    TermPick,
    Text,
    Whole,
    YesNo,
)
from portal.declare.parties import CORE_KEYS
from portal.declare.privacy import Sensitivity
from portal.engine.money import parse_yuan
from portal.errors import Problem
from portal.hooks.examples import example_body
from portal.proof.canaries import Nest, Rule, Subject

Body = dict[str, Any]
_RULES = {Sensitivity.PLAIN: Rule.CONTENT, Sensitivity.MASKED: Rule.MASKED, Sensitivity.SEALED: Rule.SEALED}
_LONGEST_PLACE = 120


@dataclass(frozen=True)
class Pen:
    """Writes canaries about one subject; `today` is the day on which everything happens."""

    nest: Nest
    subject: Subject
    today: date

    def text(self, kind: str, rule: Rule = Rule.CONTENT, *, before: str = "", longest: int = 200) -> str:
        """Return a text with a canary."""
        return self.nest.text(kind, rule, self.subject, before=before, longest=longest)

    def case(self, case_type: CaseType, *, known: bool = False) -> tuple[Body, Body]:
        """Return the body of a case full of canaries, and the plain example it was made from.

        In a `known` case people keep the identity numbers of the example, so that they are the same as in another.
        """
        plain: Body = example_body(case_type, self.today)
        body = copy.deepcopy(plain)
        body["summary"] = self.text("summary")
        body["place"] = self.text("place", longest=_LONGEST_PLACE)
        for role in case_type.parties:
            given = body["parties"].get(role.key)
            for row in given if isinstance(given, list) else [given] if given else []:
                self._party(row, role.fields, known=known)
        for field in case_type.fields:
            if not field.retired and field.kind in _CARRIES:
                value = self.value(field, "details", body["details"].get(field.key))
                if value is not None:
                    body["details"][field.key] = value
        return body, plain

    def _party(self, row: Body, fields: tuple[Field, ...], *, known: bool) -> None:
        person = row.get("kind", "person") == "person"
        row["name"] = self.text("name", Rule.NAME if person else Rule.FIRM, before="王" if person else "临泽县", longest=20)
        if "id_number" in row and not known:
            row["id_number"] = self.nest.id_number("id_number", Rule.CONTACT, self.subject, like=row["id_number"])
        row["phone"] = self.nest.phone("phone", Rule.CONTACT, self.subject)
        row["address"] = self.text("address", Rule.CONTACT, before="沙河镇东寨村一社")
        if "credit_code" in row:
            row["credit_code"] = self.nest.credit_code("credit_code", Rule.CONTENT, self.subject)
        if "representative" in row:
            row["representative"] = self.text("representative", Rule.NAME, before="陈", longest=20)
        row["occupation"] = self.text("occupation", Rule.ABOUT, longest=40)
        for field in fields:
            if field.kind in _CARRIES:
                row[field.key] = self.value(field, "party", row.get(field.key))

    def value(self, field: Field, where: str, like: object = None) -> Any:
        """Return a value with a canary for a field that can carry one, else a plain one."""
        rule, kind = _RULES[field.sensitivity], f"{where} {field.kind}"
        if field.sensitivity is not Sensitivity.PLAIN and not isinstance(field, (IdNumber, Phone)):
            kind = f"{where} {field.kind} {field.sensitivity}"
        match field:
            case Text(pattern=str(pattern)) if pattern:
                return like
            case Text() | LongText():
                return self.text(kind, rule, longest=field.longest)
            case IdNumber():
                return self.nest.id_number(kind, rule, self.subject)
            case Phone():
                return self.nest.phone(kind, rule, self.subject)
            case CreditCode():
                return self.nest.credit_code(kind, rule, self.subject)
            case Plate():
                return self.nest.plate(kind, rule, self.subject)
            case Money():
                fen = parse_yuan(str(like)) if like not in (None, "") else 2_000_000
                return self.nest.amount(kind, Rule.FIGURE if rule is Rule.CONTENT else rule, self.subject, like=fen)
        return _plain(field, self.today, like)

    def act(self, fields: tuple[Field, ...], action: str, *, staff: str, party: str) -> Body:
        """Return the data of an act: canaries where something is typed, the first choice where something is chosen."""
        data: Body = {}
        for field in fields:
            match field:
                case Staff():
                    data[field.key] = staff
                case PartyPick():
                    data[field.key] = party
                case TermPick():
                    data[field.key] = "1"
                case TermList():
                    data[field.key] = self._terms()
                case _:
                    value = self.value(field, action)
                    if value is not None:
                        data[field.key] = value
        return data

    def _terms(self) -> list[Body]:
        names = {
            "payer": self.text("term payer", before="王", longest=20),
            "payee": self.text("term payee", before="李", longest=20),
        }
        due = (self.today + timedelta(days=20)).isoformat()
        amount = self.nest.amount("term amount", Rule.FIGURE, self.subject, like=500_000)
        money = {**names, "amount": amount, "due_on": due, "method": self.text("term method", longest=40)}
        money["breach"] = self.text("term breach")
        return [money, {"kind": "act", "payer": names["payer"], "act": self.text("term act"), "due_on": due}]


def _plain(field: Field, today: date, like: object) -> Any:
    """Return a value for a field that carries no canary."""
    if like is not None:
        return like
    match field:
        case Choices():
            return [field.pairs[0][0]]
        case Choice():
            return field.pairs[0][0]
        case Day():
            return (today + timedelta(days=20 if field.future else 0)).isoformat()
        case YesNo():
            return True
        case Whole():
            return max(field.least, 1)
        case Number():
            return str(max(Decimal(field.least), Decimal(1)))
    return None


_CARRIES = frozenset({"text", "long_text", "id_number", "phone", "credit_code", "plate", "money"})


def mended(body: Body, plain: Mapping[str, Any], problems: tuple[Problem, ...]) -> bool:
    """Put back, or leave out, what was refused, and confirm what only asked; return whether anything was changed."""
    changed = False
    confirmed = body.setdefault("confirmed", [])
    for problem in problems:
        if problem.asks:
            codes = {f"rule:{problem.field}", f"guard:{problem.field}"} - set(confirmed)
            confirmed.extend(sorted(codes))
            changed = changed or bool(codes)
        else:
            changed = _put_back(body, plain, problem.field.split(".")) or changed
    return changed or _unmake(body, plain)


def _unmake(body: Body, plain: Mapping[str, Any]) -> bool:
    """Give the type's own fields, of the case and then of its parties, their example values: they must fit together."""
    if "details" in body and body["details"] != plain.get("details"):
        body["details"] = copy.deepcopy(plain["details"])
        return True
    changed = False
    for role, given in body.get("parties", {}).items():
        before = plain.get("parties", {}).get(role)
        if isinstance(given, list) and isinstance(before, list):
            for row, old in zip(given, before, strict=True):
                own = {key: old.get(key) for key in row if key not in CORE_KEYS and row[key] != old.get(key)}
                row.update(own)
                changed = changed or bool(own)
    return changed


def _put_back(body: Any, plain: Any, path: list[str]) -> bool:
    """Give the value at a path back what it was, or take it out where it was nothing."""
    for step in path[:-1]:
        if isinstance(body, list) and step.isdigit() and int(step) < len(body):
            body, plain = body[int(step)], plain[int(step)] if isinstance(plain, list) and int(step) < len(plain) else {}
        elif isinstance(body, dict) and step in body:
            body, plain = body[step], plain.get(step, {}) if isinstance(plain, Mapping) else {}
        elif not step.isdigit():
            return False
    last = path[-1]
    if not isinstance(body, dict) or last not in body:
        return False
    before = body[last]
    if isinstance(plain, Mapping) and last in plain:
        body[last] = copy.deepcopy(plain[last])
    else:
        del body[last]
    return bool(body.get(last) != before)
