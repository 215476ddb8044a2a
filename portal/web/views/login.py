"""登录: account and password, or in a demo on this machine one click on a named person; and 退出."""

from __future__ import annotations

import secrets
from ipaddress import ip_address

from flask import Response, flash, g, redirect, render_template, request, session
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access import half_way, sessions
from portal.access.identity import signed
from portal.access.lockout import Locked
from portal.access.second_factor import Given, recovery_codes_left, reset_to_tell
from portal.access.signing_in import Account, Found, HalfWay, Wrong, account_of, authenticate, enter, find, take_code
from portal.config import LOOPBACK_NAMES
from portal.declare.demo import DemoPerson
from portal.errors import NotFound
from portal.services.demo.bodies import demo_people
from portal.store.access_log import log_access
from portal.store.actors import Person
from portal.store.keyring import Keyring
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import connection_to_read, connection_to_write, now, portal, today
from portal.web.cookies import PortalSession
from portal.web.county import county_settings
from portal.web.failed_sign_ins import note_failed
from portal.web.figures import clock, moment
from portal.web.guarding import public, unlimited
from portal.web.safe_paths import safe_path

Page = str | Response | tuple[str, int]


class LoginView(BaseView):
    """The way in and the way out."""

    route_base = ""
    default_view = "login"

    @expose("/login/", methods=["GET", "POST"])
    @public
    @unlimited("the lock-out counts failures; an address must not shut its neighbours out")
    def login(self) -> Page:
        """Show the page; with a form, let in whoever knows account and password."""
        if request.method == "GET":
            if _current().row is not None:
                return _redirect(safe_path(request.args.get("next")))
            stale = _("页面停留太久，请再登录一次。") if "stale" in request.args else ""
            return login_page(safe_path(request.args.get("next"), ""), sentence=stale)
        given = request.form.get("account", "").strip()
        wanted = safe_path(request.form.get("next"), "")
        if not given or not request.form.get("password"):
            return login_page(wanted, account=given, sentence=_("请填写账号和密码。"), status=422)
        running = portal()
        found = authenticate(
            running.engine,
            running.lockout,
            account=given[:128],
            password=request.form["password"],
            address=request.remote_addr or "",
            now=now(),
        )
        if isinstance(found, Locked):
            return login_page(wanted, account=given, sentence=_locked(found), status=429)
        if isinstance(found, Wrong):
            note_failed(given[:128])
            return login_page(wanted, account=given, sentence=_("账号或密码不对。"), status=401)
        if isinstance(found, HalfWay):
            return go_on(found.found, wanted)
        return _let_in(found, wanted)

    @expose("/login/code", methods=["POST"])
    @public
    @unlimited("the lock-out counts failures; an address must not shut its neighbours out")
    def code(self) -> Page:
        """Let in whoever knows the code too."""
        wanted, held = safe_path(request.form.get("next"), ""), request.form.get("ticket", "")
        found = _half_way(held)
        if found is None:
            return login_page(wanted, sentence=_("停留太久了，请从账号和密码重新开始。"), status=401)
        given = request.form.get("code", "")
        if not given.strip():
            return _ask_for_code(held, wanted, _("请输入验证码。"), 422)
        running = portal()
        taken = take_code(running.store, running.lockout, found=found, code=given, address=request.remote_addr or "", now=now())
        if isinstance(taken, Locked):
            return _ask_for_code(held, wanted, _locked(taken), 429)
        if taken is Given.WRONG:
            return _ask_for_code(held, wanted, _("验证码不对，或者刚才已经用过。"), 401)
        return _let_in(Account(found.user_id, found.staff_id, found.county_code), wanted, by_recovery=taken is Given.RECOVERY)

    @expose("/login/demo", methods=["POST"])
    @public
    def enter_demo(self) -> Page:
        """Let in as one of the named demo people, without a password: only in a demo, only on this machine."""
        username = request.form.get("username", "")
        if not offers_demo() or username not in {person.username for person, _title in _demo_people()}:
            raise NotFound
        with connection_to_read() as connection:
            found = find(connection, username)
        if found is None:
            raise NotFound
        return _let_in(Account(found.user_id, found.staff_id, found.county_code), safe_path(request.form.get("next"), ""))

    @expose("/logout", methods=["POST"])
    @public
    @unlimited("whoever wants to leave may leave")
    def logout(self) -> Page:
        """End this session, then write down that it was ended."""
        current, actor = _current(), g.get("actor")
        if current.row is not None:
            with connection_to_write() as connection:
                sessions.end(connection, current.row.id_hash)
        current.leave()
        if isinstance(actor, Person):
            with portal().store.begin(actor, write=True) as uow:
                log_access(uow, "login", "signed_out")
        flash(_("您已退出。"), "done")
        answer = _redirect("/login/")
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer


def offers_demo() -> bool:
    """Say whether the demo people are offered: the county is a demo and the browser runs on this machine."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    try:
        near = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        near = False
    return county_settings().is_demo and near and host in LOOPBACK_NAMES


def _demo_people() -> list[tuple[DemoPerson, str]]:
    return demo_people(list(portal().registry.plugins.values()))


def go_on(found: Found, wanted: str) -> Page:
    """Ask for the code of somebody who has proved the rest, or let her in where she has no second factor."""
    if found.has_second_factor:
        return _ask_for_code(half_way.ticket(_keyring(), found, now()), wanted)
    return _let_in(Account(found.user_id, found.staff_id, found.county_code), wanted)


def _half_way(held: str) -> Found | None:
    """Return whose password was right a moment ago and is still hers."""
    content = half_way.user_of(_keyring(), held, now())
    if content is None:
        return None
    user_id, fingerprint = content
    with connection_to_read() as connection:
        found = account_of(connection, user_id)
    return found if found is not None and half_way.is_of(found, fingerprint) else None


def _keyring() -> Keyring:
    running = portal()
    return running.store.keys_of(running.county_code)


def _ask_for_code(ticket: str, wanted: str, sentence: str = "", status: int = 200) -> Page:
    return render_template("login_code.html", ticket=ticket, next=wanted, sentence=sentence), status


def _let_in(account: Account, wanted: str, *, by_recovery: bool = False) -> Page:
    running = portal()
    with connection_to_read() as connection:
        who = signed(connection, account.user_id, None, today())
    if who is None:
        return login_page(wanted, sentence=_("您现在没有岗位，不能进入。请找本单位管理员。"), status=403)
    current, data = _current(), {"csrf_token": secrets.token_hex(32)}
    with connection_to_write() as connection:
        if current.row is not None:
            sessions.end(connection, current.row.id_hash)
        token = enter(
            connection,
            account.user_id,
            post_id=who.actor.post_id,
            now=now(),
            address=request.remote_addr or "",
            agent=request.user_agent.string,
            data={**data},
        )
    with running.store.begin(who.actor, write=True) as uow:
        log_access(uow, "login", "signed_in")
        told = _to_tell(uow, account, by_recovery=by_recovery)
    if told:
        with connection_to_write() as connection:
            sessions.keep(connection, sessions.hash_of(token), {**data, "_flashes": told}, now())
    current.enter(token)
    return _redirect(wanted or "/")


def _to_tell(uow: UnitOfWork, account: Account, *, by_recovery: bool) -> list[tuple[str, str]]:
    """Return what the first page says about her second factor."""
    told = []
    reset_at = reset_to_tell(uow, account.staff_id)
    if reset_at is not None:
        sentence = _("您的动态验证码在 %(time)s 由县安全管理员重置了。不是您要求的，请马上打求助电话。", time=moment(reset_at))
        told.append(("danger", sentence))
    if by_recovery:
        left = recovery_codes_left(uow, account.staff_id)
        told.append(("soon", _("刚才用掉了一个恢复码，还剩 %(n)s 个。手机丢了的，请在“我的账户”重新设置动态验证码。", n=left)))
    return told


def login_page(wanted: str, *, account: str = "", sentence: str = "", status: int = 200) -> Page:
    """Return the login page with what happened."""
    demo = _demo_people() if offers_demo() else []
    other = portal().config.oidc
    return render_template("login.html", next=wanted, account=account, sentence=sentence, demo=demo, other=other), status


def _locked(locked: Locked) -> str:
    return str(_("已锁定，%(time)s 后再试，或请管理员解锁。", time=clock(locked.until)))


def _current() -> PortalSession:
    current: PortalSession = session._get_current_object()  # type: ignore[attr-defined]
    return current


def _redirect(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
