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

MOST_FAILURES = 5
WITHIN_SECONDS = 600.0

Decide = Callable[[str, str], None]
Clock = Callable[[], float]


def nobody_decides(key: str, reason: str) -> None:
    """Leave a quarantine unwritten: for a registry without a database, as in the trial and in tests of pure parts."""


@dataclass
class Quarantine:
    """Counts failures by plugin: five within ten minutes set it aside. `decide(key, reason)` is told once."""

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
        self.decide(key, f"{what}：10 分钟内出错 {MOST_FAILURES} 次，最后一次是 {type(error).__name__}")
