"""What can be asked: every route of the running application, with the ids of real rows filled in.

Nothing is listed by hand. Routes come from the application's own map. Their arguments come from the addresses that pages
lead to, and, for what no page leads to, from the rows of each planted matter by the argument's name: `party_id` is the id
of a row of `party` that belongs to the case, `seq` the value of a column `seq`. A route whose arguments nobody can fill is
told, because nobody has proved anything about it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from sqlalchemy import Table, select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule

from portal.proof.canaries import MARK, Matter, Subject
from portal.proof.pages import Form
from portal.store.actors import System
from portal.store.tables.columns import Base
from portal.store.unit_of_work import Store
from portal.web.guarding import is_static

HOST = "localhost"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
Arguments = Mapping[str, Any]
_MEANT = {"to": ("organisation",)}
"""Arguments that are named for what is done with them."""


@dataclass(frozen=True)
class Target:
    """One concrete request to make of a route: arguments, query, what a form sends; `subject` is the matter it is about."""

    rule: Rule
    method: str
    arguments: tuple[tuple[str, Any], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    form: Form | None = field(default=None, compare=False)
    subject: Subject | None = field(default=None, compare=False)

    @property
    def ids(self) -> tuple[uuid.UUID, ...]:
        """The ids among the arguments."""
        return tuple(value for _, value in self.arguments if isinstance(value, uuid.UUID))


class Routes:
    """The routes of the running application, and the pool of what can be asked of each."""

    def __init__(self, app: Flask, store: Store, county_code: str, subjects: Iterable[Subject], under: str = "") -> None:
        asked = (rule for rule in app.url_map.iter_rules() if rule.rule.startswith(under))
        self.rules = [rule for rule in asked if not is_static(rule.endpoint)]
        self.under = under
        self.static = [rule for rule in app.url_map.iter_rules() if is_static(rule.endpoint)]
        self.adapter: MapAdapter = app.url_map.bind(HOST)
        self.rows = _Rows(store, county_code, subjects)
        self.pool: dict[tuple[str, str], dict[tuple[object, ...], Target]] = defaultdict(dict)
        self.values: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def target(self, address: str, method: str, form: Form | None = None) -> Target | None:
        """Return the target of an address on a page, `None` for what is no route of ours; it is remembered."""
        parts = urlsplit(address)
        if (parts.netloc and parts.netloc != HOST) or parts.scheme not in ("", "http", "https"):
            return None
        try:
            rule, given = self.adapter.match(parts.path, method=method, return_rule=True)
        except HTTPException:
            return None
        if is_static(rule.endpoint) or not rule.rule.startswith(self.under):
            return None
        query = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
        return self._remember(rule, method, dict(given), query, form)

    def _remember(
        self, rule: Rule, method: str, given: dict[str, Any], query: tuple[tuple[str, str], ...], form: Form | None
    ) -> Target:
        for name, value in given.items():
            if not isinstance(value, uuid.UUID):
                self.values[(rule.rule, name)][value] = None
        nearest = sorted(given, key=lambda name: rule.rule.find(f"{name}>"), reverse=True)  # what an address ends in, it is about
        asked: list[uuid.UUID | None] = [given[name] for name in nearest if isinstance(given[name], uuid.UUID)]
        asked += [_uuid(value) for _, value in query]
        sent = [] if form is None else [_uuid(value) for value in form.fields.values()]
        subject = next((s for value in (*asked, *sent) if value is not None and (s := self.rows.subject_of(value))), None)
        made = Target(rule, method, tuple(sorted(given.items())), query, form, subject)
        key = (made.arguments, query, tuple(sorted(form.fields.items(multi=True))) if form and sent else None)
        return self.pool[(rule.rule, method)].setdefault(key, made)

    def of(self, rule: Rule, method: str) -> list[Target]:
        """Return what can be asked of a route by a method, or, where the method is not offered, by the others."""
        own = list(self.pool[(rule.rule, method)].values())
        return own or [target for other in METHODS for target in self.pool[(rule.rule, other)].values()]

    def fill(self) -> list[str]:
        """Complete the pool with what no page led to, and return the rules that nobody can fill."""
        empty: list[str] = []
        for rule in self.rules:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                self._fill(rule, method)
                if not self.pool[(rule.rule, method)]:
                    empty.append(f"{method} {rule.rule}")
        return empty

    def _fill(self, rule: Rule, method: str) -> None:
        if not rule.arguments:
            self._remember(rule, method, {}, (), None)
            return
        form = next((t.form for t in self.pool[(rule.rule, method)].values() if t.form is not None), None)
        about = {t.subject for t in self.pool[(rule.rule, method)].values()}
        for subject in self.rows.subjects:
            if subject not in about:
                given = self._arguments(rule, subject)
                if given is not None:
                    self._remember(rule, method, given, (), form)
        if not self.pool[(rule.rule, method)]:
            given = self._arguments(rule, None)
            if given is not None:
                self._remember(rule, method, given, (), form)

    def _arguments(self, rule: Rule, subject: Subject | None) -> dict[str, Any] | None:
        """Return arguments for a rule from the rows of a matter; `None` when one cannot be filled or none is of the matter."""
        found: dict[str, Any] = {}
        touches = False
        for name in rule.arguments:
            of_subject = self.rows.value(name, subject) if subject is not None else None
            value = of_subject if of_subject is not None else self._known(rule, name)
            if value is None:
                value = self.rows.value(name, None)
            if value is None:
                return None
            touches = touches or of_subject is not None
            found[name] = value
        return found if touches or subject is None else None

    def _known(self, rule: Rule, name: str) -> Any:
        """Return what pages gave for an argument: of this rule, else of another with an argument of the same name."""
        for (known, argument), values in self.values.items():
            if argument == name and known == rule.rule:
                return next(iter(values))
        below = rule.rule.rsplit("/", 1)[0]
        for (known, argument), values in self.values.items():
            if argument == name and known.startswith(below):
                return next(iter(values))
        return next((next(iter(v)) for (_, argument), v in self.values.items() if argument == name), None)


_OF_THEIR_OWN = ("glass_use", "erasure")
"""Tables whose rows name a case and are no part of it: a use of special access belongs to those who ask, decide and judge,
a proposal to erase to those who propose and decide."""


class _Rows:
    """The ids of everything that was written, and which matter each belongs to."""

    def __init__(self, store: Store, county_code: str, subjects: Iterable[Subject]) -> None:
        self.subjects = list(subjects)
        self._by_id: dict[uuid.UUID, Subject] = {s.id: s for s in self.subjects if s.id is not None}
        self._values: dict[tuple[Subject | None, str], Any] = {}
        with store.begin(System(county_code, "demo")) as uow:
            for mapper in Base.registry.mappers:
                table = mapper.local_table
                if isinstance(table, Table):
                    self._read(table, uow.session.execute(select(mapper.class_)).scalars().all())

    def subject_of(self, given: uuid.UUID) -> Subject | None:
        """Return the matter an id belongs to."""
        return self._by_id.get(given)

    def value(self, argument: str, subject: Subject | None) -> Any:
        """Return what stands under the name of an argument for a matter, or, without one, anywhere."""
        plain = (argument, argument.removesuffix("_id"), argument.removesuffix("_key"), argument.removesuffix("_code"))
        for name in (*plain, *_MEANT.get(argument, ())):
            value = self._values.get((subject, name))
            if value is not None:
                return value
        return None

    def _read(self, table: Table, rows: Iterable[Any]) -> None:
        for row in rows:
            own, case = getattr(row, "id", None), getattr(row, "case_id", None)
            subject = self._by_id.get(own) if own is not None else None
            if subject is None and isinstance(case, uuid.UUID) and table.name not in _OF_THEIR_OWN:
                subject = self._by_id.get(case)
            if isinstance(own, uuid.UUID):
                if subject is not None:
                    self._by_id.setdefault(own, subject)
                for name in _names(table.name, subject):
                    self._values.setdefault((subject, name), own)
                    self._values.setdefault((None, name), own)
            for column in table.columns:
                value = getattr(row, column.name, None)
                if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "" and MARK not in str(value):
                    self._values.setdefault((subject, column.name), value)
                    self._values.setdefault((None, column.name), value)


def _names(table: str, subject: Subject | None) -> Iterator[str]:
    """Yield the words by which an argument may mean a row of a table: its name, and each word of it."""
    yield table
    yield from (word for word in table.split("_") if word != "case")
    if subject is not None and subject.matter is Matter.CASE and table == "case_file":
        yield "case"


def _uuid(text: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
