"""The public guide: which ways there are, what they lead to and cost, and where to go. No sign-in, no personal data."""

from __future__ import annotations

from flask import render_template, request
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.engine.law.court_fees import property_case_fee
from portal.engine.money import NotMoney, parse_yuan
from portal.reading.public_bodies import public_bodies, towns_of
from portal.web.acting import public_work
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
        """Show it; `town` narrows the list of committees, `amount` works out a court's fee."""
        town = request.args.get("town", "")[:15]
        amount = request.args.get("amount", "").strip()[:LONGEST_AMOUNT]
        with public_work("guide") as uow:
            places = public_bodies(uow, town)
            towns = towns_of(uow)
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
        )


def _claim(amount: str) -> tuple[int | None, str]:
    """Return the amount in fen, or what is wrong with it."""
    if not amount:
        return None, ""
    try:
        return parse_yuan(amount), ""
    except NotMoney:
        return None, str(_("请填金额，例如 12000 或 1.2万。"))
