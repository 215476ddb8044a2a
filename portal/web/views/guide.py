"""The public guide: which ways there are, what they lead to and cost, and where to go. No sign-in, no personal data."""

from __future__ import annotations

from datetime import date

from flask import render_template, request
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.fields import Day
from portal.engine.law.court_fees import property_case_fee
from portal.engine.money import NotMoney, parse_yuan
from portal.engine.read_fields import FieldProblem, read_field
from portal.errors import Problem
from portal.reading.days_told import OFFERED, told
from portal.reading.problem_sentences import problem_sentence
from portal.reading.public_bodies import public_bodies, towns_of
from portal.reading.wording import label, say
from portal.web.acting import public_work, today
from portal.web.guarding import public
from portal.web.remedies import REMEDIES

LONGEST_AMOUNT = 40


class GuideView(BaseView):
    """For everybody."""

    route_base = "/guide"
    default_view = "guide"

    @expose("/")
    @public
    def guide(self) -> str:
        """Show it; `town` narrows the list of committees, `amount` works out a court's fee, `clock` and `day` a last day."""
        town = request.args.get("town", "")[:15]
        amount = request.args.get("amount", "").strip()[:LONGEST_AMOUNT]
        clock, typed = request.args.get("clock", "")[:40], request.args.get("day", "").strip()[:LONGEST_AMOUNT]
        day, wrong_day = _day(typed)
        with public_work("guide") as uow:
            places = public_bodies(uow, town)
            towns = towns_of(uow)
            last = told(clock, day, uow.calendar) if day is not None else None
        claim, wrong = _claim(amount)
        fee = property_case_fee(claim) if claim is not None else None
        return render_template(
            "guide.html",
            remedies=REMEDIES,
            places=places,
            towns=towns,
            town=town,
            amount=amount,
            claim=claim,
            fee=fee,
            wrong=wrong,
            offered=[
                (say(group), [(o.key, label(o.clock.title), say(o.counted_from)) for o in some])
                for group, some in OFFERED.items()
            ],
            clock=clock,
            day=typed,
            last=last,
            none_then=day is not None and bool(clock) and last is None,
            wrong_day=wrong_day,
            today=today(),
        )


def _claim(amount: str) -> tuple[int | None, str]:
    """Return the amount in fen, or what is wrong with it."""
    if not amount:
        return None, ""
    try:
        return parse_yuan(amount), ""
    except NotMoney:
        return None, str(_("请填金额，例如 12000 或 1.2万。"))


def _day(typed: str) -> tuple[date | None, str]:
    """Return the day a term is counted from, or what is wrong with it."""
    try:
        return read_field(Day("day", "day"), typed, today()), ""
    except FieldProblem as problem:
        return None, problem_sentence(Problem("day", problem.code, problem.params))
