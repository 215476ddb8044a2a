"""Judges answers: no canary beyond what the oracle allows, nothing personal in headers and logs, hidden like missing."""

from __future__ import annotations

import logging
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from portal.proof.asking import READS, Answer
from portal.proof.canaries import Canary
from portal.proof.county import Visitor
from portal.proof.finding import Finder, Sighting
from portal.proof.targets import Target
from portal.proof.who_may_see import may_see


@dataclass(frozen=True, order=True)
class Failure:
    """One thing that must not be: where, as whom, what. No value of a canary stands in it."""

    route: str
    visitor: str
    what: str
    canary: str = ""
    about: str = ""


@dataclass
class Judge:
    """Looks at every answer and keeps what it saw."""

    finder: Finder
    failures: set[Failure] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    """Keys of canaries seen by somebody who may: without them the proof would prove nothing."""
    asked: dict[str, dict[str, Counter[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counter)))

    def judge(self, target: Target, visitor: Visitor, method: str, answer: Answer, sent: str = "") -> None:
        """Look at one answer. What was sent with the request may come back; everything else must be allowed."""
        route = f"{method} {target.rule.rule}"
        self.asked[route][visitor.name][answer.status] += 1
        own = {canary for sighting in self.finder.find(sent) for canary in sighting} if sent else set[Canary]()
        on_demand = method not in READS
        for text in answer.texts:
            for sighting in self.finder.find(text):
                self._weigh(route, visitor, sighting, own, on_demand=on_demand, about=target.ids)
        for sighting in self.finder.find(answer.file_name()):
            self._weigh(route, visitor, sighting, own, on_demand=on_demand, about=target.ids, what="in a header")
        for sighting in self.finder.find(answer.said()):
            if not sighting & own:
                self._fail(route, visitor, "in a header", sighting)
        if answer.status >= 500:
            self.failures.add(Failure(route, visitor.name, f"status {answer.status}"))

    def compare(
        self, target: Target, visitor: Visitor, method: str, hidden: tuple[Answer, str], missing: tuple[Answer, str]
    ) -> None:
        """Compare the answer about something hidden with that about something that never was."""
        route = f"{method} {target.rule.rule}"
        about = target.subject.label if target.subject is not None else ""
        if hidden[0].status != missing[0].status:
            what = f"hidden answers {hidden[0].status}, missing {missing[0].status}"
            self.failures.add(Failure(route, visitor.name, what, about=about))
        elif len(hidden[1]) != len(missing[1]):
            what = f"hidden and missing differ by {len(hidden[1]) - len(missing[1])} characters"
            self.failures.add(Failure(route, visitor.name, what, about=about))
        elif sorted(n for n, _ in hidden[0].headers) != sorted(n for n, _ in missing[0].headers):
            self.failures.add(Failure(route, visitor.name, "hidden and missing differ in their headers", about=about))

    def look(self, where: str, visitor: Visitor, text: str) -> None:
        """Look at something that is no answer: what a command wrote for somebody."""
        self.asked[where][visitor.name][0] += 1
        for sighting in self.finder.find(text):
            self._weigh(where, visitor, sighting, set(), on_demand=False)

    def overhear(self, where: str, text: str) -> None:
        """Look at what belongs to nobody, such as a log: no canary at all may stand there."""
        for sighting in self.finder.find(text):
            canary = min(sighting, key=lambda c: c.key)
            self.failures.add(Failure(where, "", "in a log", canary.key, canary.subject.label))

    def _weigh(
        self,
        route: str,
        visitor: Visitor,
        sighting: Sighting,
        own: set[Canary],
        *,
        on_demand: bool,
        about: Collection[uuid.UUID] = (),
        what: str = "seen",
    ) -> None:
        allowed = {canary for canary in sighting if may_see(visitor.onlooker, canary, on_demand=on_demand, about=about)}
        if allowed:
            self.seen |= {canary.key for canary in allowed}
        elif not sighting & own:
            self._fail(route, visitor, what, sighting)

    def _fail(self, route: str, visitor: Visitor, what: str, sighting: Sighting) -> None:
        canary = min(sighting, key=lambda c: c.key)
        self.failures.add(Failure(route, visitor.name, what, canary.key, canary.subject.label))


class Ear(logging.Handler):
    """Keeps every line of every log, as it would be written, to be looked at when all canaries are known."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append((f"log {record.name}", self.format(record)))
