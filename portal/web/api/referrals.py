"""`/api/v1/referrals`: what waits for an answer, one offer, its answer; and what a case would send, to be shown before it is."""

from __future__ import annotations

import uuid

from flask import Response, jsonify, request, url_for
from flask_appbuilder import BaseView, expose

from portal.access.api_keys import Scope
from portal.access.sent_files import files_to_send
from portal.declare.fields import Choices, Text
from portal.engine.actions import SENDS
from portal.engine.read_fields import read_fields
from portal.engine.referral import digest_of, snapshot_of
from portal.errors import Forbidden, Problem, Refused, Repeated
from portal.reading.case_page import case_page
from portal.reading.case_values import case_values
from portal.reading.referrals import ReferralPage, ReferralRow, referral, referrals_for
from portal.services.answer_referral import accept_referral, refuse_referral
from portal.store.load_case import load_case
from portal.web.acting import current_actor, today, unit_of_work
from portal.web.api.answers import Row, answers, problem_rows
from portal.web.api.bodies import read_body
from portal.web.api.case_json import case_json

_TO_SEND = (Choices("sends", "还转送", SENDS), Text("note", "给接收单位的话", longest=400))


class ReferralsApi(BaseView):
    """Referrals for programs. A case is offered by its action `refer`."""

    route_base = "/api/v1/referrals"
    default_view = "listing"

    @expose("", methods=["GET"])
    @answers(Scope.READ_CASES)
    def listing(self) -> Response:
        """Return the offers that wait for this post's answer, or that it watches over."""
        with unit_of_work() as uow:
            return jsonify({"items": [_row(row) for row in referrals_for(uow, current_actor())]})

    @expose("/<uuid:referral_id>", methods=["GET"])
    @answers(Scope.READ_CASES)
    def show(self, referral_id: uuid.UUID) -> Response:
        """Return one offer with what was sent; a read of restricted content is written down first."""
        with unit_of_work() as uow:
            page = referral(uow, current_actor(), referral_id)
        return jsonify(_page(page))

    @expose("/of/<uuid:case_id>", methods=["POST"])
    @answers(Scope.READ_CASES)
    def preview(self, case_id: uuid.UUID) -> Response:
        """Return what a case would send, with the code that the action `refer` takes as `shown`."""
        raw = read_body()
        values, problems = read_fields(_TO_SEND, {k: v for k, v in raw.items() if k != "files"}, today(), "")
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            if not any(offer.key == "refer" for offer in page.offers):
                raise Forbidden("handle")
            case, state = load_case(uow, case_id, secrets=True)
            offered = files_to_send(uow, current_actor(), case)
            given = raw.get("files") or []
            files = tuple(one for one in offered if isinstance(given, list) and one.id in given)
            if not isinstance(given, list) or len(files) != len(given):
                problems.append(Problem("files", "not_an_option"))
            if problems:
                raise Refused(tuple(problems))
            sent = snapshot_of(state, tuple(values.get("sends") or ()), values.get("note") or "", files)
        return jsonify({"snapshot": sent, "shown": digest_of(sent)})

    @expose("/<uuid:referral_id>/accept", methods=["POST"])
    @answers(Scope.WRITE_CASES)
    def accept(self, referral_id: uuid.UUID) -> Response:
        """Open a case of ours for the dispute, and return it; the body is that of a new case."""
        raw = read_body()
        try:
            with unit_of_work(write=True) as uow:
                opened = accept_referral(uow, referral_id, raw, token=request.headers.get("Idempotency-Key") or None)
                case_id, notices = opened.case_id, opened.notices
        except Repeated as repeated:
            case_id, notices = uuid.UUID(repeated.location), ()
        with unit_of_work() as uow:
            page = case_page(uow, current_actor(), case_id)
            body = case_json(page, case_values(uow, page))
        response = jsonify({**body, "notices": problem_rows(notices, page.type.partition(".")[0])})
        response.status_code = 201
        response.headers["Location"] = url_for("CasesApi.show", case_id=case_id)
        return response

    @expose("/<uuid:referral_id>/refuse", methods=["POST"])
    @answers(Scope.WRITE_CASES)
    def refuse(self, referral_id: uuid.UUID) -> Response:
        """Decline the offer."""
        raw = read_body()
        with unit_of_work(write=True) as uow:
            refuse_referral(uow, referral_id, raw)
        with unit_of_work() as uow:
            return jsonify(_page(referral(uow, current_actor(), referral_id)))


def _row(row: ReferralRow) -> Row:
    return {
        "id": str(row.id),
        "sender": row.sender,
        "to": {"id": str(row.to_id), "name": row.to},
        "type": row.type,
        "parties": row.parties,
        "sent_at": row.sent_at.isoformat(),
        "due_on": row.due_on.isoformat(),
        "urges": row.urges,
        "state": row.state,
    }


def _page(page: ReferralPage) -> Row:
    return {
        **_row(page.row),
        "reason": page.reason,
        "consented_on": page.consented_on.isoformat(),
        "how": page.how,
        "may_answer": page.may_answer,
        "snapshot": dict(page.snapshot),
    }
