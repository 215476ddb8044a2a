"""What came of it: how many, how quick, what went wrong, what was lost."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from benchmarks.load.browsing import Asked
from benchmarks.load.house import House
from benchmarks.load.people import Person, Written

LOCKED = re.compile(r"database is locked|OperationalError|LockNotAvailable|DeadlockDetected")


@dataclass(frozen=True)
class Lost:
    """Writes that were acknowledged and are not there, or stand there twice, and those nobody knows of."""

    lost: tuple[Written, ...]
    twice: tuple[Written, ...]
    kept_unsure: int
    unsure: int


def look_for(people: Sequence[Person]) -> Lost:
    """Read every case that was written to and look for what was written."""
    lost: list[Written] = []
    twice: list[Written] = []
    kept = unsure = 0
    for person in people:
        of_case: dict[str, list[Written]] = {}
        for written in person.written:
            of_case.setdefault(written.case, []).append(written)
        for case, all_of_it in of_case.items():
            page = unescape(person.look_again(case))
            lost += [one for one in all_of_it if one.mark not in page]
            twice += [one for one in all_of_it if one.kind != "registration" and page.count(one.mark) > 1]
        for one in person.unsure:
            unsure += 1
            kept += one.case.startswith("/cases/") and one.mark in unescape(person.look_again(one.case))
    return Lost(tuple(lost), tuple(twice), kept, unsure)


def is_whole(house: House) -> tuple[bool, str]:
    """Return whether the record verifies, and what the command said."""
    done = house.run("audit", "verify", "--json")
    try:
        verdict = json.dumps(json.loads(done.stdout), ensure_ascii=False)[:300]
    except ValueError:
        verdict = (done.stdout + done.stderr)[-300:]
    return done.returncode == 0, verdict


def tell(asked: Sequence[Asked], seconds: float) -> Iterator[str]:
    """Yield the table of pages and the counts."""
    yield f"{'page':<16}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'longest':>9}"
    pages = sorted({one.page for one in asked}, key=lambda page: -sum(1 for one in asked if one.page == page))
    for page in pages:
        times = sorted(one.milliseconds for one in asked if one.page == page)
        shown = (*(_share(times, share) for share in (0.5, 0.95, 0.99)), times[-1])
        yield f"{page:<16}{len(times):>9}" + "".join(f"{time:>9.0f}" for time in shown)
    statuses = Counter(one.status for one in asked)
    forms = sum(1 for one in asked if one.changes and one.page != "search")
    share = forms / max(len(asked), 1)
    yield f"requests {len(asked)}, {len(asked) / seconds:.1f} a second; forms that change something {forms} ({share:.0%})"
    yield "answers " + ", ".join(f"{status or 'none'}: {count}" for status, count in sorted(statuses.items()))
    yield f"5xx {sum(n for status, n in statuses.items() if status >= 500)}, 409 {statuses[409]}, no answer {statuses[0]}"


def _share(times: Sequence[float], share: float) -> float:
    return times[0] if len(times) == 1 else statistics.quantiles(times, n=1000, method="inclusive")[int(share * 1000) - 1]
