"""文书用语: the county words its papers, and puts its own Word templates in their place."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.papers import Paper
from portal.engine.wordings import Wording, in_force
from portal.errors import NotFound, Problem, Refused
from portal.papers.core_papers import CORE_PAPERS
from portal.papers.layout import Drawn, drawn
from portal.papers.on_paper import VALUES, CaseOnPaper
from portal.papers.own_template import BIGGEST, TEMPLATE_VALUES, check_template
from portal.papers.sheet import sheet
from portal.papers.wording import PORTAL, editable, read_wording, worded
from portal.reading.paper_wording import history, wordings
from portal.services.paper_wording import change_wording, put_template
from portal.web.acting import now, portal, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.case_on_paper import blank
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.guarding import opens

Page = str | Response | tuple[str, int]
_LOOK = "look"


class PaperWordingView(BaseView):
    """The wording of papers and their templates."""

    route_base = "/admin/papers"
    default_view = "papers"

    @expose("/", methods=["GET"])
    @opens("portal.papers")
    def papers(self) -> str:
        """List the papers of the portal and of every type."""
        types = [(key, one.title, one.papers) for key, one in portal().registry.types() if one.papers]
        return admin_page("admin/papers.html", "papers", core=CORE_PAPERS, types=types, owner=PORTAL)

    @expose("/<owner>/<key>", methods=["GET"])
    @opens("portal.papers")
    def paper(self, owner: str, key: str) -> str:
        """Show the wording of one paper, its template and their history."""
        return _page(owner, _paper(owner, key), None, ())

    @expose("/<owner>/<key>", methods=["POST"])
    @opens("portal.papers")
    def change(self, owner: str, key: str) -> Page:
        """Show how the paper would look, or add a version of its wording."""
        paper = _paper(owner, key)
        raw = request.form.to_dict()
        said, problems = read_wording(paper, raw, _known(owner, VALUES))
        if raw.get("do") == _LOOK:
            if problems:
                return _page(owner, paper, raw, problems), 422
            return _page(owner, paper, raw, (), _preview(owner, worded(paper, Wording(0, now(), said))))
        try:
            with unit_of_work(write=True) as uow:
                version = change_wording(uow, owner, paper.key, said, problems, raw.get("reason", ""))
        except Refused as refused:
            return _page(owner, paper, raw, refused.problems), 422
        flash(_("用语已保存为第 %(n)s 版。以后的文书用新的；已经入卷、签字的仍用原来的。", n=version), "done")
        return go(url_for("PaperWordingView.paper", owner=owner, key=key))

    @expose("/<owner>/<key>/template", methods=["POST"])
    @opens("portal.papers")
    def template(self, owner: str, key: str) -> Page:
        """Take in the county's own Word template."""
        paper = _paper(owner, key)
        given = request.files.get("template")
        content = given.stream.read(BIGGEST + 1) if given is not None else b""
        try:
            check_template(content, _known(owner, TEMPLATE_VALUES))
            with unit_of_work(write=True) as uow:
                put_template(uow, owner, paper.key, content)
        except Refused as refused:
            return _page(owner, paper, None, refused.problems), 422
        flash(_("模板已启用：这份文书下载 Word 时用它。"), "done")
        return go(url_for("PaperWordingView.paper", owner=owner, key=key))

    @expose("/<owner>/<key>/template/withdraw", methods=["POST"])
    @opens("portal.papers")
    def withdraw(self, owner: str, key: str) -> Response:
        """Go back to the declared form."""
        paper = _paper(owner, key)
        with unit_of_work(write=True) as uow:
            put_template(uow, owner, paper.key, None)
        flash(_("模板已停用：这份文书恢复门户的样式。"), "done")
        return go(url_for("PaperWordingView.paper", owner=owner, key=key))


def _paper(owner: str, key: str) -> Paper:
    """Return the paper an owner declares. Raises `NotFound`."""
    declared = portal().registry.case_type(owner) if owner != PORTAL else None
    papers = CORE_PAPERS if owner == PORTAL else declared.papers if declared is not None else ()
    paper = next((one for one in papers if one.key == key), None)
    if paper is None:
        raise NotFound
    return paper


def _known(owner: str, values: Mapping[str, str]) -> frozenset[str]:
    declared = portal().registry.case_type(owner) if owner != PORTAL else None
    return frozenset(values) | frozenset(f.key for f in declared.fields if not f.retired) if declared else frozenset(values)


def _preview(owner: str, paper: Paper) -> Drawn:
    declared = portal().registry.case_type(owner) if owner != PORTAL else None
    organisation = _("某某人民调解委员会")
    return drawn(sheet(paper, blank(declared, organisation) if declared else CaseOnPaper(organisation, is_blank=True)))


def _page(
    owner: str, paper: Paper, raw: Mapping[str, str] | None, problems: tuple[Problem, ...], preview: Drawn | None = None
) -> str:
    with unit_of_work() as uow:
        standing = in_force(wordings(uow, (owner,)).get((owner, paper.key), ()), None)
        words, files = history(uow, owner, paper.key)
    said = standing.said if standing is not None else {}
    texts = [
        (f"text_{n}", declared, (raw or {}).get(f"text_{n}", said.get(declared, declared)))
        for n, declared in enumerate(editable(paper))
    ]
    return admin_page(
        "admin/paper.html",
        "papers",
        owner=owner,
        paper=paper,
        texts=texts,
        reason=(raw or {}).get("reason", ""),
        words=words,
        files=files,
        values=TEMPLATE_VALUES,
        own=sorted(_known(owner, TEMPLATE_VALUES) - set(TEMPLATE_VALUES)),
        preview=preview if preview is not None else _preview(owner, worded(paper, standing)),
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )
