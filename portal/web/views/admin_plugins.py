"""插件: a card for each, how the form of a type looks, and whether the next start loads it."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.case_types import CaseType
from portal.errors import Refused
from portal.hooks.examples import example_body
from portal.hooks.registry import PluginReport
from portal.hooks.shown_types import ShownType
from portal.reading.plugins import plugin_cards, plugin_report, type_of
from portal.reading.wording import label
from portal.services.plugin_states import BY_ADMINISTRATOR, disable_plugin, enable_plugin
from portal.web.acting import portal, today, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.forms.inputs import summary_of
from portal.web.forms.new_case import FieldGroup, PartyBlock, field_groups, party_blocks
from portal.web.forms.posted import flat
from portal.web.guarding import opens


class PluginsView(BaseView):
    """Every known plugin."""

    route_base = "/admin/plugins"
    default_view = "plugins"

    @expose("/", methods=["GET"])
    @opens("portal.plugins")
    def plugins(self) -> str:
        """Show the cards."""
        with unit_of_work() as uow:
            cards = plugin_cards(
                uow,
                disabled_by_environment=portal().config.plugins_disabled,
                pages_refused=current_app.extensions.get("portal_page_refusals", {}),
                safe_mode=portal().config.safe_mode,
            )
        return admin_page("admin/plugins.html", "plugins", cards=cards, safe_mode=portal().config.safe_mode)

    @expose("/<plugin>/types/<type_key>", methods=["GET"])
    @opens("portal.plugins")
    def type(self, plugin: str, type_key: str) -> str:
        """Show how the form of a type looks, filled with its example."""
        with unit_of_work() as uow:
            report = plugin_report(uow, plugin)
            kept = type_of(uow, plugin, type_key)
        return _form(report, kept)

    @expose("/<plugin>/disable", methods=["POST"])
    @opens("portal.plugins")
    def disable(self, plugin: str) -> Response:
        """Keep it out from the next start on."""
        return _decide(plugin, enable=False)

    @expose("/<plugin>/enable", methods=["POST"])
    @opens("portal.plugins")
    def enable(self, plugin: str) -> Response:
        """Load it again from the next start on."""
        return _decide(plugin, enable=True)


def _decide(plugin: str, *, enable: bool) -> Response:
    try:
        with unit_of_work(write=True) as uow:
            if enable:
                enable_plugin(uow, plugin)
            else:
                disable_plugin(uow, plugin, request.form.get("reason", "").strip() or BY_ADMINISTRATOR)
    except Refused as refused:
        for _field, sentence in summary_of(refused.problems):
            flash(sentence, "soon")
        return go(url_for("PluginsView.plugins"))
    told = _("下次启动时启用。请安排重新启动。") if enable else _("下次启动时停用，已有案件仍可查看。请安排重新启动。")
    flash(told, "done")
    return go(url_for("PluginsView.plugins"))


def _form(report: PluginReport, shown: ShownType) -> str:
    live = portal().registry.case_type(f"{report.key}.{shown.key}")
    blocks: tuple[PartyBlock, ...] = ()
    groups: tuple[FieldGroup, ...] = ()
    if live is not None:
        entered = _example(live)
        blocks = party_blocks(live, report.key, entered, {}, {}, today())
        groups = field_groups(live, report.key, entered, {})
    return admin_page(
        "admin/plugin_type.html",
        "plugins",
        report=report,
        shown=shown,
        title=label(shown.title, report.key),
        blocks=blocks,
        groups=groups,
        is_live=live is not None,
    )


def _example(case_type: CaseType) -> dict[str, Any]:
    """Return the type's example as the form of a new case names its fields: every role is a list there."""
    body = example_body(case_type, today())
    parties = body["parties"]
    assert isinstance(parties, dict)
    return flat({**body, "parties": {role: given if isinstance(given, list) else [given] for role, given in parties.items()}})
