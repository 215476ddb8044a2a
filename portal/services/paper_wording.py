"""文书用语: words a paper anew, or takes in the county's own Word template for it. A version is never changed or deleted."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from portal.access.county_roles import PAPERS
from portal.declare.fields import Text
from portal.declare.papers import Heading, Paper
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.engine.text import BadText, clean
from portal.errors import Forbidden, Problem, Refused
from portal.papers.own_template import check_template
from portal.papers.placeholders import wording_problems
from portal.papers.wording import editable
from portal.services.acting import person
from portal.store.access_log import log_access
from portal.store.identifiers import new_id
from portal.store.tables.wording import PaperTemplate, PaperWording
from portal.store.unit_of_work import UnitOfWork

LONGEST = 3000
KIND = "setting"
REASON = Text("reason", N_("修改的理由"), required=True, longest=200)


def read_wording(paper: Paper, raw: Mapping[str, object], known: Collection[str]) -> dict[str, str]:
    """Return what each declared text is to say.

    Raises:
        Refused: every problem at its field `text_<n>`: empty, too long, a placeholder that is unknown or broken.
    """
    problems: list[Problem] = []
    said: dict[str, str] = {}
    headings = {block.text for block in paper.blocks if isinstance(block, Heading)}
    for n, declared in enumerate(editable(paper)):
        field = f"text_{n}"
        try:
            text = clean(str(raw.get(field, "")), LONGEST)
        except BadText as bad:
            problems.append(Problem(field, bad.code.value, bad.params))
            continue
        if not text:
            problems.append(Problem(field, "wording_empty"))
        problems += wording_problems(field, text, () if declared in headings else known)
        said[declared] = text
    if problems:
        raise Refused(tuple(problems))
    return said


def change_wording(uow: UnitOfWork, owner: str, paper: Paper, raw: Mapping[str, object], known: Collection[str]) -> int:
    """Add a version of the wording and return its number. Papers made before keep theirs.

    Raises:
        Forbidden: the actor does not open the page.
        Refused: every problem at its field; also when nothing changed.
    """
    staff_id = _must(uow)
    try:
        said, problems = read_wording(paper, raw, known), []
    except Refused as refused:
        said, problems = {}, list(refused.problems)
    values, of_reason = read_fields((REASON,), {"reason": raw.get("reason", "")}, uow.today, "")
    problems += of_reason
    if problems:
        raise Refused(tuple(problems))
    newest = uow.session.scalars(
        select(PaperWording)
        .where(PaperWording.county_code == uow.county_code, PaperWording.owner == owner, PaperWording.paper == paper.key)
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
            paper=paper.key,
            version=version,
            texts=[[declared, text] for declared, text in said.items()],
            reason=str(values["reason"]),
            at=uow.now,
            staff_id=staff_id,
        )
    )
    uow.session.flush()
    log_access(uow, KIND, "wording_changed", data={"paper": f"{owner}.{paper.key}", "version": version})
    return version


def put_template(uow: UnitOfWork, owner: str, paper: Paper, content: bytes | None, known: Collection[str]) -> int:
    """Add a version of the county's Word template for a paper, or with `None` go back to the declared form; return its number.

    Raises:
        Forbidden: the actor does not open the page.
        Refused: at `template`, why the file cannot be used.
    """
    staff_id = _must(uow)
    if content is not None:
        check_template(content, known)
    mine = (PaperTemplate.county_code == uow.county_code, PaperTemplate.owner == owner, PaperTemplate.paper == paper.key)
    version = (uow.session.scalar(select(func.max(PaperTemplate.version)).where(*mine)) or 0) + 1
    uow.session.add(
        PaperTemplate(
            county_code=uow.county_code,
            id=new_id(),
            owner=owner,
            paper=paper.key,
            version=version,
            file=content,
            size=len(content or b""),
            at=uow.now,
            staff_id=staff_id,
        )
    )
    uow.session.flush()
    action = "template_put" if content is not None else "template_withdrawn"
    log_access(uow, KIND, action, data={"paper": f"{owner}.{paper.key}", "version": version})
    return version


def _must(uow: UnitOfWork) -> uuid.UUID:
    if not uow.actor.may(*PAPERS):
        raise Forbidden("open")
    return person(uow).staff_id
