"""「从哪天起、到哪天止」: a clock of general law from any day, with how it is counted. It knows no case and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from portal.declare.clocks import Clock
from portal.declare.statutory import administration, consumer, labour, limitation, mediation, traffic
from portal.engine import clocks
from portal.engine.calendars import WorkCalendar
from portal.reading.clock_sentences import Counted, reason
from portal.reading.wording import N_, label, say


@dataclass(frozen=True)
class Asked:
    """A clock the public may ask for: by which key, and the day it is counted from in plain words."""

    key: str
    clock: Clock
    counted_from: str


OFFERED: Mapping[str, tuple[Asked, ...]] = MappingProxyType(
    {
        N_("调解和调解协议"): (
            Asked("mediation", labour.MEDIATION, N_("调解组织收到申请的日子")),
            Asked("confirmation", mediation.CONFIRMATION, N_("调解协议生效的日子")),
            Asked("enforcement", mediation.ENFORCEMENT, N_("履行期限的最后一日")),
        ),
        N_("起诉和仲裁"): (
            Asked("limitation", limitation.FROM_KNOWING, N_("知道权利受到损害的日子")),
            Asked("arbitration", labour.ARBITRATION_FROM_KNOWING, N_("离职或者知道权利被侵害的日子")),
            Asked("award", labour.SUIT, N_("收到裁决书的日子")),
            Asked("injury", labour.INJURY_WORKER, N_("受伤的日子")),
        ),
        N_("买东西和交通事故"): (
            Asked("return", consumer.NO_REASON_RETURN, N_("收到商品的日子")),
            Asked("police", traffic.POLICE_MEDIATION, N_("收到事故认定书的日子")),
            Asked("accident_review", traffic.REVIEW_ASKED, N_("收到事故认定书的日子")),
        ),
        N_("政府的决定和信访答复"): (
            Asked("review", administration.REVIEW_ASKED, N_("知道决定的日子")),
            Asked("suit", administration.SUIT, N_("知道决定的日子")),
            Asked("recheck", administration.PETITION_RECHECK_ASKED, N_("收到书面答复的日子")),
        ),
    }
)


@dataclass(frozen=True)
class DayTold:
    """The last day of a clock, why, and what follows."""

    title: str
    due_on: date
    why: str
    lapse: str
    provisional: bool


def told(key: str, day: date, calendar: WorkCalendar) -> DayTold | None:
    """Return the last day of an offered clock from that day, or `None` where no such clock is offered or none was in force."""
    asked = next((one for group in OFFERED.values() for one in group if one.key == key), None)
    begun = clocks.start(asked.clock, day, {}, calendar) if asked is not None else None
    if asked is None or begun is None:
        return None
    raw = begun.due.inputs.get("raw")
    why = reason(
        Counted(
            start=say(asked.counted_from),
            started_on=begun.started_on,
            length=begun.length,
            unit=begun.unit.value,
            due_on=begun.due.on,
            law=begun.basis.law,
            article=begun.basis.article,
            house=begun.basis.house,
            verified=begun.basis.verified,
            raw=date.fromisoformat(raw) if isinstance(raw, str) else None,
            provisional=begun.due.provisional,
        )
    )
    return DayTold(label(asked.clock.title), begun.due.on, why, label(asked.clock.lapse), begun.due.provisional)
