"""The slip of paper with a one-time password: shown in the answer to the act itself, once, and kept nowhere."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for

from portal.reading.people import person_page
from portal.web.acting import current_actor, unit_of_work
from portal.web.password_words import hint


def slip(staff_id: uuid.UUID, password: str, *, is_new: bool) -> str:
    """Return the page to print. The answer is not stored by browsers (`Cache-Control: no-store`, like every page)."""
    with unit_of_work() as uow:
        page = person_page(uow, current_actor(), staff_id)
    return render_template(
        "admin/slip.html",
        person=page.row,
        password=password,
        is_new=is_new,
        hint=hint(),
        address=request.host_url,
        back=url_for("PersonView.person", staff_id=staff_id),
    )
