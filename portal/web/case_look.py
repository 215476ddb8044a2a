"""How a case looks: its chip, its steps, the strip that says whose move it is, and where each act is offered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from portal.engine.actions import BY_KEY, Group
from portal.engine.groups import unelected
from portal.engine.transitions import Offer
from portal.reading.case_page import CasePage, ClockShown
from portal.reading.clock_sentences import what_is_left
from portal.reading.wording import N_, in_a_row
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
# Whose move it is, as a sentence of the page; what waits for somebody else has a sentence of its own.
_OUR_MOVE = {
    "accept": N_("决定是否受理"),
    "take": N_("接手或指派调解员"),
    "consent": N_("征求各方意愿"),
    "session": N_("约双方调解"),
    "agree": N_("写协议"),
    "fail": N_("记下调解不成，告知其他途径"),
    "sign": N_("打印协议，请各方签字盖章"),
    "follow_up": N_("回访"),
    "archive": N_("整理卷宗，归档"),
}
_THEIR_MOVE = {
    "supplied": N_("等申请人补齐材料。"),
    "consent": N_("等各方答复是否愿意调解。"),
    "resume": N_("中止中，等中止的原因消除。"),
    "perform": N_("等对方履行协议。"),
    "referred": N_("已提出转办，等对方单位答复；答复以前仍由本单位负责，期限照算。"),
}
OURS = "ours"
NEAR_DAYS = 30  # a right of the parties stands in the strip when it is so near
SOON_DAYS = 3
MOST_BESIDE = 2  # buttons beside the primary one
MOST_URGENT = 2  # red buttons at the head
MOST_OWN = 5  # acts of the type itself before the rest is folded


@dataclass(frozen=True)
class CaseLook:
    """What the head of the case page shows. `beside` stands next to the primary button, `own` below the strip."""

    chip: str
    chip_word: str
    steps: tuple[tuple[str, str], ...]
    sentence: str
    tone: str
    clock: ClockShown | None
    open_clocks: tuple[ClockShown, ...]
    past_clocks: tuple[ClockShown, ...]
    primary: Offer | None
    beside: tuple[Offer, ...]
    own: tuple[Offer, ...]
    more_own: tuple[Offer, ...]
    menu: tuple[Offer, ...]
    dangerous: tuple[Offer, ...]
    urgent: tuple[Offer, ...]
    more_urgent: tuple[Offer, ...]
    note: Offer | None
    people: tuple[Offer, ...]
    may_correct: bool
    unelected: tuple[int, ...] = ()  # how many there are on each side of ten and more that named no representatives


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


def look_of(page: CasePage, today: date, staff_id: uuid.UUID) -> CaseLook:
    """Return how the case looks today to this member of staff."""
    lapsed = [c for c in page.clocks if c.whose != OURS and c.due_on < today]
    waiting = sorted((c for c in page.clocks if c not in lapsed), key=lambda c: (c.whose != OURS, c.due_on))
    clock = next((c for c in waiting if c.state == "running" and (c.whose == OURS or (c.due_on - today).days <= NEAR_DAYS)), None)
    left = (clock.due_on - today).days if clock is not None and clock.whose == OURS else None
    overdue = left is not None and left < 0
    chip, chip_word = ("resting", _("已作废")) if page.voided else chip_of(page.phase, page.step, page.ending, overdue=overdue)
    primary = next((o for o in page.offers if o.key == page.move), None)
    closed = page.confirm_until is not None and page.confirm_until < today
    pointless = {"take"} if page.handler_id == staff_id else set()
    pointless |= {"apply_confirmation"} if closed else set()  # thirty days are over; what was done in time is entered elsewhere
    rest = [o for o in page.offers if o is not primary and o.key not in pointless]
    own = [o for o in rest if o.key not in BY_KEY and o.group is Group.MAIN]
    core = [o for o in rest if o.key in BY_KEY]
    main = [o for o in core if o.group is Group.MAIN]
    beside = [o for o in main if o.key not in ("take", "assign") or page.handler_id is None][:MOST_BESIDE]
    others = [o for o in core if o not in beside and o.group in (Group.MAIN, Group.OTHER, Group.KEEP) and o.key != "correct"]
    urgent = [o for o in rest if o.group is Group.URGENT]
    return CaseLook(
        chip=chip,
        chip_word=chip_word,
        steps=_steps(page),
        sentence=_sentence(page, clock, primary, today, staff_id),
        tone=_tone(page, left),
        clock=clock,
        open_clocks=tuple(waiting),
        past_clocks=(*(replace(c, state="lapsed") for c in lapsed), *page.past_clocks),
        primary=primary,
        beside=tuple(beside),
        own=tuple(own[:MOST_OWN]),
        more_own=tuple(own[MOST_OWN:]),
        menu=tuple(o for o in others if not o.danger),
        dangerous=tuple(o for o in others if o.danger),
        urgent=tuple(urgent[:MOST_URGENT]),
        more_urgent=tuple(urgent[MOST_URGENT:]),
        note=next((o for o in rest if o.group is Group.NOTE), None),
        people=tuple(o for o in rest if o.group is Group.PEOPLE),
        may_correct=any(o.key == "correct" for o in rest),
        unelected=_unelected(page),
    )


def _unelected(page: CasePage) -> tuple[int, ...]:
    if page.state is None or not any(o.key == "elect" for o in page.offers):
        return ()
    return tuple(len(group.members) for group in unelected(page.state))


def _tone(page: CasePage, left: int | None) -> str:
    if left is not None and left < 0:
        return "over"
    if left is not None and left <= SOON_DAYS:
        return "soon"
    return "" if page.our_turn else "waiting"


def _sentence(page: CasePage, clock: ClockShown | None, primary: Offer | None, today: date, staff_id: uuid.UUID) -> str:
    """Return 「轮到您：约双方调解。12月7日（周一）到期，剩 16 天」."""
    if page.erased_on is not None:
        return _("本案的个人信息已于%(day)s删除，案号、办理经过和统计保留。", day=day_sentence(page.erased_on))
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
    return in_a_row(_whose(page, primary, staff_id), _next_term(page, today), due) or _("现在没有要办的事。")


def _next_term(page: CasePage, today: date) -> str:
    """Return when the next term of an agreement in force falls due."""
    if page.phase != "agreed" or page.step != "in_force":
        return ""
    days = sorted(t.due_on for t in page.terms if t.due_on is not None and t.performed_on is None)
    if not days:
        return ""
    coming = next((day for day in days if day >= today), days[-1])
    return _("协议约定%(day)s前履行，%(left)s。", day=day_sentence(coming), left=what_is_left(coming, today))


def _whose(page: CasePage, primary: Offer | None, staff_id: uuid.UUID) -> str:
    """Return whose move it is, for readers who may not act too."""
    if not page.our_turn:
        return _(_THEIR_MOVE[page.move]) if page.move in _THEIR_MOVE else ""
    if page.move not in _OUR_MOVE:
        return ""
    what = _(_OUR_MOVE[page.move])
    if primary is not None and (page.in_hands or page.handler_id is None):
        return _("轮到您：%(what)s。", what=what)
    if page.handler:
        return _("轮到%(who)s：%(what)s。", who=page.handler, what=what)
    return _("轮到本单位：%(what)s。", what=what)


def _steps(page: CasePage) -> tuple[tuple[str, str], ...]:
    """Return the way of the case: done, now, later. A case that ends without agreement has a shorter one."""
    did = {e.action for e in page.timeline}
    if page.ending is not None and page.ending != "settled":
        ended = (word(ENDINGS, page.ending), "done" if page.phase in ("followed_up", "archived") else "now")
        passed = [(_("登记"), "done")]
        passed += [(_("受理"), "done")] if page.accepted_on is not None else []
        passed += [(_("调解"), "done")] if "session" in did else []
        return (*passed, ended, (_("归档"), "done" if page.phase == "archived" else "later"))
    at = {
        "clue": 0,
        "review": 0,
        "accepted": 1,
        "consent": 1,
        "mediating": 2,
        "paused": 2,
        "agreed": 3 if page.step == "to_sign" else 4,
        "followed_up": 5,
        "archived": 6,
    }.get(page.phase, 0)
    if page.phase == "agreed" and page.step == "performed":
        at = 5
    words: Iterable[str] = (_("登记"), _("受理"), _("调解"), _("协议"), _("履行"), _("归档"))
    return tuple((text, "done" if place < at else "now" if place == at else "later") for place, text in enumerate(words))
