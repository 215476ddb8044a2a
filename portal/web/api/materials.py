"""`/api/v1/cases/<id>/materials`: the files of a case, added as a form, given out as they are, by the rules of the page."""

from __future__ import annotations

import uuid

from flask import Response, jsonify, request
from flask_appbuilder import BaseView, expose
from werkzeug.exceptions import UnsupportedMediaType

from portal.access.api_keys import Scope
from portal.errors import Refused, Repeated
from portal.reading.materials import MaterialShown, materials_of
from portal.services.materials import MOST_IN_A_REQUEST, void_material
from portal.store.files.sealed_stream import BrokenFile
from portal.web.acting import current_actor, unit_of_work
from portal.web.api.answers import Row, answers
from portal.web.api.bodies import read_body
from portal.web.giving_out import given_out, note_broken
from portal.web.guarding import takes_files
from portal.web.taking_in import ROUND_A_FILE, sent_files, take_in


class MaterialsApi(BaseView):
    """Files of cases for programs."""

    route_base = "/api/v1/cases"
    default_view = "listing"

    @expose("/<uuid:case_id>/materials", methods=["GET"])
    @answers(Scope.READ_CASES)
    def listing(self, case_id: uuid.UUID) -> Response:
        """Return what files a case has."""
        return _listed(case_id)

    @expose("/<uuid:case_id>/materials", methods=["POST"])
    @takes_files(MOST_IN_A_REQUEST + ROUND_A_FILE)
    @answers(Scope.WRITE_CASES)
    def add(self, case_id: uuid.UUID) -> Response:
        """Add files, all or none, and return what there is then."""
        if request.mimetype != "multipart/form-data":
            raise UnsupportedMediaType
        kind, sent = request.form.get("kind", ""), sent_files(request.files.getlist("files"))
        try:
            take_in(current_actor(), case_id, kind, sent, token=request.headers.get("Idempotency-Key") or None)
        except Repeated:
            pass  # the answer is what stands since the first time
        response = _listed(case_id)
        response.status_code = 201
        return response

    @expose("/<uuid:case_id>/materials/<uuid:material_id>", methods=["GET"])
    @answers(Scope.READ_CASES)
    def content(self, case_id: uuid.UUID, material_id: uuid.UUID) -> Response:
        """Return one file; that it left is written down first."""
        try:
            return given_out(case_id, material_id)
        except BrokenFile:
            note_broken(case_id, material_id)
            raise Refused.at("", "material_broken") from None

    @expose("/<uuid:case_id>/materials/<uuid:material_id>/void", methods=["POST"])
    @answers(Scope.WRITE_CASES)
    def void(self, case_id: uuid.UUID, material_id: uuid.UUID) -> Response:
        """Void one file, with the reason, and return what there is then."""
        raw = read_body()
        with unit_of_work(write=True) as uow:
            void_material(uow, case_id, material_id, raw)
        return _listed(case_id)


def _listed(case_id: uuid.UUID) -> Response:
    with unit_of_work() as uow:
        page = materials_of(uow, current_actor(), case_id)
    return jsonify({"items": [_row(row) for row in page.rows]})


def _row(row: MaterialShown) -> Row:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "name": row.name,
        "media": row.media,
        "size": row.size,
        "sha256": row.sha256,
        "added_at": row.added_at.isoformat(),
        "by_phone": row.by_phone,
        "available": row.opens,
        "voided": row.voided_at is not None,
    }
