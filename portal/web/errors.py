"""What people meet when something does not go: one page in the look, one JSON shape, an error id, and nothing of the inside.

The log has the type of what failed and where; never its text, which might hold what somebody typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from portal.errors import Forbidden, NotFound, NotSignedIn, PortalError, Refused, Repeated, Stale, TooOften, Unrecorded
from portal.hooks.culprit import blame
from portal.reading.problem_sentences import problem_sentence
from portal.web.failures import failure_told, log_failure, log_refusal
from portal.web.frame import bare_frame
from portal.web.safe_paths import here_to_return, referring_path

Answer = Response | tuple[Response, int]


@dataclass(frozen=True)
class Told:
    """What the page of a status says: what happened and what to do."""

    code: str
    title: Any
    sentence: Any


PAGES: dict[int, Told] = {
    400: Told("bad_request", _l("这个请求看不懂"), _l("地址或表单不完整，可能是页面停留太久。请回到上一页，刷新后再试一次。")),
    401: Told("not_signed_in", _l("请先登录"), _l("登录已经结束，请重新登录。")),
    403: Told(
        "forbidden", _l("您的岗位不能做这件事"), _l("如果工作需要，请让本单位管理员调整您的岗位；有多个岗位的，请在右上角切换。")
    ),
    404: Told("not_found", _l("没有找到"), _l("这一页或这个案件不存在，或者不在您的工作范围内。请核对案号。")),
    405: Told("method_not_allowed", _l("这个请求看不懂"), _l("请从页面上的按钮进入，不要直接修改地址。")),
    409: Told(
        "stale",
        _l("别人刚刚改过"),
        _l("您打开页面以后，这个案件有了新的变化，您的这次操作没有保存。请回到案件，看过最新情况再办。"),
    ),
    413: Told("too_large", _l("内容太大"), _l("文字或文件超过了限度，没有保存。请精简文字，或把文件分开上传。")),
    415: Told("unsupported", _l("格式不对"), _l("这里不接受这种格式的内容。")),
    422: Told("refused", _l("还有内容要改"), _l("填写的内容有问题，没有保存。请改好后再试一次。")),
    429: Told("too_many", _l("操作太频繁"), _l("短时间内做得太多，这一次没有办理，前面已经办好的不受影响。")),
    500: Told("failed", _l("系统出了问题"), _l("这次操作没有完成，什么也没有保存。请再试一次；还不行，请联系技术支持。")),
}

UNRECORDED = Told(
    "unrecorded",
    _l("现在不能办理"),
    _l(
        "操作记录现在写不进去。查看、打印、导出和办理都要先留下记录，所以这一次没有显示，也没有办理。请过几分钟再试；还不行，请联系技术支持。"
    ),
)


def tell_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(PortalError, _portal)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Answer:
    if isinstance(error, SecurityError):
        return Response("Bad Request", 400, mimetype="text/plain")  # of this host no page can speak
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    if isinstance(error, InternalServerError):
        return _unexpected(error.original_exception or error)
    if 300 <= status < 400:
        return make_response(error.get_response())
    return _answer(status if status in PAGES else 500 if status >= 500 else 400, status=status, headers=_headers(error))


def _forged(error: CSRFError) -> Answer:
    if request.endpoint in ("LoginView.login", "LoginView.code") and request.method == "POST":
        return make_response(redirect(url_for("LoginView.login", stale="1")))
    _write_down(400)
    return _answer(400)


def _portal(error: PortalError) -> Answer:
    match error:
        case NotSignedIn():
            if _wants_json():
                return _answer(401)
            return make_response(redirect(url_for("LoginView.login", next=here_to_return())))
        case NotFound():
            _write_down(404)
            return _answer(404)
        case Forbidden():
            _write_down(403)
            return _answer(403)
        case TooOften():
            _write_down(429)
            told = [("", "too_many", _say_when(error.seconds))]
            return _answer(429, problems=told, headers={"Retry-After": str(error.seconds)})
        case Repeated():
            return make_response(redirect(error.location, 303))
        case Refused():
            told = [(p.field, p.code, problem_sentence(p)) for p in error.problems]
            return _answer(422, problems=told)
        case Unrecorded():
            return _answer(503, told=UNRECORDED, error_id=log_failure(error, f"{request.method} {request.endpoint}"))
        case Stale():
            return _answer(409, extra={"version": error.version, "changed": list(error.changed)})
        case _:
            return _unexpected(error)


def _write_down(status: int) -> None:
    actor = g.get("actor")
    told = f"{request.method} {request.endpoint}"
    log_refusal(status, told, staff=getattr(actor, "staff_id", None), post=getattr(actor, "post_id", None))


def _unexpected(error: BaseException) -> Answer:
    """The outermost edge: log what kind of error it was and where, and say so without details."""
    error_id = log_failure(error, f"{request.method} {request.endpoint}")
    try:
        blame(current_app.extensions["portal"].registry, error, str(request.endpoint))
        g.frame = bare_frame()
        return _answer(500, error_id=error_id)
    except Exception:  # noqa: BLE001 - not even the page can be made, for example because the database is away
        return Response(failure_told(error_id), 500, mimetype="text/plain")


def _answer(
    kind: int,
    *,
    status: int | None = None,
    told: Told | None = None,
    error_id: str = "",
    problems: list[tuple[str, str, str]] | None = None,
    extra: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    told = told or PAGES[kind]
    if _wants_json():
        errors = [{"field": f, "code": c, "message": m} for f, c, m in problems or [("", told.code, str(told.sentence))]]
        body: dict[str, object] = {"errors": errors, **(extra or {})}
        if error_id:
            body["error_id"] = error_id
        told_so = make_response(jsonify(body), status or kind)
        told_so.headers.update(headers or {})
        return told_so
    page = render_template(
        "errors/page.html", problem=told, sentences=[m for _f, _c, m in problems or []], error_id=error_id, back=referring_path()
    )
    response = make_response(page, status or kind)
    response.headers.update(headers or {})
    return response


def _say_when(seconds: int) -> str:
    if seconds <= 90:
        return str(_("请过 %(n)s 秒再试。", n=seconds))
    return str(_("请过 %(n)s 分钟再试。", n=-(-seconds // 60)))


def _wants_json() -> bool:
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" and request.accept_mimetypes[best] > request.accept_mimetypes["text/html"]


def _headers(error: HTTPException) -> dict[str, str]:
    allowed = getattr(error, "valid_methods", None)
    return {"Allow": ", ".join(sorted(allowed))} if allowed else {}
