"""`/api/v1/cases`: list, search, open, read, act. Order of answers: 401, 404 (reach), 403 (verb), 409, 422."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request, url_for
from flask_appbuilder import BaseView, expose

from portal.access.api_keys import Scope
from portal.errors import Problem, Refused, Repeated
from portal.reading.case_page import case_page
from portal.reading.case_values import case_values
from portal.reading.register import RegisterPage, register_page
from portal.services.advance import advance
from portal.services.open_case import open_case
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, unit_of_work
from portal.web.api.answers import Row, answers, problem_rows
from portal.web.api.bodies import read_body
from portal.web.api.case_json import case_json, row_json
from portal.web.api.queries import LISTING, SEARCHING, read_query
from portal.web.limiting import count_search

HIGHEST_VERSION = 2**31 - 1
ACTION_KEYS = frozenset({"version", "data", "confirmed"})


class CasesApi(BaseView):
    """Cases for programs."""

    route_base = "/api/v1/cases"
    default_view = "listing"

    @expose("", methods=["GET"])
    @answers(Scope.READ_CASES)
    def listing(self) -> Response:
        """Return a page of the cases within reach."""
        query = read_query(request.args.to_dict(), LISTING)
        with unit_of_work() as uow:
            page = register_page(uow, current_actor(), query)
        return _listed(page)

    @expose("/search", methods=["POST"])
    @answers(Scope.READ_CASES)
    def search(self) -> Response:
        """Return the cases that hold a text; what is searched for never stands in an address."""
        query = read_query(read_body(), SEARCHING)
        count_search(query.text)
        with unit_of_work(write=True) as uow:
            page = register_page(uow, current_actor(), query)
            log_access(uow, "search", "register", count=page.count)
        return _listed(page)

    @expose("", methods=["POST"])
    @answers(Scope.WRITE_CASES)
    def open(self) -> Response:
        """Open a case and return it with its notices."""
        raw = read_body()
        notices: tuple[Problem, ...] = ()
        try:
            with unit_of_work(write=True) as uow:
                opened = open_case(uow, raw, token=_token())
                notices = opened.notices
                body = _case(uow, opened.case_id)
        except Repeated as repeated:
            with unit_of_work() as uow:
                body = _case(uow, uuid.UUID(repeated.location))
        plugin = str(body["type"]).partition(".")[0]
        response = jsonify({**body, "notices": problem_rows(notices, plugin)})
        response.status_code = 201
        response.headers["Location"] = url_for("CasesApi.show", case_id=body["id"])
        return response

    @expose("/<uuid:case_id>", methods=["GET"])
    @answers(Scope.READ_CASES)
    def show(self, case_id: uuid.UUID) -> Response:
        """Return one case."""
        with unit_of_work() as uow:
            return jsonify(_case(uow, case_id))

    @expose("/<uuid:case_id>/actions/<action>", methods=["POST"])
    @answers(Scope.WRITE_CASES)
    def act(self, case_id: uuid.UUID, action: str) -> Response:
        """Do one act to a case and return the case after it."""
        raw = read_body()
        data, confirmed = raw.get("data", {}), raw.get("confirmed", [])
        try:
            with unit_of_work(write=True) as uow:
                try:
                    advance(
                        uow,
                        case_id,
                        action,
                        data if isinstance(data, dict) else {},
                        version=_version(raw),
                        confirmed=[code for code in confirmed if isinstance(code, str)] if isinstance(confirmed, list) else (),
                        token=_token(),
                    )
                except Refused as refused:
                    raise Refused((*_wrong_shape(raw), *refused.problems)) from None
                if wrong := _wrong_shape(raw):
                    raise Refused(wrong)
                body = _case(uow, case_id)
        except Repeated:
            with unit_of_work() as uow:
                body = _case(uow, case_id)
        return jsonify(body)


def _listed(page: RegisterPage) -> Response:
    return jsonify({"items": [row_json(row) for row in page.rows], "next": page.next or None})


def _case(uow: UnitOfWork, case_id: uuid.UUID) -> Row:
    page = case_page(uow, current_actor(), case_id)
    return case_json(page, case_values(uow, page))


def _token() -> str | None:
    return request.headers.get("Idempotency-Key") or None


def _version(raw: Mapping[str, Any]) -> int | None:
    """Return the version, or `None` for none or for what can be none; the service refuses that after reach and verb."""
    given = raw.get("version")
    return given if type(given) is int and 0 <= given <= HIGHEST_VERSION else None


def _wrong_shape(raw: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong with the body around the data."""
    problems = [Problem(str(key)[:60], "unknown_field") for key in raw if key not in ACTION_KEYS]
    if not isinstance(raw.get("data", {}), dict):
        problems.append(Problem("data", "wrong_kind"))
    confirmed = raw.get("confirmed", [])
    if not isinstance(confirmed, list) or not all(isinstance(code, str) for code in confirmed):
        problems.append(Problem("confirmed", "wrong_kind"))
    return tuple(problems)
