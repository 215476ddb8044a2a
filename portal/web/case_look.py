"""How a case looks: its chip, its steps, the strip that says whose move it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.engine.transitions import Offer
from portal.reading.case_page import CasePage, ClockShown
from portal.reading.clock_sentences import what_is_left
from portal.reading.wording import say as _
from portal.reading.words import ENDINGS, PHASES, STEPS, word
from portal.web.figures import day_sentence

_CHIPS = {
    "clue": "waiting",
    "review": "waiting",
    "accepted": "working",
    "consent": "working",
    "mediating": "working",
    "paused": "resting",
    "followed_up": "done",
    "archived": "done",
}
_ORDER = ("review", "accepted", "mediating", "agreed", "followed_up", "archived")
SOON_DAYS = 3


@dataclass(frozen=True)
class CaseLook:
    """What the head of the case page shows."""

    chip: str
    chip_word: str
    steps: tuple[tuple[str, str], ...]
    sentence: str
    tone: str
    clock: ClockShown | None
    primary: Offer | None
    main: tuple[Offer, ...]
    other: tuple[Offer, ...]
    urgent: tuple[Offer, ...]
    keep: tuple[Offer, ...]
    note: Offer | None


def chip_of(phase: str, step: str, ending: str | None, *, overdue: bool = False, sealed: bool = False) -> tuple[str, str]:
    """Return the chip's shape and word."""
    if overdue and ending is None:
        return "overdue", _("超期")
    if phase == "ended":
        return ("resting" if ending != "self_settled" else "done"), word(ENDINGS, ending)
    if phase == "agreed":
        return ("signing" if step == "to_sign" else "done"), word(STEPS, step) or word(PHASES, phase)
    if sealed and phase in ("review", "accepted"):
        return "resting", word(PHASES, phase)
    if step == "to_supplement":
        return "waiting", word(STEPS, step)
    return _CHIPS.get(phase, "working"), word(PHASES, phase)


def look_of(page: CasePage, today: date) -> CaseLook:
    """Return how the case looks today."""
    clock = next((c for c in sorted(page.clocks, key=lambda c: (c.whose != "ours", c.due_on)) if c.state == "running"), None)
    overdue = clock is not None and clock.whose == "ours" and clock.due_on < today
    chip, chip_word = chip_of(page.phase, page.step, page.ending, overdue=overdue)
    groups: dict[str, list[Offer]] = {"main": [], "other": [], "urgent": [], "keep": [], "note": []}
    for offer in page.offers:
        groups[offer.group.value].append(offer)
    primary = next((o for o in page.offers if o.key == page.move), None)
    return CaseLook(
        chip=chip,
        chip_word=chip_word,
        steps=_steps(page),
        sentence=_sentence(page, clock, primary, today),
        tone="over" if overdue else "" if page.our_turn else "waiting",
        clock=clock,
        primary=primary,
        main=tuple(o for o in groups["main"] if o is not primary),
        other=tuple(o for o in groups["other"] if o is not primary),
        urgent=tuple(groups["urgent"]),
        keep=tuple(groups["keep"]),
        note=groups["note"][0] if groups["note"] else None,
    )


def _sentence(page: CasePage, clock: ClockShown | None, primary: Offer | None, today: date) -> str:
    """Return 「轮到您：约双方调解。12月7日（周一）到期，剩 16 天」."""
    if page.voided:
        return _("本案已作废，案号保留。")
    if page.phase == "archived":
        return _("本案已归档。")
    due = ""
    if clock is not None:
        due = _(
            "%(title)s：%(day)s到期，%(left)s。",
            title=clock.title,
            day=day_sentence(clock.due_on),
            left=what_is_left(clock.due_on, today),
        )
    if primary is None:
        return due or _("现在没有要办的事。")
    who = (
        _("轮到您：%(what)s。", what=_(primary.label))
        if page.our_turn
        else _("等对方；有结果后：%(what)s。", what=_(primary.label))
    )
    return who + due


def _steps(page: CasePage) -> tuple[tuple[str, str], ...]:
    """Return the way of the case: done, now, later."""
    words = {
        "review": _("登记"),
        "accepted": _("受理"),
        "mediating": _("调解"),
        "agreed": _("协议"),
        "followed_up": _("回访"),
        "archived": _("归档"),
    }
    at = {"clue": "review", "consent": "accepted", "paused": "mediating", "ended": "agreed"}.get(page.phase, page.phase)
    here = _ORDER.index(at)
    steps = []
    for place, key in enumerate(_ORDER):
        label = word(ENDINGS, page.ending) if key == "agreed" and page.ending and page.ending != "settled" else words[key]
        steps.append((label, "done" if place < here or page.phase == "archived" else "now" if place == here else "later"))
    return tuple(steps)
