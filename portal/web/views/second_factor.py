"""动态验证码: setting up one's own, the recovery codes (shown once), ending it."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.signing_in import account_of
from portal.errors import NotSignedIn, Problem, Refused
from portal.services.second_factor import begin_own, confirm_own, end_own, own_factor, renew_own_codes
from portal.web.acting import connection_to_read, current_actor, current_signed, unit_of_work
from portal.web.first_duties import must_have_second_factor
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.guarding import signed_in
from portal.web.proving import must_prove

Page = str | Response | tuple[str, int]
BEGIN, CONFIRM, CHANGE = "begin", "confirm", "change"


class SecondFactorView(BaseView):
    """One's own second factor."""

    route_base = "/account/second-factor"
    default_view = "factor"

    @expose("/", methods=["GET"])
    @signed_in
    def factor(self) -> str:
        """Show how it stands with it."""
        return _page("", ())

    @expose("/begin", methods=["POST"])
    @signed_in
    def begin(self) -> Page:
        """Make a secret, which the page then shows until a first code was right."""
        try:
            proved = must_prove()
            with unit_of_work(write=True) as uow:
                begin_own(uow, proved)
        except Refused as refused:
            return _page(BEGIN, refused.problems), 422
        return _back()

    @expose("/confirm", methods=["POST"])
    @signed_in
    def confirm(self) -> Page:
        """Take the first code, and show the recovery codes, once."""
        try:
            with unit_of_work(write=True) as uow:
                codes = confirm_own(uow, request.form.get("code", ""), staying=_here())
        except Refused as refused:
            return _page(CONFIRM, refused.problems), 422
        return render_template("recovery_codes.html", codes=codes, username=_username())

    @expose("/change", methods=["POST"])
    @signed_in
    def change(self) -> Page:
        """Make new recovery codes and show them, once; or end it."""
        ends = request.form.get("do") == "end"
        try:
            proved = must_prove()
            with unit_of_work(write=True) as uow:
                if ends:
                    end_own(uow, proved, required=must_have_second_factor(current_signed()), staying=_here())
                codes = () if ends else renew_own_codes(uow, proved)
        except Refused as refused:
            return _page(CHANGE, refused.problems), 422
        if not ends:
            return render_template("recovery_codes.html", codes=codes, username=_username())
        flash(_("动态验证码已停用，以后只用密码登录。其他设备上的登录已经退出。"), "done")
        return _back()


def _page(form: str, problems: tuple[Problem, ...]) -> str:
    with unit_of_work() as uow:
        shown = own_factor(uow, _username())
    return render_template(
        "second_factor.html",
        shown=shown,
        required=must_have_second_factor(current_signed()),
        form=form,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _username() -> str:
    with connection_to_read() as connection:
        found = account_of(connection, current_actor().user_id)
    if found is None:
        raise NotSignedIn
    return found.username


def _here() -> bytes | None:
    row = session.row  # type: ignore[attr-defined]
    return None if row is None else bytes(row.id_hash)


def _back() -> Response:
    return redirect(url_for("SecondFactorView.factor"), 303)  # type: ignore[return-value]
