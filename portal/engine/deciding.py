"""Who decides, when, and with which calendar; the same for every act."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.engine.agreement_writing import LprOn, no_lpr
from portal.engine.calendars import WorkCalendar
from portal.engine.call_backs import USUAL_CALL_BACK_DAYS
from portal.engine.case_state import CaseState
from portal.engine.sent_files import SentFile

USUAL_ANSWER_DAYS = 3
"""Working days in which a referral is answered (人民法院在线调解规则 12) where the county has no other parameter."""


def _yes() -> bool:
    return True


def _nobody(*_ids: uuid.UUID) -> bool:
    return False


def _no_ties(_staff: uuid.UUID) -> frozenset[str]:
    return frozenset()


def _no_case(_meant: str) -> CaseState | None:
    return None


def _no_files() -> tuple[SentFile, ...]:
    return ()


@dataclass(frozen=True)
class Deciding:
    """Who decides, when, and with which calendar; the same for every act. `lpr_on` is asked only where a rate is written."""

    today: date
    now: datetime
    calendar: WorkCalendar
    staff_id: uuid.UUID | None
    supervises: bool
    staff_in_reach: Callable[[uuid.UUID], bool]
    can_receive: Callable[[uuid.UUID], bool] = field(default=_nobody)  # another body that could take the dispute
    ties: Callable[[uuid.UUID], frozenset[str]] = field(default=_no_ties)  # of a mediator to the parties, as far as it is known
    works_in: Callable[[uuid.UUID, uuid.UUID], bool] = field(default=_nobody)  # a member of staff in another body
    answer_days: Callable[[], int] = field(default=lambda: USUAL_ANSWER_DAYS)
    call_back_days: Callable[[], int] = field(default=lambda: USUAL_CALL_BACK_DAYS)
    lpr_on: LprOn = no_lpr
    leading: Callable[[str], CaseState | None] = field(default=_no_case)  # the case of the same house that is meant
    files: Callable[[], tuple[SentFile, ...]] = field(default=_no_files)  # of the case, that may be sent along
    is_committee: Callable[[], bool] = field(default=_yes)  # a mediation organisation established by law
