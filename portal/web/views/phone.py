"""手机拍照: the page a telephone comes to by a one-time code. It takes pictures and shows nothing at all of any case."""

from __future__ import annotations

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.access.identity import signed
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.reading.problem_sentences import problem_sentence
from portal.services.materials import MOST_IN_A_REQUEST
from portal.services.phone_links import Followed, follow, use_link
from portal.web.acting import connection_to_read, now, today
from portal.web.guarding import public, takes_files
from portal.web.taking_in import ROUND_A_FILE, sent_files, take_in

PICTURES = "image/jpeg,image/png,image/heic,.heic,.heif"

Page = str | tuple[str, int]


def leads_somewhere(token: str) -> bool:
    """Say whether a link may be followed, before anything that is sent with it is read."""
    return _follow(token) is not None


class PhoneView(BaseView):
    """Pictures from a telephone."""

    route_base = "/phone"
    default_view = "pictures"

    @expose("/<token>", methods=["GET"])
    @public
    def pictures(self, token: str) -> Page:
        """Ask for pictures."""
        link = _follow(token)
        if link is None:
            return _ended()
        return render_template("materials/phone.html", token=token, until=link.until, accept=PICTURES, sentences=())

    @expose("/<token>", methods=["POST"])
    @public
    @takes_files(MOST_IN_A_REQUEST + ROUND_A_FILE, leads_somewhere)
    def send(self, token: str) -> Page:
        """Add the pictures in the name of the post that showed the code, as long as it may; then the code is used up."""
        link = _follow(token)
        if link is None:
            return _ended()
        with connection_to_read() as connection:
            who = signed(connection, link.user_id, link.post_id, today())
        if who is None:
            return _ended()
        try:
            sent = sent_files(request.files.getlist("files"))
            added = take_in(who.actor, link.case_id, link.kind, sent, before=lambda uow: use_link(uow, link))
        except Refused as refused:
            if any(problem.code == "phone_link_ended" for problem in refused.problems):
                return _ended()
            return _again(token, link, refused.problems), 422
        except (NotFound, Forbidden):  # the post lost the case meanwhile; whoever holds the telephone need not know
            return _ended()
        return render_template("materials/phone_done.html", added=added)


def _follow(token: str) -> Followed | None:
    with connection_to_read() as connection:
        return follow(connection, token, now())


def _again(token: str, link: Followed, problems: tuple[Problem, ...]) -> str:
    sentences = [problem_sentence(problem) for problem in problems]
    return render_template("materials/phone.html", token=token, until=link.until, accept=PICTURES, sentences=sentences)


def _ended() -> Page:
    return render_template("materials/phone_ended.html"), 404
