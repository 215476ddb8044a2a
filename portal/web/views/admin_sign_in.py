"""登录规定: what the county asks of whoever signs in."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Problem, Refused
from portal.services.sign_in_rules import change_rules, fields_of, rules_as_entered
from portal.web.acting import unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.county import forget_county_settings
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens
from portal.web.proving import FIELDS, must_prove

Page = str | Response | tuple[str, int]
LISTS = frozenset({"second_factor_roles"})


class SignInRulesView(BaseView):
    """The rules of signing in."""

    route_base = "/admin/sign-in"
    default_view = "rules"

    @expose("/", methods=["GET"])
    @opens("portal.sign_in", verb="manage")
    def rules(self) -> str:
        """Show them."""
        with unit_of_work() as uow:
            entered = rules_as_entered(uow)
        return _page(entered, ())

    @expose("/", methods=["POST"])
    @opens("portal.sign_in", verb="manage")
    def change(self) -> Page:
        """Change them."""
        raw = {key: value for key, value in body_of(request.form, LISTS).items() if key not in FIELDS}
        try:
            proved = must_prove()
            with unit_of_work(write=True) as uow:
                change_rules(uow, raw, proved)
        except Refused as refused:
            return _page(raw, refused.problems), 422
        forget_county_settings()
        flash(_("登录规定已保存，半分钟内各处生效。"), "done")
        return go(url_for("SignInRulesView.rules"))


def _page(entered: Mapping[str, object], problems: tuple[Problem, ...]) -> str:
    wrong = sentences_of(problems)
    with unit_of_work() as uow:
        inputs = inputs_of(fields_of(uow), "", entered, wrong)
    return admin_page("admin/sign_in.html", "sign_in", inputs=inputs, wrong=wrong, summary=summary_of(problems))
