"""When a plugin has failed often enough to be set aside.

The count is kept per process and per plugin; the decision is written to the database by whoever is given it, so the next
start leaves the plugin's code unread until somebody enables it again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.hooks.faults import Failure, Fault

MOST_FAILURES = 5
WITHIN_SECONDS = 600.0

Decide = Callable[[str, Failure], None]
Clock = Callable[[], float]


def nobody_decides(key: str, failure: Failure) -> None:
    """Leave a quarantine unwritten: for a registry without a database, as in the trial and in tests of pure parts."""


@dataclass
class Quarantine:
    """Counts failures by plugin: five within ten minutes set it aside. `decide(key, failure)` is told once."""

    decide: Decide = nobody_decides
    clock: Clock = time.monotonic
    _failures: dict[str, deque[float]] = field(default_factory=dict)
    _set_aside: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, key: str) -> bool:
        """Say whether the plugin is set aside in this process."""
        return key in self._set_aside

    def blame(self, key: str, what: str, error: BaseException) -> None:
        """Count one failure of the plugin in `what` (a hook, a rule, a page). The error's text is not kept, only its kind."""
        now = self.clock()
        with self._lock:
            failures = self._failures.setdefault(key, deque(maxlen=MOST_FAILURES))
            failures.append(now)
            full = len(failures) == MOST_FAILURES and now - failures[0] <= WITHIN_SECONDS
            if not full or key in self._set_aside:
                return
            self._set_aside.add(key)
        self.decide(key, Failure.of(Fault.KEEPS_FAILING, what=what, times=MOST_FAILURES, said=type(error).__name__))

    def hung(self, key: str, what: str, seconds: float) -> None:
        """Set the plugin aside at once: its code did not come back, and its worker had to be ended with all it was doing."""
        with self._lock:
            if key in self._set_aside:
                return
            self._set_aside.add(key)
        self.decide(key, Failure.of(Fault.HUNG, what=what, seconds=f"{seconds:g}"))
