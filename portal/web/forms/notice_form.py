"""The invitation to a session as one sentence for the clipboard: when, where, what to bring; nothing of the case itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.declare.fields import Day
from portal.engine.days import spoken
from portal.engine.read_fields import FieldProblem, read_field
from portal.errors import Problem
from portal.reading.case_page import CasePage
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import N_
from portal.reading.wording import say as _

_ON = Day("meet_on", N_("哪一天"), required=True, future=True)
_LONGEST = 120


@dataclass(frozen=True)
class Notice:
    """What was entered, what is wrong with it, and the sentence when it is complete."""

    entered: Mapping[str, str]
    wrong: Mapping[str, tuple[str, ...]]
    sentence: str


def notice_of(page: CasePage, form: Mapping[str, str], today: date) -> Notice:
    """Return the invitation. Papers and messages to parties are Chinese in every language."""
    if not form.get("meet_on") and "meet_at" not in form:
        planned = page.next_contact_on.isoformat() if page.next_contact_on and page.next_contact_on >= today else ""
        return Notice({"meet_on": planned, "meet_at": "", "place": page.house.address, "bring": "身份证和有关材料"}, {}, "")
    entered = {key: form.get(key, "").strip()[:_LONGEST] for key in ("meet_on", "meet_at", "place", "bring")}
    wrong: dict[str, tuple[str, ...]] = {}
    day: date | None = None
    try:
        day = read_field(_ON, entered["meet_on"], today)
    except FieldProblem as problem:
        wrong["meet_on"] = (problem_sentence(Problem("meet_on", problem.code, problem.params)),)
    if day is None and not wrong:
        wrong["meet_on"] = (_("请填写哪一天。"),)
    elif day is not None and day < today:
        wrong["meet_on"] = (_("这一天已经过去了，请核对。"),)
    for key, sentence in (("meet_at", _("请填写几点，例如 上午9点。")), ("place", _("请填写在哪里。"))):
        if not entered[key]:
            wrong[key] = (sentence,)
    if wrong or day is None:
        return Notice(entered, wrong, "")
    bring = f"请带{entered['bring']}。" if entered["bring"] else ""
    call = f"，或拨打{page.house.phone}" if page.house.phone else ""
    when_and_where = f"请您于{spoken(day)}{entered['meet_at']}到{entered['place']}。"
    sentence = f"您好，这里是{page.house.name}。{when_and_where}{bring}不能来请提前告诉我{call}。"
    return Notice(entered, {}, sentence)
