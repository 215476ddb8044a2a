"""参数 and 设置: amounts with their versions, and what the county says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import NotFound, Problem, Refused
from portal.reading.parameters import parameters
from portal.services.glass_settings import FIELDS, change_figures, figures
from portal.services.parameters import add_value, change_settings, fill, settings_as_text, verify_value
from portal.web.acting import unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.county import forget_county_settings
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]


class ParametersView(BaseView):
    """The amounts calculators work with."""

    route_base = "/admin/parameters"
    default_view = "parameters"

    @expose("/", methods=["GET"])
    @opens("portal.parameters")
    def parameters(self) -> str:
        """Show them."""
        return _parameters({}, ())

    @expose("/", methods=["POST"])
    @opens("portal.parameters")
    def add(self) -> Page:
        """Add a version."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                key = add_value(uow, raw)
        except Refused as refused:
            return _parameters(raw, refused.problems), 422
        flash(_("新数值已加上，从那天起的计算用它；以前的计算不变。"), "done")
        return go(url_for("ParametersView.parameters", _anchor=key))

    @expose("/verify", methods=["POST"])
    @opens("portal.parameters")
    def verify(self) -> Response:
        """Note that a version was compared with its original."""
        key, division = request.form.get("key", ""), request.form.get("division", "")
        try:
            since = date.fromisoformat(request.form.get("since", ""))
        except ValueError:
            raise NotFound from None
        with unit_of_work(write=True) as uow:
            verify_value(uow, key, since, division)
        flash(_("已标为核对过。"), "done")
        return go(url_for("ParametersView.parameters", _anchor=key))

    @expose("/fill", methods=["POST"])
    @opens("portal.parameters")
    def fill(self) -> Response:
        """Put the delivered values into an empty table."""
        with unit_of_work(write=True) as uow:
            added = fill(uow)
        flash(_("已放入 %(n)s 个数值，请逐个与原文核对。", n=added), "done")
        return go(url_for("ParametersView.parameters"))


class SettingsView(BaseView):
    """What the county says about itself."""

    route_base = "/admin/settings"
    default_view = "settings"

    @expose("/", methods=["GET"])
    @opens("portal.parameters")
    def settings(self) -> str:
        """Show the form."""
        with unit_of_work() as uow:
            entered = settings_as_text(uow)
        return _settings(entered, ())

    @expose("/", methods=["POST"])
    @opens("portal.parameters")
    def change(self) -> Page:
        """Change them."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                change_settings(uow, raw)
        except Refused as refused:
            return _settings(raw, refused.problems), 422
        forget_county_settings()
        flash(_("设置已保存，半分钟内各处生效。"), "done")
        return go(url_for("SettingsView.settings"))

    @expose("/glass", methods=["POST"])
    @opens("portal.parameters")
    def change_glass(self) -> Page:
        """Change how long and how often sealed cases may be looked at by special permission."""
        raw = body_of(request.form)
        try:
            with unit_of_work(write=True) as uow:
                change_figures(uow, raw)
        except Refused as refused:
            with unit_of_work() as uow:
                entered = settings_as_text(uow)
            return _settings({**entered, **raw}, refused.problems), 422
        flash(_("特批查阅的规定已保存，从下一次申请起生效。"), "done")
        return go(url_for("SettingsView.settings"))


def _parameters(entered: Mapping[str, object], problems: Problems) -> str:
    with unit_of_work() as uow:
        shown = parameters(uow)
    return admin_page(
        "admin/parameters.html",
        "parameters",
        parameters=shown,
        is_empty=not any(one.versions for one in shown),
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _settings(entered: Mapping[str, object], problems: Problems) -> str:
    with unit_of_work() as uow:
        shown = {**{name: str(value) for name, value in figures(uow).items()}, **entered}
    wrong = sentences_of(problems)
    glass = [
        replace(one, hint=_("%(least)s 至 %(most)s", least=declared.least, most=declared.most))
        for declared, one in zip(FIELDS, inputs_of(FIELDS, "", shown, wrong), strict=True)
    ]
    return admin_page("admin/settings.html", "settings", entered=shown, glass=glass, wrong=wrong, summary=summary_of(problems))
