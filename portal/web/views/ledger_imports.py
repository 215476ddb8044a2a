"""台账导入: bring a file, say what its columns are, see what is wrong, import, undo."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.limits import Limited
from portal.reading.choices import registrable
from portal.reading.ledger_imports import imports, shown_import
from portal.reading.ledger_template import template
from portal.reading.wording import label
from portal.services.ledger import upload as acts
from portal.services.ledger.known import may_import, type_of
from portal.services.ledger.workbook import LARGEST_BYTES, read_workbook
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.guarding import limited, signed_in
from portal.web.views.register import WORKBOOK

Page = str | Response | tuple[str, int]
BUSY = ("checking", "writing", "undoing")
_CHIPS = {"read": "waiting", "checking": "working", "checked": "signing", "writing": "working", "done": "done"}


class LedgerImportsView(BaseView):
    """The imports of the acting post's organisation."""

    route_base = "/cases/import"
    default_view = "overview"

    @expose("/", methods=["GET"])
    @signed_in
    def overview(self) -> Page:
        """Ask for a type and a file, and list what was imported before."""
        with unit_of_work() as uow:
            return _overview(uow, (), "")

    @expose("/", methods=["POST"])
    @signed_in
    @limited(Limited.HEAVY)
    def bring(self) -> Page:
        """Take a file in, or say why not."""
        type_key = request.form.get("type", "")
        try:
            if not may_import(current_actor(), type_key):
                raise Refused.at("type", "unknown_type")
            given = request.files.get("file")
            if given is None or not given.filename:
                raise Refused((Problem("file", "required", {"title": _("台账文件")}),))
            sheets = read_workbook(given.stream.read(LARGEST_BYTES + 1))
            with unit_of_work(write=True) as uow:
                made = acts.keep(uow, type_key, given.filename, sheets, again=request.form.get("again") == "yes").id
        except Refused as refused:
            with unit_of_work() as uow:
                return _overview(uow, refused.problems, type_key), 422
        return _to(made)

    @expose("/template/<type_key>", methods=["GET"])
    @signed_in
    def template(self, type_key: str) -> Response:
        """Give the workbook to fill in."""
        with unit_of_work() as uow:
            case_type = type_of(uow, current_actor(), type_key)
        made = template(case_type, type_key.partition(".")[0], today())
        name = f"ledger-{type_key}.xlsx"
        return Response(made, mimetype=WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    @expose("/<uuid:import_id>", methods=["GET"])
    @signed_in
    def ledger(self, import_id: uuid.UUID) -> Page:
        """Show one import where it stands."""
        with unit_of_work() as uow:
            return _page(uow, import_id, ())

    @expose("/<uuid:import_id>/<act>", methods=["POST"])
    @signed_in
    def act(self, import_id: uuid.UUID, act: str) -> Page:
        """Go on with an import: another sheet, check, start, leave, undo."""
        if act not in ("sheet", "check", "start", "leave", "undo"):
            raise NotFound
        try:
            with unit_of_work(write=True) as uow:
                _go_on(uow, import_id, act)
        except Refused as refused:
            with unit_of_work() as uow:
                return _page(uow, import_id, refused.problems), 422
        if act == "leave":
            flash(_("已放弃这次导入，读入的内容已经删除。"), "done")
            return redirect(url_for("LedgerImportsView.overview"), 303)  # type: ignore[return-value]
        return _to(import_id)


def _go_on(uow: UnitOfWork, import_id: uuid.UUID, act: str) -> None:
    if act == "sheet":
        acts.choose_sheet(uow, import_id, request.form.get("sheet", default=-1, type=int))
    elif act == "check":
        acts.check(uow, import_id, columns_in(request.form))
    elif act == "start":
        acts.start(uow, import_id, confirmed=request.form.get("confirmed") == "yes")
    elif act == "leave":
        acts.leave(uow, import_id)
    else:
        acts.undo(uow, import_id)


def columns_in(form: Mapping[str, str]) -> acts.Columns:
    """Return what the form says of each column: `at.<path>` names a column of the sheet, `value.<path>` holds for all rows."""
    columns: acts.Columns = {}
    for name, given in form.items():
        kind, _dot, path = name.partition(".")
        if kind == "at" and given.isdigit() and len(given) < 4:
            columns[path] = {**columns.get(path, {}), "at": int(given)}
        elif kind == "value" and given.strip():
            columns[path] = {**columns.get(path, {}), "value": given.strip()[:400]}
    return columns


def _overview(uow: UnitOfWork, problems: tuple[Problem, ...], chosen: str) -> str:
    actor = current_actor()
    tiles = [tile for tile in registrable(uow, actor) if may_import(actor, tile.key)]
    if not tiles:
        raise Forbidden("register")
    return render_template(
        "ledger/overview.html",
        tiles=tiles,
        chosen=chosen or tiles[0].key,
        rows=imports(uow, actor),
        chips=_CHIPS,
        asks=any(problem.asks for problem in problems),
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        most=LARGEST_BYTES // 1024 // 1024,
    )


def _page(uow: UnitOfWork, import_id: uuid.UUID, problems: tuple[Problem, ...]) -> str:
    actor = current_actor()
    ledger = acts.own_import(uow, import_id)
    shown = shown_import(uow, actor, ledger)
    plugin = portal().registry.plugins[shown.type_key.partition(".")[0]]
    return render_template(
        "ledger/import.html",
        ledger=shown,
        plugin=label(plugin.title, plugin.key),
        busy=shown.row.state in BUSY,
        chips=_CHIPS,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _to(import_id: uuid.UUID) -> Response:
    return redirect(url_for("LedgerImportsView.ledger", import_id=import_id), 303)  # type: ignore[return-value]
