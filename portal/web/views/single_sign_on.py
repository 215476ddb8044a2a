"""统一认证: the way to the other house and back. It opens a session here only for somebody the county has named for it."""

from __future__ import annotations

import logging

from flask import Response, redirect, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access import oidc
from portal.access.signing_in import account_of_subject
from portal.config import Provider
from portal.errors import NotFound
from portal.store.access_log import log_access
from portal.store.actors import System
from portal.web.acting import connection_to_read, now, portal
from portal.web.cookies import cookie_name, cookie_place
from portal.web.guarding import public
from portal.web.safe_paths import safe_path
from portal.web.views.login import go_on, login_page

COOKIE = "portal_oidc"

Page = str | Response | tuple[str, int]
_log = logging.getLogger(__name__)


class SingleSignOnView(BaseView):
    """Signing in by way of another house."""

    route_base = "/login/oidc"
    default_view = "leave"

    @expose("/", methods=["GET"])
    @public
    def leave(self) -> Page:
        """Send the browser to the other house, with what binds the answer to it."""
        provider = _provider()
        flow = oidc.begin(safe_path(request.args.get("next"), ""), now())
        try:
            address = oidc.way_out(provider, flow, _back())
        except oidc.Unproved as unproved:
            return _failed(unproved)
        answer = redirect(address, 303)
        running = portal()
        kept = oidc.sealed(running.store.keys_of(running.county_code), flow)
        answer.set_cookie(cookie_name(COOKIE), kept, max_age=int(oidc.LIFE.total_seconds()), **cookie_place())
        return answer  # type: ignore[return-value]

    @expose("/back", methods=["GET"])
    @public
    def back(self) -> Page:
        """Take the answer, once, and let in whom the county has named for this subject."""
        provider, running = _provider(), portal()
        flow = oidc.opened(running.store.keys_of(running.county_code), request.cookies.get(cookie_name(COOKIE), ""), now())
        if flow is None:
            return _once(login_page("", sentence=_("停留太久了，请再从统一认证进一次。"), status=401))
        try:
            subject = oidc.subject(provider, flow, request.args, _back(), now())
        except oidc.Unproved as unproved:
            return _once(_failed(unproved))
        with connection_to_read() as connection:
            found = account_of_subject(connection, provider.issuer, subject)
        if found is None:
            with running.store.begin(System(running.county_code, "sign_in"), write=True) as uow:
                log_access(uow, "login", "oidc_unknown")
            told = _("统一认证认得您，平台里却没有对应的人员，不能进入。请把编号告诉县安全管理员：%(no)s", no=subject)
            return _once(login_page(flow.next, sentence=told, status=403))
        return _once(go_on(found, flow.next))


def _provider() -> Provider:
    found = portal().config.oidc
    if found is None:
        raise NotFound
    return found


def _back() -> str:
    return url_for("SingleSignOnView.back", _external=True)


def _failed(unproved: oidc.Unproved) -> Page:
    _log.warning("single sign-on refused: %s", unproved)
    return login_page("", sentence=_("统一认证没有通过。请再试一次；还不行，用账号和密码登录。"), status=401)


def _once(page: Page) -> Page:
    """Take the flow from the browser, whatever came of it."""
    made = page if isinstance(page, Response) else Response(*((page, 200) if isinstance(page, str) else page))
    made.delete_cookie(cookie_name(COOKIE), **cookie_place())
    return made
