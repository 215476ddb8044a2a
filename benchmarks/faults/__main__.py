"""`python -m benchmarks.faults`: every round and every statement, with counts; exit status 1 when something was lost.

On SQLite, or with `--database` on PostgreSQL.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.faults.killed import kill_rounds
from benchmarks.faults.started import start_rounds
from benchmarks.faults.struck import strike_all
from benchmarks.faults.use_cases import PLUGIN, USE_CASES
from portal.store.unit_of_work import utc_now
from portal.testing.locating import located
from portal.testing.own_portal import own_portal

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


def main() -> int:
    """Do both, and print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=200, help="how often a writer is killed")
    asked.add_argument("--every", type=int, default=1, help="strike only every so many statements")
    asked.add_argument("--starts", type=int, default=20, help="how often two servers are started at once and one is killed")
    asked.add_argument(
        "--database",
        default=None,
        metavar="URL",
        help="an empty database of PostgreSQL, as a superuser; SQLite when none is named",
    )
    given = asked.parse_args()
    starts = start_rounds(given.database or "sqlite://", given.starts)
    print(f"started two at once {2 * starts.rounds} times and killed one of them on the way;")
    print(f"others that did not come up whole: {starts.failed}; slowest round: {starts.slowest_s:.0f} s")
    with own_portal(located(PLUGINS / PLUGIN), now=utc_now(), database_url=given.database) as portal:
        print(f"{'use case':<12}{'statements':>12}{'strikes':>9}{'half-done':>11}")
        results = [strike_all(portal, use, every=given.every) for use in USE_CASES]
        for result in results:
            print(f"{result.name:<12}{result.statements:>12}{result.strikes:>9}{len(result.half_done):>11}")
        began = time.perf_counter()
        toll = kill_rounds(portal, given.rounds)
        seconds = time.perf_counter() - began
        print(f"killed {toll.rounds} writers in {seconds:.0f} s; acts acknowledged: {toll.acknowledged},")
        print(f"of them lost: {toll.lost}; half-done cases: {toll.half_done}; faults of the record: {toll.faults}")
    return 0 if toll.is_clean and starts.is_clean and not any(result.half_done for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
