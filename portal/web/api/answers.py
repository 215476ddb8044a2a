"""How the API answers: JSON, and problems as `{"errors": [{"field", "code", "message"}]}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, jsonify, request

from portal.access.api_keys import Scope
from portal.engine.numbers_in_text import PHONE
from portal.errors import Forbidden, PortalError, Problem, Refused
from portal.reading.problem_sentences import problem_sentence
from portal.reading.wording import N_, say
from portal.store.access_log import log_access
from portal.web.acting import current_signed, unit_of_work
from portal.web.guarding import signed_in

Route = TypeVar("Route", bound=Callable[..., Any])
Row = dict[str, object]


class BadBody(PortalError):
    """The body cannot be read as JSON; `code` says why (HTTP 400)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answers(scope: Scope) -> Callable[[Route], Route]:
    """Let every post in, and every key with the scope; turn bodies that cannot be read and refusals into problems."""

    def mark(route: Route) -> Route:
        @wraps(route)
        def answered(*args: Any, **kwargs: Any) -> Any:
            who = current_signed()
            if who.by_key and scope not in who.scopes:
                raise Forbidden(scope.value)
            if who.by_key:
                _note_call()
            try:
                return route(*args, **kwargs)
            except BadBody as bad:
                return told([{"field": "", "code": bad.code, "message": _bad_body(bad.code)}], 400)
            except Refused as refused:
                return told(problem_rows(refused.problems, _plugin()), 422)

        return signed_in(answered)  # type: ignore[return-value]

    return mark


def _note_call() -> None:
    """Write down, before anything is answered, which operation a program calls; the case it names, by its id.

    Raises:
        Unrecorded: it cannot be written down, so nothing is answered.
    """
    matters = {name: str(value) for name, value in (request.view_args or {}).items()}
    with unit_of_work(write=True) as uow:
        log_access(uow, "api", str(request.endpoint)[:40], data={"method": request.method, **matters})


def told(errors: list[Row], status: int) -> Response:
    """Return problems with their status."""
    response = jsonify({"errors": errors})
    response.status_code = status
    return response


def problem_rows(problems: Iterable[Problem], plugin: str = "") -> list[Row]:
    """Return problems as rows; one that only asks says under which code it can be confirmed."""
    rows: list[Row] = []
    for problem in problems:
        row: Row = {"field": problem.field, "code": problem.code, "message": problem_sentence(problem, plugin)}
        if problem.asks and problem.code in ("declared", PHONE):
            row["confirm"] = f"{'guard' if '/actions/' in request.path else 'rule'}:{problem.answer}"
        rows.append(row)
    return rows


def _plugin() -> str:
    """Return the plugin whose words a refused body concerns, as far as the body says it."""
    body = request.get_json(silent=True)
    named = body.get("type") if isinstance(body, dict) else None
    return named.partition(".")[0] if isinstance(named, str) else ""


def _bad_body(code: str) -> str:
    if code == "too_deep":
        return say(N_("内容嵌套太深，请按接口文档的形式发送。"))
    return say(N_("内容不是正确的 JSON（UTF-8 编码，键不重复），请检查后再发送。"))
