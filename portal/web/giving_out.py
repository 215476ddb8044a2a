"""Gives a file of a case out: written down, compared with what it was, and only then sent."""

from __future__ import annotations

import logging
import uuid
from urllib.parse import quote

from flask import Response

from portal.services.file_checks.kinds import MEDIA
from portal.services.materials import checked, give_out
from portal.store.access_log import log_access
from portal.web.acting import unit_of_work
from portal.web.headers import SANDBOX
from portal.web.taking_in import vault

_log = logging.getLogger(__name__)


def given_out(case_id: uuid.UUID, material_id: uuid.UUID) -> Response:
    """Return the answer that carries the file. Raises like `give_out`, and `BrokenFile`."""
    with unit_of_work(write=True) as uow:
        given = give_out(uow, case_id, material_id)
    answer = Response(checked(vault(), given), mimetype=MEDIA[given.media].mimetype)
    plain, spelled = f"material.{given.media}", f"UTF-8''{quote(given.name, safe='')}"
    answer.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*={spelled}"  # RFC 6266
    answer.headers.set(*SANDBOX)
    answer.content_length = given.size
    return answer


def note_broken(case_id: uuid.UUID, material_id: uuid.UUID) -> None:
    """Write down, for operators and for the audit, that a file was not what it was."""
    _log.error("file %s is not what it was, or not there", material_id)
    with unit_of_work(write=True) as uow:
        log_access(uow, "material", "broken", case_id=case_id, data={"material": str(material_id)})
