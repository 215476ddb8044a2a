"""评价: the link that is handed to a party, the page it leads to, and the figures of satisfaction."""

from __future__ import annotations

import uuid
from datetime import date

from flask import render_template, request, url_for
from flask_appbuilder import BaseView, expose

from portal.engine.days import china_today, spoken
from portal.errors import Refused
from portal.reading.case_page import CasePage, case_page
from portal.reading.complaints import complaint_counts
from portal.reading.opinions import QUESTIONS as ASKED
from portal.reading.opinions import opinions
from portal.reading.wording import label
from portal.services.opinions import QUESTIONS, TASK, Followed, ask_opinion, follow, open_days, take_opinion
from portal.store.access_log import log_access
from portal.web.acting import connection_to_read, current_actor, now, today, unit_of_work
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.guarding import opens, public
from portal.web.system_work import system_work

Page = str | tuple[str, int]


class OpinionsView(BaseView):
    """What parties think of the mediation."""

    route_base = ""
    default_view = "figures"

    @expose("/cases/<uuid:case_id>/opinion", methods=["GET"])
    @opens("portal.cases")
    def ask(self, case_id: uuid.UUID) -> str:
        """Ask which party the link is for."""
        with unit_of_work() as uow:
            page, days = case_page(uow, current_actor(), case_id), open_days(uow)
        return _ask(page, days)

    @expose("/cases/<uuid:case_id>/opinion", methods=["POST"])
    @opens("portal.cases")
    def make(self, case_id: uuid.UUID) -> Page:
        """Make a link for one party and show it this once: a sentence to copy, a slip to print."""
        try:
            with unit_of_work(write=True) as uow:
                page = case_page(uow, current_actor(), case_id)
                token, until = ask_opinion(uow, case_id, request.form.get("party", ""))
        except Refused as refused:
            with unit_of_work() as uow:
                page, days = case_page(uow, current_actor(), case_id), open_days(uow)
            return _ask(page, days, refused), 422
        address = url_for("OpinionsView.questions", token=token, _external=True)
        how = f"不用登录，只能用一次，{spoken(china_today(until))}前有效"
        sentence = f"您好，这里是{page.house.name}。请您对我们的调解工作作个评价，{how}：{address}"
        return render_template("opinions/slip.html", page=page, address=address, sentence=sentence, until=until)

    @expose("/s/<token>", methods=["GET"])
    @public
    def questions(self, token: str) -> Page:
        """Ask the party; nothing of the case is shown."""
        return _ended() if _follow(token) is None else _questions(token)

    @expose("/s/<token>", methods=["POST"])
    @public
    def answer(self, token: str) -> Page:
        """Take in what the party answers, once."""
        link = _follow(token)
        if link is None:
            return _ended()
        try:
            with system_work(TASK) as uow:
                taken = take_opinion(uow, link, {f.key: request.form.get(f.key, "") for f in QUESTIONS})
        except Refused as refused:
            return _questions(token, refused), 422
        return render_template("opinions/done.html", token=token) if taken else _ended()

    @expose("/statistics/opinions", methods=["GET"])
    @opens("portal.statistics")
    def figures(self) -> str:
        """Show this year's satisfaction; the answers themselves to supervising posts, whose reading is written down."""
        actor, since = current_actor(), date(today().year, 1, 1)
        with unit_of_work() as uow:
            found = opinions(uow, actor, since)
            complained = complaint_counts(uow, since) if found.in_full else None
        if found.answers:
            with unit_of_work(write=True) as uow:
                log_access(uow, "opinion", "read", count=len(found.answers))
        words = {f.key: (label(f.title), {key: label(word) for key, word in getattr(f, "pairs", ())}) for f in QUESTIONS}
        return render_template("opinions/figures.html", found=found, since=since, asked=ASKED, words=words, complained=complained)


def _follow(token: str) -> Followed | None:
    with connection_to_read() as connection:
        return follow(connection, token, now())


def _ask(page: CasePage, days: int, refused: Refused | None = None) -> str:
    problems = refused.problems if refused else ()
    open_to = [(str(p.id), f"{p.name}（{p.role_title}）") for p in page.parties if p.contact_rule != "never"]
    return render_template(
        "opinions/ask.html",
        page=page,
        days=days,
        parties=open_to,
        summary=summary_of(problems),
        wrong=sentences_of(problems),
    )


def _questions(token: str, refused: Refused | None = None) -> str:
    problems = refused.problems if refused else ()
    inputs = inputs_of(QUESTIONS, "", request.form.to_dict(), sentences_of(problems), "")
    return render_template("opinions/questions.html", token=token, inputs=inputs, summary=summary_of(problems))


def _ended() -> Page:
    return render_template("opinions/ended.html"), 404
