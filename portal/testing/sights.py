"""What each post is shown of cases of every privacy class, held against the rules of sight of the proof."""

from __future__ import annotations

from collections.abc import Iterator

from portal.proof.canaries import Matter, Subject
from portal.proof.county import Visitor
from portal.proof.finding import Finder
from portal.proof.who_may_see import may_know_of, may_see
from portal.testing.bench import Bench
from portal.testing.findings import Finding

_MEND = "给字段写 sensitivity，或者给类型写更高的 privacy；插件自己的页面不要显示当事人"


def seen_beyond(bench: Bench) -> Iterator[Finding]:
    """Find values shown to a post that may not see them, or a case shown to a post that may not know of it."""
    portal = bench.portal
    subjects = _one_a_class(portal.plant().subjects, portal.handler)
    finder = Finder(portal.nest.canaries)
    told: set[tuple[str, str]] = set()
    for who in _onlookers(bench):
        for subject in subjects:
            for path in (f"/cases/{subject.id}", f"/api/v1/cases/{subject.id}"):
                answer = portal.asks(who, "GET", path)
                where = f"{who.name} {subject.label}"
                if answer.status == 200 and path.startswith("/api") and not may_know_of(who.onlooker, subject):
                    yield Finding(where, "找得到不该知道的案件", _MEND)
                for text in answer.texts:
                    for sighting in finder.find(text):
                        if any(may_see(who.onlooker, canary, on_demand=False) for canary in sighting):
                            continue
                        canary = min(sighting, key=lambda c: c.key)
                        if (who.name, canary.kind) not in told:
                            told.add((who.name, canary.kind))
                            yield Finding(where, f"看到了 {canary.kind}", _MEND)


def _one_a_class(subjects: list[Subject], handler: Visitor) -> list[Subject]:
    """Return one case of each class of the handler's body."""
    found: dict[int, Subject] = {}
    for subject in subjects:
        if subject.matter is Matter.CASE and subject.organisation == handler.onlooker.organisation:
            found[subject.privacy] = subject  # the last of a class is the one that went furthest
    return list(found.values())


def _onlookers(bench: Bench) -> Iterator[Visitor]:
    """Yield a post of every role of the plugin, the stranger, and a post of the county and one of a town that see cases."""
    county = bench.portal.county
    yield from (bench.portal.post(role.key) for role in bench.plugin.roles)
    yield from (bench.portal.stranger, bench.portal.coordinator, county.visitor("county.town_clerk"))
