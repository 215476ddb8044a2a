"""我的账户: who I am, a new password, where I am signed in; and the first password of one's own."""

from __future__ import annotations

import binascii
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, session
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access import passwords, sessions
from portal.access.lockout import Locked
from portal.access.passwords import Weakness
from portal.access.proving_again import WrongCode
from portal.access.signing_in import Account, Found, Wrong, account_of, set_password
from portal.errors import NotFound, NotSignedIn, Problem, Refused
from portal.reading.own_keys import own_keys
from portal.reading.problem_sentences import problem_sentence
from portal.reading.stand_ins import stand_ins
from portal.services.people import has_own_number, keep_own_number
from portal.store.access_log import log_access
from portal.web.acting import connection_to_read, connection_to_write, current_actor, current_signed, now, unit_of_work
from portal.web.first_duties import is_password_due
from portal.web.forms.inputs import sentences_of
from portal.web.guarding import signed_in
from portal.web.password_words import hint, sentence, wrong_with
from portal.web.proving import proof


@dataclass(frozen=True)
class ShownDevice:
    """One place where the person is signed in."""

    name: str
    address: str
    agent: str
    created_at: object
    seen_at: object
    is_this: bool


class AccountView(BaseView):
    """Everybody's own account."""

    route_base = "/account"
    default_view = "account"

    @expose("/")
    @signed_in
    def account(self) -> str:
        """Show it."""
        return _page({})

    @expose("/password", methods=["POST"])
    @signed_in
    def change_password(self) -> str | Response | tuple[str, int]:
        """Change the password; the old one is asked for, the other sessions end."""
        me = _me()
        old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
        wrong = wrong_with(me, new, again, old)
        match proof(old, request.form.get("code", "")):
            case Locked():
                wrong["old"] = _("试错太多次了，请过 15 分钟再试。")
            case Wrong():
                wrong["old"] = _("现在的密码不对。")
            case WrongCode(locked=locked):
                wrong["code"] = problem_sentence(Problem("code", "code_locked" if locked else "code_wrong"))
        if wrong:
            return _page(wrong), 422
        _store(me, new)
        flash(_("密码已修改，其他设备上的登录已经退出。"), "done")
        return _redirect("/account/")

    @expose("/first-password")
    @signed_in
    def first_password(self) -> str | Response:
        """Ask for a password of one's own, after a one-time password."""
        if not current_signed().must_change_password:
            return _redirect("/")
        return render_template("first_password.html", username=_me().username, hint=hint(), wrong={}, wrongs=[])

    @expose("/first-password", methods=["POST"])
    @signed_in
    def set_first_password(self) -> str | Response | tuple[str, int]:
        """Take it. The one-time password was asked for a moment ago."""
        if not current_signed().must_change_password:
            raise NotFound
        me = _me()
        new = request.form.get("new", "")
        wrong = wrong_with(me, new, request.form.get("again", ""), None)
        if "new" not in wrong and passwords.is_right(me.password, new):
            wrong["new"] = sentence(Weakness.UNCHANGED)
        if wrong:
            return _first(me, wrong), 422
        _store(me, new)
        flash(_("新密码已保存，下次用它登录。"), "done")
        return _redirect("/")

    @expose("/own-number", methods=["POST"])
    @signed_in
    def own_number(self) -> str | Response | tuple[str, int]:
        """Keep or forget my identity number, by which the portal recognises cases of my own."""
        raw = {name: request.form[name] for name in ("id_number", "forget_id") if request.form.get(name)}
        try:
            with unit_of_work(write=True) as uow:
                keep_own_number(uow, raw)
        except Refused as refused:
            return _page({}, {key: " ".join(texts) for key, texts in sentences_of(refused.problems).items()}), 422
        flash(_("已登记，只用于回避。") if "id_number" in raw else _("已去掉。"), "done")
        return _redirect("/account/")

    @expose("/sessions/end", methods=["POST"])
    @signed_in
    def end_session(self) -> Response:
        """End one of my other sessions."""
        try:
            id_hash = binascii.unhexlify(request.form.get("session", ""))
        except ValueError:
            raise NotFound from None
        with connection_to_write() as connection:
            mine = {device.id_hash for device in sessions.devices(connection, current_actor().user_id, now())}
            if id_hash not in mine:
                raise NotFound
            sessions.end(connection, id_hash)
        flash(_("那台设备已经退出。"), "done")
        return _redirect("/account/")

    @expose("/sessions/end-others", methods=["POST"])
    @signed_in
    def end_other_sessions(self) -> Response:
        """End all of my sessions but this one."""
        with connection_to_write() as connection:
            ended = sessions.end_all(connection, current_actor().user_id, but=_here())
        flash(_("别的设备上的 %(n)s 处登录已经退出。", n=ended), "done")
        return _redirect("/account/")


def _page(wrong: dict[str, str], own_wrong: dict[str, str] | None = None) -> str:
    with connection_to_read() as connection:
        found = account_of(connection, current_actor().user_id)
        devices = sessions.devices(connection, current_actor().user_id, now())
    if found is None:
        raise NotSignedIn
    here = _here()
    shown = [ShownDevice(d.id_hash.hex(), d.address, d.agent, d.created_at, d.seen_at, d.id_hash == here) for d in devices]
    me = {"name": current_signed().name, "username": found.username, "phone": found.phone}
    with unit_of_work() as uow:
        has_number = has_own_number(uow)
        lines = stand_ins(uow, current_actor(), everybodys=False)
        keys = own_keys(uow, current_actor())
    own = own_wrong or {}
    return render_template(
        "account.html",
        me=me,
        devices=shown,
        wrong=wrong,
        wrongs=list(wrong.items()),
        has_number=has_number,
        hint=hint(),
        is_due=is_password_due(current_signed()),
        keys=len(keys),
        stand_ins=[line for line in lines if line.state != "over"],
        own_wrong=own,
        own_wrongs=list(own.items()),
    )


def _me() -> Found:
    with connection_to_read() as connection:
        found = account_of(connection, current_actor().user_id)
    if found is None:
        raise NotSignedIn
    return found


def _first(me: Found, wrong: dict[str, str]) -> str:
    return render_template("first_password.html", username=me.username, hint=hint(), wrong=wrong, wrongs=list(wrong.items()))


def _here() -> bytes | None:
    row = session.row  # type: ignore[attr-defined]
    return None if row is None else bytes(row.id_hash)


def _store(me: Found, new: str) -> None:
    account = Account(me.user_id, me.staff_id, me.county_code)
    with connection_to_write() as connection:
        set_password(connection, account, new, one_time=False, now=now(), staying=_here())
    with unit_of_work(write=True) as uow:
        log_access(uow, "login", "password_changed")


def _redirect(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
