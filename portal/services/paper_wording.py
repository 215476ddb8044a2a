"""文书用语: words a paper anew, or takes in the county's own Word template for it. A version is never changed or deleted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import func, select

from portal.access.county_roles import PAPERS
from portal.declare.fields import Text
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, Problem, Refused
from portal.services.acting import person
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.wording import PaperTemplate, PaperWording
from portal.store.unit_of_work import UnitOfWork

KIND = "setting"
REASON = Text("reason", N_("修改的理由"), required=True, longest=200)


def change_wording(
    uow: UnitOfWork, owner: str, paper: str, said: Mapping[str, str], problems: tuple[Problem, ...], reason: str
) -> int:
    """Add a version of the wording and return its number. Papers made before keep theirs.

    `problems` are those already found in the texts, so that they and the reason are told together.

    Raises:
        Forbidden: the actor does not open the page.
        Refused: every problem at its field; also when nothing changed.
    """
    staff_id = _must(uow)
    values, of_reason = read_fields((REASON,), {"reason": reason}, uow.today, "")
    found = (*problems, *of_reason)
    if found:
        raise Refused(found)
    newest = uow.session.scalars(
        select(PaperWording)
        .where(PaperWording.county_code == uow.county_code, PaperWording.owner == owner, PaperWording.paper == paper)
        .order_by(PaperWording.version.desc())
        .limit(1)
    ).one_or_none()
    before = {pair[0]: pair[1] for pair in newest.texts} if newest is not None else {}
    if all(before.get(declared, declared) == text for declared, text in said.items()):
        raise Refused.at("", "nothing_changed")
    version = (newest.version if newest is not None else 0) + 1
    uow.session.add(
        PaperWording(
            county_code=uow.county_code,
            id=new_id(),
            owner=owner,
            paper=paper,
            version=version,
            texts=[[declared, text] for declared, text in said.items()],
            reason=str(values["reason"]),
            at=uow.now,
            staff_id=staff_id,
        )
    )
    uow.session.flush()
    log_access(uow, KIND, "wording_changed", data={"paper": f"{owner}.{paper}", "version": version})
    return version


def put_template(uow: UnitOfWork, owner: str, paper: str, content: bytes | None) -> int:
    """Add a version of the county's Word template for a paper, or with `None` go back to the declared form; return its number.

    The content was found fit for use before (`portal.papers.own_template`).

    Raises:
        Forbidden: the actor does not open the page.
    """
    staff_id = _must(uow)
    mine = (PaperTemplate.county_code == uow.county_code, PaperTemplate.owner == owner, PaperTemplate.paper == paper)
    version = (uow.session.scalar(select(func.max(PaperTemplate.version)).where(*mine)) or 0) + 1
    uow.session.add(
        PaperTemplate(
            county_code=uow.county_code,
            id=new_id(),
            owner=owner,
            paper=paper,
            version=version,
            file=content,
            size=len(content or b""),
            at=uow.now,
            staff_id=staff_id,
        )
    )
    uow.session.flush()
    action = "template_put" if content is not None else "template_withdrawn"
    log_access(uow, KIND, action, data={"paper": f"{owner}.{paper}", "version": version})
    return version


def _must(uow: UnitOfWork) -> uuid.UUID:
    if not uow.actor.may(*PAPERS):
        raise Forbidden("open")
    return person(uow).staff_id
