"""Load on the real server: many people with sessions of their own, thinking, reading and writing through the pages' forms.

Makes a demo county in a temporary folder, on SQLite or, with `--postgres`, in a PostgreSQL cluster of its own that writes to
disk like a real one; starts `portal serve` with two workers; signs everybody in; lets them work. A tenth of their requests
changes something: notes, registrations, records of sessions. Afterwards every acknowledged write is looked for on its case, the
record is verified, and the log is read. Exit status 1 when something failed with 5xx, got no answer, was lost or stood there
twice, waited for a lock in vain, or does not verify.

    python -m benchmarks.load [--minutes 10] [--people 50] [--think 15] [--postgres] [--seed 1]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.load.browsing import Browser
from benchmarks.load.house import House, Memory, furnish
from benchmarks.load.people import Person
from benchmarks.load.told import LOCKED, is_whole, look_for, tell
from tests.rig import postgres
from tests.rig.run import open_run
from tests.rig.servers import DEMO_PASSWORD, RunningPortal, running_portal

ON_DISK = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "autovacuum": "on", "wal_level": "replica"}


def main() -> int:
    """Measure, print, and return the exit status."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--people", type=int, help="50 on SQLite and 200 on PostgreSQL")
    asked.add_argument("--think", type=float, default=15.0, help="seconds between two acts of a person, on average")
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    people = given.people or (200 if given.postgres else 50)
    open_run()
    database = postgres.cluster(ON_DISK).create("load") if given.postgres else None
    with tempfile.TemporaryDirectory() as folder:
        house = furnish(Path(folder), people, database)
        with running_portal(house.folder, house.extra) as portal:
            return _measure(house, portal, given.minutes * 60, given.think, given.seed)


def _measure(house: House, portal: RunningPortal, seconds: float, think: float, seed: int) -> int:
    people = [
        Person(number, account, Browser(portal.url), house.examples, Random(seed * 1000 + number))
        for number, account in enumerate(house.accounts)
    ]
    for person in people:
        person.sign_in(DEMO_PASSWORD)
    entered = sum(person.is_in for person in people)
    print(f"{entered} of {len(people)} people are signed in", flush=True)
    memory = Memory(portal.process)
    began = time.monotonic()
    at_work = [threading.Thread(target=person.work, args=(began + seconds, think)) for person in people]
    with memory.watched():
        for one in at_work:
            one.start()
        for one in at_work:
            one.join()
    took = time.monotonic() - began
    during = [asked for person in people for asked in person.browser.asked if asked.at >= began]
    for line in tell(during, took):
        print(line)
    print(f"memory of the server: {' / '.join(f'{megabytes:.0f}' for megabytes in memory.told())} MB at start, middle, end")
    log = portal.log
    locked, errors = len(LOCKED.findall(log)), len([line for line in log.splitlines() if " ERROR " in line])
    print(f"log: {locked} lines about locks, {errors} errors, {log.count(' refused ')} refusals")
    refused = Counter(told for person in people for told in person.refused)
    print("forms that came back: " + (", ".join(f"{told}: {count}" for told, count in refused.most_common()) or "none"))
    found = look_for(people)
    written = Counter(one.kind for person in people for one in person.written)
    print("acknowledged: " + ", ".join(f"{kind} {count}" for kind, count in sorted(written.items())))
    print(f"lost {len(found.lost)}, twice {len(found.twice)}, of {found.unsure} without an answer {found.kept_unsure} were kept")
    whole, verdict = is_whole(house)
    print(f"portal audit verify: {'holds' if whole else 'FAILS'} {verdict}")
    failed = [asked for asked in during if asked.status >= 500 or asked.status == 0]
    for line in log.splitlines()[-30:] if failed or errors else ():
        print(f"  | {line}", file=sys.stderr)
    good = entered == len(people) and not failed and not found.lost and not found.twice and not locked and whole
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
