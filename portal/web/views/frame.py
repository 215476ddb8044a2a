"""What every page needs from the frame: is the portal there, language, text size, another post, help on keys."""

from __future__ import annotations

import uuid

from flask import Response, flash, g, jsonify, make_response, redirect, render_template, request, session
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from portal.access import preferences as kept
from portal.access import sessions
from portal.access.identity import Signed
from portal.errors import NotFound
from portal.reading.wording import label
from portal.store import settings
from portal.store.access_log import log_access
from portal.web import preferences
from portal.web.acting import connection_to_write, current_signed, now, public_work, unit_of_work
from portal.web.cookies import cookie_name, cookie_place
from portal.web.guarding import public, signed_in, unlimited
from portal.web.safe_paths import safe_path


class FrameView(BaseView):
    """Small routes of the frame."""

    route_base = ""
    default_view = "keys"

    @expose("/healthz")
    @public
    @unlimited("asked by machines, costs nothing")
    def healthz(self) -> Response:
        """Say that the process answers."""
        return jsonify(status="ok")

    @expose("/readyz")
    @public
    @unlimited("asked by machines")
    def readyz(self) -> Response | tuple[Response, int]:
        """Say whether the database answers with the portal's schema."""
        try:
            with public_work("readiness") as uow:
                settings.read(uow.session, settings.COUNTY_CODE)
        except SQLAlchemyError:
            return jsonify(status="unavailable"), 503
        return jsonify(status="ready")

    @expose("/language", methods=["POST"])
    @public
    def language(self) -> Response:
        """Switch between 中文 and English."""
        key = request.form.get("language", "")
        if key not in preferences.LANGUAGE_KEYS:
            raise NotFound
        return self._remember(preferences.LANGUAGE_COOKIE, key)

    @expose("/text-size", methods=["POST"])
    @public
    def text_size(self) -> Response:
        """Choose 标准, 大 or 特大."""
        size = request.form.get("size", "")
        if size not in preferences.SIZES:
            raise NotFound
        return self._remember(preferences.SIZE_COOKIE, size)

    @expose("/post", methods=["POST"])
    @signed_in
    def switch_post(self) -> Response:
        """Go on in another of one's posts, under a new session id."""
        signed = current_signed()
        wanted = next((post for post in signed.posts if str(post.id) == request.form.get("post")), None)
        row = session.row  # type: ignore[attr-defined]
        if wanted is None or row is None:
            raise NotFound
        with connection_to_write() as connection:
            token = sessions.renew(connection, row.id_hash, post_id=uuid.UUID(str(wanted.id)), now=now())
        if token is None:
            raise NotFound
        session.enter(token)  # type: ignore[attr-defined]
        with unit_of_work(write=True) as uow:
            log_access(uow, "login", "post_switched", data={"to": str(wanted.id)})
        role = label(wanted.role, wanted.plugin)
        flash(_("现在的岗位：%(organisation)s｜%(role)s。", organisation=wanted.organisation, role=role), "done")
        return _redirect("/")

    @expose("/keys")
    @signed_in
    def keys(self) -> str:
        """Say which keys do what."""
        rows = [
            (["/"], _("查找案件")),
            (["N"], _("登记新的纠纷")),
            (["J"], _("在案件页记一笔")),
            (["1", "…", "9"], _("打开列表里的第几行")),
            (["↑", "↓", "Enter"], _("在列表里上下移动，打开这一行")),
            (["Ctrl", "Enter"], _("保存正在填的表单")),
            (["P"], _("打印正在看的文书")),
            (["Esc"], _("离开输入框，关闭菜单")),
        ]
        return render_template("keys.html", rows=rows)

    def _remember(self, cookie: str, value: str) -> Response:
        answer = make_response(redirect(safe_path(request.form.get("next")), 303))
        answer.set_cookie(cookie_name(cookie), value, max_age=preferences.COOKIE_LIFE, **cookie_place())
        signed = g.get("signed")
        if isinstance(signed, Signed):
            keep = kept.keep_language if cookie == preferences.LANGUAGE_COOKIE else kept.keep_text_size
            with connection_to_write() as connection:
                keep(connection, signed.actor, value)
        return answer


def _redirect(path: str) -> Response:
    return redirect(path, 303)  # type: ignore[return-value]
