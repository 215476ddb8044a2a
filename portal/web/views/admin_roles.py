"""角色: what every role may do, in sentences; who holds it; and roles an administrator puts together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.granting import GivenRole
from portal.access.role_grants import given_roles
from portal.declare.roles import Reach
from portal.errors import NotFound, Problem, Refused
from portal.reading.roles import DOES, OPENS, SEES, holders_of, owner_title, owners, role_of, sentences
from portal.reading.wording import label, say
from portal.services.roles import Ceiling, ceiling, change_role, end_role, make_role, page_key
from portal.web.acting import current_actor, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]
LISTS = frozenset({"verbs", "pages"})
BLIND = Reach.NOTHING.value


@dataclass(frozen=True)
class RoleForm:
    """The sentences to tick, under the ceiling of the sector or the county."""

    verbs: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]
    reaches: tuple[tuple[str, str], ...]
    supervises: bool


class RolesView(BaseView):
    """The roles of the county and of its sectors."""

    route_base = "/admin/roles"
    default_view = "roles"

    @expose("/", methods=["GET"])
    @opens("portal.roles")
    def roles(self) -> str:
        """Show the roles of one owner: the county, or the sector that was chosen."""
        with unit_of_work() as uow:
            found = owners(uow)
        chosen = request.args.get("of", found[0].key if found else "")
        shown = next((owner for owner in found if owner.key == chosen), None)
        if shown is None:
            raise NotFound
        tabs = [(o.key, o.title, url_for("RolesView.roles", of=o.key), len(o.roles)) for o in found]
        return admin_page("admin/roles.html", "roles", owner=shown, owner_tabs=tabs)

    @expose("/<name>", methods=["GET"])
    @opens("portal.roles")
    def role(self, name: str) -> str:
        """Show one role and who holds it."""
        with unit_of_work() as uow:
            role = role_of(uow, name)
            holders = holders_of(uow, name)
            owner = owner_title(uow, role.plugin)
        return admin_page(
            "admin/role.html",
            "roles",
            role=role,
            title=label(role.title, role.plugin),
            owner=owner,
            told=sentences(role),
            holders=holders,
            is_mine=current_actor().role == name,
        )

    @expose("/new/<plugin>", methods=["GET"])
    @opens("portal.roles")
    def new(self, plugin: str) -> str:
        """Show the form of a new role."""
        return _form(plugin, None, {}, ())

    @expose("/new/<plugin>", methods=["POST"])
    @opens("portal.roles")
    def make(self, plugin: str) -> Page:
        """Put it together."""
        raw = _posted()
        try:
            with unit_of_work(write=True) as uow:
                name = make_role(uow, plugin, raw)
        except Refused as refused:
            return _form(plugin, None, raw, refused.problems), 422
        flash(_("角色已建好。到“人员”里给需要的人增加这个岗位。"), "done")
        return go(url_for("RolesView.role", name=name))

    @expose("/<name>/edit", methods=["GET"])
    @opens("portal.roles")
    def edit(self, name: str) -> str:
        """Show the form of a role that was put together."""
        with unit_of_work() as uow:
            role = role_of(uow, name)
        if role.declared:
            raise NotFound
        return _form(role.plugin, role, _entered(role), ())

    @expose("/<name>/edit", methods=["POST"])
    @opens("portal.roles")
    def change(self, name: str) -> Page:
        """Change it; whoever holds it signs in again."""
        raw = _posted()
        try:
            with unit_of_work(write=True) as uow:
                ended = change_role(uow, name, raw)
        except Refused as refused:
            with unit_of_work() as uow:
                role = role_of(uow, name)
            return _form(role.plugin, role, raw, refused.problems), 422
        told = _("角色已改，担任它的 %(n)s 处登录已退出，重新登录后生效。", n=ended) if ended else _("角色已改。")
        flash(told, "done")
        return go(url_for("RolesView.role", name=name))

    @expose("/<name>/end", methods=["POST"])
    @opens("portal.roles")
    def end(self, name: str) -> Page:
        """Take it away when nobody holds it."""
        with unit_of_work() as uow:
            role = role_of(uow, name)
        try:
            with unit_of_work(write=True) as uow:
                end_role(uow, name)
        except Refused as refused:
            for _field, sentence in summary_of(refused.problems):
                flash(sentence, "danger")
            return go(url_for("RolesView.role", name=name))
        flash(_("角色已取消。"), "done")
        return go(url_for("RolesView.roles", of=role.plugin))


def _posted() -> dict[str, object]:
    """Return what was ticked; 「不看案件」 is no reach."""
    raw = body_of(request.form, LISTS)
    return {key: value for key, value in raw.items() if not (key == "reach" and value == BLIND)}


def _form(plugin: str, role: GivenRole | None, entered: Mapping[str, object], problems: tuple[Problem, ...]) -> str:
    with unit_of_work() as uow:
        top = ceiling(given_roles(uow.session.connection()), plugin)
        owner = owner_title(uow, plugin)
    return admin_page(
        "admin/role_form.html",
        "roles",
        form=_ticks(top),
        role=role,
        plugin=plugin,
        owner=owner,
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _ticks(top: Ceiling) -> RoleForm:
    return RoleForm(
        tuple((verb.value, say(DOES[verb])) for verb in top.verbs),
        tuple((page_key(grant), say(OPENS[grant])) for grant in OPENS if grant in top.pages),
        ((BLIND, _("不看案件")), *((reach.value, say(SEES[reach])) for reach in top.reaches)) if top.reaches else (),
        top.supervises,
    )


def _entered(role: GivenRole) -> dict[str, object]:
    return {
        "title": role.title,
        "verbs": sorted(role.verbs),
        "pages": [page_key(grant) for grant in role.can if grant[1]],
        "reach": role.reach.value,
        "supervises": "yes" if role.supervises else "no",
    }
