"""当事人名单: everybody of a case page by page, and a list of the many of one side brought as a file."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from xlsxwriter.utility import xl_col_to_name

from portal.access.person_reach import may_compare
from portal.engine.ledger.member_sheet import Placed
from portal.engine.members import group_roles
from portal.errors import NotFound, Problem, Refused, Repeated, Stale
from portal.limits import Limited
from portal.reading.case_page import CasePage, case_page
from portal.reading.member_template import member_template
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import label
from portal.services.ledger.workbook import LARGEST_BYTES, read_workbook
from portal.services.members import ACT, Tried, kept_list, leave_list, try_list, write_list
from portal.store.unit_of_work import UnitOfWork
from portal.web.act_outcomes import said
from portal.web.acting import current_actor, unit_of_work
from portal.web.forms.inputs import questions_of, sentences_of, summary_of
from portal.web.forms.posted import confirmed_of
from portal.web.guarding import limited, opens
from portal.web.views.case_forms import offer_of
from portal.web.views.register import WORKBOOK

Page = str | Response | tuple[str, int]
ON_A_PAGE = 50
MOST_TOLD = 200


@dataclass(frozen=True)
class Told:
    """A mistake in the list as the page shows it."""

    row: int
    letter: str
    heading: str
    sentence: str


class MembersView(BaseView):
    """The people of a case, when they are many."""

    route_base = "/cases"
    default_view = "people"

    @expose("/<uuid:case_id>/people", methods=["GET"])
    @opens("portal.cases")
    def people(self, case_id: uuid.UUID) -> str:
        """Show everybody, page by page."""
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
        if page.header_only:
            raise NotFound
        at = max(request.args.get("page", 1, type=int), 1)
        pages = max(-(-len(page.parties) // ON_A_PAGE), 1)
        if at > pages:
            raise NotFound
        return render_template(
            "cases/people.html",
            may_compare=page.same_house and may_compare(current_actor()),
            page=page,
            parties=page.parties[(at - 1) * ON_A_PAGE : at * ON_A_PAGE],
            first=(at - 1) * ON_A_PAGE,
            at=at,
            pages=pages,
            token=secrets.token_urlsafe(16),
        )

    @expose("/<uuid:case_id>/members", methods=["GET"])
    @opens("portal.cases")
    def members(self, case_id: uuid.UUID) -> str:
        """Ask for a list, or show the one that was tried and waits."""
        with unit_of_work() as uow:
            page = _page_of(uow, case_id)
            return _form(page, kept_list(uow, case_id))

    @expose("/<uuid:case_id>/members", methods=["POST"])
    @opens("portal.cases")
    @limited(Limited.HEAVY)
    def bring(self, case_id: uuid.UUID) -> Page:
        """Read a list and try it; nothing is written yet."""
        role = request.form.get("role", "")
        with unit_of_work() as uow:
            page = _page_of(uow, case_id)
        try:
            given = request.files.get("file")
            if given is None or not given.filename:
                raise Refused((Problem("file", "required", {"title": _("名单文件")}),))
            sheets = read_workbook(given.stream.read(LARGEST_BYTES + 1))
            with unit_of_work(write=True) as uow:
                tried = try_list(uow, case_id, role, sheets, label(offer_of(page, ACT).label))
        except Refused as refused:
            return _form(page, None, refused.problems, role), 422
        if tried.wrong:
            return _form(page, tried, chosen=role), 422
        return _to(url_for("MembersView.members", case_id=case_id))

    @expose("/<uuid:case_id>/members/write", methods=["POST"])
    @opens("portal.cases")
    def write(self, case_id: uuid.UUID) -> Page:
        """Write the list that was tried."""
        here = url_for("CaseView.case", case_id=case_id)
        try:
            with unit_of_work(write=True) as uow:
                version = request.form.get("version", type=int)
                token = request.form.get("token")
                write_list(uow, case_id, version=version, confirmed=confirmed_of(request.form), token=token)
        except Repeated:
            return _to(here)
        except Stale:
            flash(_("案件刚才有变动，名单已经按现在的情况重新检查，请核对以后再写入。"), "soon")
            return _to(url_for("MembersView.members", case_id=case_id))
        except Refused as refused:
            with unit_of_work() as uow:
                page = _page_of(uow, case_id)
                return _form(page, kept_list(uow, case_id), refused.problems), 422
        with unit_of_work() as uow:
            flash(said(ACT, case_page(uow, current_actor(), case_id)), "done")
        return _to(here)

    @expose("/<uuid:case_id>/members/leave", methods=["POST"])
    @opens("portal.cases")
    def leave(self, case_id: uuid.UUID) -> Response:
        """Forget the list that was tried."""
        with unit_of_work(write=True) as uow:
            _page_of(uow, case_id)
            leave_list(uow, case_id)
        return _to(url_for("MembersView.members", case_id=case_id))

    @expose("/<uuid:case_id>/members/template", methods=["GET"])
    @opens("portal.cases")
    def template(self, case_id: uuid.UUID) -> Response:
        """Give the workbook to fill in for a role."""
        role = request.args.get("role", "")
        with unit_of_work() as uow:
            page = _page_of(uow, case_id)
        found = next((one for one in (group_roles(page.state.type) if page.state else ()) if one.key == role), None)
        if found is None:
            raise NotFound
        made = member_template(found, page.type.partition(".")[0])
        headers = {"Content-Disposition": f'attachment; filename="members-{found.key}.xlsx"'}
        return Response(made, mimetype=WORKBOOK, headers=headers)


def _page_of(uow: UnitOfWork, case_id: uuid.UUID) -> CasePage:
    """Return the case, to whose post the act is open now. Raises `NotFound`, `Forbidden`."""
    page = case_page(uow, current_actor(), case_id)
    offer_of(page, ACT)
    return page


def _form(page: CasePage, tried: Tried | None, problems: tuple[Problem, ...] = (), chosen: str = "") -> str:
    plugin = page.type.partition(".")[0]
    roles = [(role.key, label(role.title, plugin)) for role in (group_roles(page.state.type) if page.state else ())]
    stopped = tuple(p for p in problems if not p.asks)
    return render_template(
        "cases/members.html",
        page=page,
        roles=roles,
        chosen=chosen or (tried.role.key if tried else roles[0][0]),
        tried=tried,
        role_title=label(tried.role.title, plugin) if tried else "",
        sums=[(label(title, plugin), fen) for title, fen in tried.sums] if tried else [],
        told=_told(tried.wrong, plugin) if tried else [],
        questions=questions_of(tried.questions, "guard", plugin) if tried else [],
        wrong=sentences_of(stopped, plugin),
        summary=summary_of(stopped, plugin),
        token=secrets.token_urlsafe(16),
        most=LARGEST_BYTES // 1024 // 1024,
    )


def _told(wrong: Iterable[Placed], plugin: str) -> list[Told]:
    return [
        Told(
            one.row,
            xl_col_to_name(one.column) if one.column is not None else "",
            one.heading,
            problem_sentence(one.problem, plugin),
        )
        for one in list(wrong)[:MOST_TOLD]
    ]


def _to(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
