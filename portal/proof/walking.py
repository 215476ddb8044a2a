"""The walk: everybody reads what her pages lead to, then everybody asks for everything that anybody's pages led to.

The first round finds real addresses and forms, the second replays them as all others: with the ids of matters the post may
see, of such as are hidden from it, and of such as never were; with every method; with a search for what is hidden.
"""

from __future__ import annotations

import random
import uuid
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule

from portal.proof.api_bodies import A_TEXT, api_bodies
from portal.proof.asking import READS, Answer, Asker
from portal.proof.breadth import EVERYTHING, Breadth
from portal.proof.canaries import Canary, Nest, Subject
from portal.proof.county import NOBODY, Visitor
from portal.proof.judging import Judge
from portal.proof.pages import Form
from portal.proof.targets import METHODS, Routes, Target
from portal.proof.who_may_see import SEALED, may_know_of, may_read

_SEARCHES = 1
_LOOKS = 3
_FULL = 12
"""How many of each kind are asked for with `full`; otherwise it is one."""
_NEW_PAGES = 16
"""How many papers, acts or types beyond everybody's first are read at one route, all together; all of them with `full`."""
_OPENED = 2
"""To how many a page must have opened before others read it only in their turn."""
_SOME = 9
"""Of how many visitors one tries a method a route does not offer."""


@dataclass
class Walk:
    """One walk of one breadth: the same county and breadth give the same requests."""

    app: Flask
    routes: Routes
    judge: Judge
    nest: Nest
    breadth: Breadth = EVERYTHING
    requests: int = 0
    compared: int = 0
    searches: dict[tuple[str, str], Target] = field(default_factory=dict)
    bodies: dict[tuple[str, str], Any] = field(default_factory=dict)
    followed: dict[tuple[object, ...], int] = field(default_factory=lambda: defaultdict(int))
    read: set[tuple[str, tuple[object, ...]]] = field(default_factory=set)
    never: dict[tuple[object, ...], tuple[Answer, str]] = field(default_factory=dict)

    def explore(self, visitors: Iterable[Visitor]) -> list[Asker]:
        """Let everybody read what her pages lead to, and return them with their tokens."""
        self.bodies = api_bodies(Asker(self.app, Visitor("nobody", NOBODY)), self.routes)
        self._learn_searches()
        return [self._explore(Asker(self.app, visitor), number) for number, visitor in enumerate(visitors)]

    def _explore(self, asker: Asker, number: int) -> Asker:
        waiting = deque(
            target
            for rule in self.routes.rules
            if not rule.arguments and "GET" in (rule.methods or ())
            if (target := self.routes.target(rule.rule, "GET")) is not None
        )
        done: set[tuple[object, ...]] = set()
        asker.come_in()
        while waiting:
            target = waiting.popleft()
            key = _key(target)
            if key in done or not self._is_worth_it(asker.visitor, number, target):
                continue
            done.add(key)
            answer = self._ask(asker, target, "GET")
            self.followed[(target.rule.rule, "opened")] += answer.status == 200
            found = asker.read(answer)
            for link in [*found.links, *([answer.headers["Location"]] if "Location" in answer.headers else [])]:
                led = self.routes.target(link, "GET")
                if led is not None:
                    waiting.append(led)
            for form in found.forms:
                self._keep(target, form, waiting)
        return asker

    def _is_worth_it(self, visitor: Visitor, number: int, target: Target) -> bool:
        """Say whether a page is read: one of each route and relation for every post, and some that nobody has read yet."""
        full = self.breadth.full
        plain = tuple((name, value) for name, value in target.arguments if not isinstance(value, uuid.UUID))
        rule, relation = target.rule.rule, _relation(visitor, target.subject)
        wanted = (
            (visitor.name, rule, relation),
            (rule, relation, plain),
            (rule, tuple(name for name, _ in target.query)),
        )
        opens = self.followed[(rule, "opened")] < _OPENED
        turn = wanted if opens or self.breadth.turn(number, rule) else wanted[1:]
        if all(self.followed[key] >= (_FULL if full else 1) for key in turn):
            return False
        fresh = self.followed[wanted[0]] > 0
        if fresh and not full and self.followed[wanted[2]] and self.followed[(rule, relation)] >= _NEW_PAGES:
            return False
        self.followed[(rule, relation)] += fresh
        for key in wanted:
            self.followed[key] += 1
        return True

    def _keep(self, page: Target, form: Form, waiting: deque[Target]) -> None:
        address = form.action or _path(page)
        led = self.routes.target(address, "GET" if form.method == "DIALOG" else form.method, form)
        if led is None:
            return
        if form.method == "GET":
            waiting.append(replace(led, query=tuple(sorted((k, v) for k, v in form.fields.items(multi=True) if v)), form=None))
        if len(form.typed) == 1 and not led.ids:
            self.searches.setdefault((led.rule.rule, form.typed[0]), led)

    def replay(self, askers: list[Asker]) -> None:
        """Let everybody ask for everything."""
        for number, asker in enumerate(askers):
            if not asker.visitor.replays and not self.breadth.full:
                continue
            draw = random.Random(f"{self.breadth.seed} {asker.visitor.name}")  # noqa: S311 - repeatable on purpose
            for rule in self.routes.rules:
                is_api = (rule.rule, "POST") in self.bodies or "/api/" in rule.rule
                if asker.visitor.key and not is_api and not self.breadth.full:
                    continue  # a key opens the API only; elsewhere its holder is nobody, who walks too
                for method in METHODS:
                    self._each_kind(asker, rule, method, number, draw)
            if self.breadth.turn(number, "search"):
                self._search(asker, draw)

    def look_again(self, askers: list[Asker]) -> None:
        """Let handlers and whoever leads them look for the kinds of canaries nobody met yet, in all of one matter of each kind.

        What is known is looked through first; whoever has not met them then reads on from her pages and looks again.
        """
        for kind in dict.fromkeys(canary.kind for canary in self.nest.canaries):
            planted = [canary for canary in self.nest.canaries if canary.kind == kind]
            for canary in planted[:_LOOKS]:
                handlers = [a for a in askers if a.visitor.cookie and _works_on(a.visitor, canary.subject)]
                for find in (lambda asker: None, self._find_again):
                    for asker in handlers:
                        if not any(other.key in self.judge.seen for other in planted):
                            find(asker)
                            self._read_all(asker, canary)

    def _find_again(self, asker: Asker) -> None:
        """Read on from the pages that belong to nothing in particular, one step, where this visitor was not asked yet."""
        starts = [self.routes.target(rule.rule, "GET") for rule in self.routes.rules if not rule.arguments]
        led = [to for target in starts if target is not None for to in self._led(asker, target) if to.subject is None]
        for target in led:
            self._led(asker, target)

    def _led(self, asker: Asker, target: Target) -> list[Target]:
        """Return where a page leads that this visitor was not asked for yet."""
        if (asker.visitor.name, _key(target)) in self.read:
            return []
        links = asker.read(self._ask(asker, target, "GET")).links
        return [to for link in links if (to := self.routes.target(link, "GET")) is not None]

    def _read_all(self, asker: Asker, canary: Canary) -> None:
        """Ask for everything about a matter until its canary is met: pages first, then files, then what is shown on demand."""
        for method in ("GET", "POST"):
            for rule in sorted(self.routes.rules, key=_is_file):
                for target in list(self.routes.pool[(rule.rule, method)].values()):
                    if target.subject is canary.subject and canary.key not in self.judge.seen:
                        found = asker.read(self._ask(asker, target, method))
                        for link in found.links:
                            self.routes.target(link, "GET")
                        for form in found.forms:
                            self.routes.target(form.action or _path(target), form.method, form)

    def _each_kind(self, asker: Asker, rule: Rule, method: str, number: int, draw: random.Random) -> None:
        """Ask for a matter of each kind by one method of a route."""
        plain = method in (rule.methods or ()) and method not in ("HEAD", "OPTIONS")
        if not self.breadth.turn(number, method, rule.rule, of=1 if plain else _SOME):
            return  # what no page does is tried by some, by all with `full`
        pool = self.routes.of(rule, method if plain else "GET")
        for target in self._chosen(asker.visitor, pool, draw):
            is_known = target.subject is None or may_know_of(asker.visitor.onlooker, target.subject)
            if not (plain and method == "GET" and is_known and (asker.visitor.name, _key(target)) in self.read):
                self._probe(asker, target, method)

    def _chosen(self, visitor: Visitor, pool: list[Target], draw: random.Random) -> Iterator[Target]:
        """Yield a few targets of each kind: hidden, sealed, header only, open, and about nothing in particular."""
        kinds: dict[tuple[object, ...], list[Target]] = defaultdict(list)
        for target in pool:
            kinds[(_relation(visitor, target.subject), bool(target.query) and self.breadth.full)].append(target)
        for targets in kinds.values():
            yield from draw.sample(targets, min(_FULL if self.breadth.full else 1, len(targets)))

    def _probe(self, asker: Asker, target: Target, method: str) -> None:
        """Ask for one thing; what is hidden, and any id that is not found, is compared with one that never was."""
        answer = self._ask(asker, target, method)
        subject = target.subject
        hidden = subject is not None and not may_know_of(asker.visitor.onlooker, subject)
        if not hidden and not (subject is None and target.ids and answer.status == 404):
            return
        known = self._known_beside(asker.visitor, target)
        twin, ids = _never_was(target, known)
        there = {str(real): f"#{n}" for n, real in enumerate(ids)}
        kind = (
            asker.visitor.name,
            method,
            *_key(twin)[:1],
            *(v for _, v in twin.arguments if not isinstance(v, uuid.UUID)),
            *twin.query,
            id(target.form),
            known,
        )
        if kind not in self.never:
            other = self._ask(asker, twin, method)
            made = {str(made): f"#{n}" for n, made in enumerate(ids.values())}
            self.never[kind] = (other, other.plain(made))
        self.compared += 1
        self.judge.compare(target, asker.visitor, method, (answer, answer.plain(there)), self.never[kind])

    def _known_beside(self, visitor: Visitor, target: Target) -> frozenset[uuid.UUID]:
        """Return the ids of other matters the visitor knows of: a request may join a known case with a hidden file."""
        known = set[uuid.UUID]()
        for value in target.ids:
            of = self.routes.rows.subject_of(value)
            if of is not None and of is not target.subject and may_know_of(visitor.onlooker, of):
                known.add(value)
        return frozenset(known)

    def _search(self, asker: Asker, draw: random.Random) -> None:
        """Search for what is hidden, and for what never was, wherever a page has one field to search in."""
        hidden = [c for c in self.nest.canaries if not may_read(asker.visitor.onlooker, c.subject)]
        for (_, name), target in self.searches.items():
            for canary in _of_each_kind(hidden, draw, 40 if self.breadth.full else _SEARCHES):
                self._search_for(asker, target, name, canary)

    def _search_for(self, asker: Asker, target: Target, name: str, canary: Canary) -> None:
        answers = []
        for value in (canary.value, self.nest.unplanted(canary)):
            assert target.form is not None
            form = target.form.fields.copy()
            form.setlist(name, [value])
            asked = replace(target, form=Form(target.form.method, target.form.action, form))
            answer = self._ask(asker, asked, target.form.method, sent=value)
            answers.append((answer, answer.plain({value: ""})))
        if not may_know_of(asker.visitor.onlooker, canary.subject):
            self.compared += 1
            about = replace(target, subject=canary.subject)
            self.judge.compare(about, asker.visitor, target.form.method if target.form else "GET", answers[0], answers[1])

    def _ask(self, asker: Asker, target: Target, method: str, *, sent: str = "") -> Answer:
        self.requests += 1
        path = _path(target)
        fields = target.form.fields if target.form is not None else None
        if method in READS:
            query = target.query + (tuple(fields.items(multi=True)) if sent and fields is not None else ())
            answer = asker.ask(method, path, query=query)
        elif (target.rule.rule, method) in self.bodies:
            json = self.bodies[(target.rule.rule, method)] if fields is None else dict(fields)
            answer = asker.ask(method, path, query=target.query, json=json)
        else:
            answer = asker.ask(method, path, query=target.query, form=fields if fields is not None else MultiDict())
        given = sent or " ".join(fields.values()) if fields is not None else sent  # a form filled in by another may come back
        self.judge.judge(target, asker.visitor, method, answer, given)
        if method == "GET":
            self.read.add((asker.visitor.name, _key(target)))
        return answer

    def _learn_searches(self) -> None:
        """Take up the operations of the API that take one text to search for."""
        for rule in self.routes.rules:
            body = self.bodies.get((rule.rule, "POST"))
            if isinstance(body, dict) and list(body.values()) == [A_TEXT]:
                name = next(iter(body))
                target = self.routes.target(rule.rule, "POST", Form("POST", rule.rule, MultiDict({name: ""}), [name]))
                if target is not None:
                    self.searches[(rule.rule, name)] = target


def _is_file(rule: Rule) -> bool:
    """Say whether a route gives a file: made for printing or keeping, slowly, of what the pages show too."""
    return "." in rule.rule.rpartition("/")[2]


def _works_on(visitor: Visitor, subject: Subject) -> bool:
    """Say whether somebody handles a matter or leads the body that has it."""
    who = visitor.onlooker
    leads = who.supervises and who.organisation == subject.organisation and who.staff not in subject.aside
    return who.staff in subject.named or leads


def _relation(visitor: Visitor, subject: Subject | None) -> str:
    """Return what a matter is to a post."""
    if subject is None:
        return ""
    if not may_know_of(visitor.onlooker, subject):
        near = "own" if visitor.onlooker.organisation == subject.organisation else "foreign"
        return f"{subject.matter} hidden {near}{' sealed' if subject.privacy >= SEALED else ''}"
    if not may_read(visitor.onlooker, subject):
        return f"{subject.matter} header"
    return f"{subject.matter} {'named' if visitor.onlooker.staff in subject.named else 'open'}"


def _never_was(target: Target, known: frozenset[uuid.UUID]) -> tuple[Target, dict[uuid.UUID, uuid.UUID]]:
    """Return the same request about something that never was, beside what is `known`, and what stands for which id."""
    made: dict[uuid.UUID, uuid.UUID] = {}

    def other(value: Any) -> Any:
        try:
            real = value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
        except ValueError:
            return value
        if real in known:
            return value
        never = made.setdefault(real, uuid.uuid5(real, "never"))
        return never if isinstance(value, uuid.UUID) else str(never)

    form = target.form
    if form is not None and not target.ids:
        form = Form(form.method, form.action, MultiDict((k, other(v)) for k, v in form.fields.items(multi=True)), form.typed)
    arguments = tuple((name, other(value)) for name, value in target.arguments)
    query = target.query if target.ids else tuple((name, other(value)) for name, value in target.query)
    return replace(target, arguments=arguments, query=query, form=form), made


def _of_each_kind(canaries: list[Canary], draw: random.Random, most: int) -> list[Canary]:
    """Return some canaries, no kind twice while there are others."""
    mixed = draw.sample(canaries, len(canaries))
    first = {canary.kind: canary for canary in mixed}
    return [*first.values(), *mixed][:most] if len(first) < most else draw.sample(list(first.values()), most)


def _key(target: Target) -> tuple[object, ...]:
    return (target.rule.rule, target.arguments, target.query)


def _path(target: Target) -> str:
    built = target.rule.build(dict(target.arguments), append_unknown=False)
    assert built is not None
    return built[1]
