"""Who decides, when, and with which calendar; the same for every act."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from portal.engine.calendars import WorkCalendar


@dataclass(frozen=True)
class Deciding:
    """Who decides, when, and with which calendar; the same for every act."""

    today: date
    now: datetime
    calendar: WorkCalendar
    staff_id: uuid.UUID | None
    supervises: bool
    staff_in_reach: Callable[[uuid.UUID], bool]
