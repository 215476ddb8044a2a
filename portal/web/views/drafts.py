"""Drafts: forms that save themselves while they are written, and the button that throws one away."""

from __future__ import annotations

import re
import uuid

from flask import Response, flash, jsonify, redirect, request
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.declare.case_types import CaseType
from portal.declare.fields import Choices
from portal.engine.actions import BY_KEY
from portal.errors import Forbidden, NotFound
from portal.reading.choices import may_register, type_in_reach
from portal.reading.wording import label
from portal.services.drafts import discard_draft, save_draft
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, unit_of_work
from portal.web.figures import clock
from portal.web.forms.posted_case import kept_of, multiple_names
from portal.web.guarding import signed_in
from portal.web.safe_paths import safe_path

_KEY = r"[A-Za-z0-9_-]{6,24}"
_NEW = re.compile(rf"new:([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*):{_KEY}")
_ACT = re.compile(r"case:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([a-z][a-z0-9_]{0,39})")
_CONSULTATION = re.compile(rf"consultation:{_KEY}")


class DraftsView(BaseView):
    """Unfinished forms of the person who writes them, in the post she writes them in."""

    route_base = "/drafts"
    default_view = "save"

    @expose("/<form>", methods=["POST"])
    @signed_in
    def save(self, form: str) -> Response:
        """Keep a form as it stands, and say when."""
        with unit_of_work(write=True) as uow:
            title, multiple = _about(uow, form)
            saved_at = save_draft(uow, form, title, kept_of(request.form, multiple))
        return jsonify(saved_at=clock(saved_at))

    @expose("/<uuid:draft_id>/discard", methods=["POST"])
    @signed_in
    def discard(self, draft_id: uuid.UUID) -> Response:
        """Throw away one of one's own."""
        with unit_of_work(write=True) as uow:
            discard_draft(uow, draft_id)
        flash(_("草稿已删除。"), "done")
        return redirect(safe_path(request.form.get("next")), 303)  # type: ignore[return-value]


def _about(uow: UnitOfWork, form: str) -> tuple[str, frozenset[str]]:
    """Return the title of a form and the names of its multiple choices.

    Raises:
        NotFound: no such form, or about a case out of reach. Forbidden: the post may not fill it in.
    """
    actor = current_actor()
    if found := _NEW.fullmatch(form):
        case_type = uow.registry.case_type(found[1])
        if case_type is None or found[1].partition(".")[0] not in actor.plugins:
            raise NotFound
        if not may_register(actor, found[1], case_type):
            raise Forbidden("register")
        return label(case_type.title, found[1].partition(".")[0]), multiple_names(case_type, request.form)
    if found := _ACT.fullmatch(form):
        return _act(uow, uuid.UUID(found[1]), found[2])
    if _CONSULTATION.fullmatch(form) and actor.may("open", "portal.consultations"):
        return _("来访咨询"), frozenset()
    raise NotFound


def _act(uow: UnitOfWork, case_id: uuid.UUID, key: str) -> tuple[str, frozenset[str]]:
    type_key = type_in_reach(uow, current_actor(), case_id)
    case_type = uow.registry.case_type(type_key)
    own = case_type.action(key) if case_type is not None else None
    core = BY_KEY.get(key)
    if case_type is None or (own is None and core is None):
        raise NotFound
    if own is not None:
        return label(own.title, type_key.partition(".")[0]), frozenset(f.key for f in own.fields if isinstance(f, Choices))
    return label(core.label if core else key), _corrected(case_type) if key == "correct" else frozenset()


def _corrected(case_type: CaseType) -> frozenset[str]:
    return frozenset(f"details.{f.key}" for f in case_type.fields if isinstance(f, Choices))
