"""Ids: UUIDs of version 7, made by the application, so that rows of one case can name each other before they are written."""

from __future__ import annotations

import os
import threading
import time
import uuid

_COUNTER_MOST = 0xFFF
_RANDOM_MOST = (1 << 62) - 1
_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562): a later call of this process gives a greater id, also within one millisecond.

    The last 62 bits are random, so that an id tells its moment but not its neighbour.
    """
    global _last_ms, _counter
    random = int.from_bytes(os.urandom(10))
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _counter = now, (random >> 62) & 0x7FF  # starts in the lower half, so that it can count up
        elif _counter < _COUNTER_MOST:
            _counter += 1
        else:  # more than 2,048 ids in a millisecond, or the clock was set back: borrow the next one
            _last_ms, _counter = _last_ms + 1, 0
        ms, counter = _last_ms, _counter
    return uuid.UUID(int=ms << 80 | 7 << 76 | counter << 64 | 2 << 62 | random & _RANDOM_MOST)
