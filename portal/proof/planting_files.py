"""Plants files of cases, a code for a telephone, and talks in confidence, through the services people use."""

from __future__ import annotations

import io
import uuid

from sqlalchemy import select

from portal.errors import Refused
from portal.proof.canaries import Rule
from portal.proof.filling import Pen
from portal.services.caucus import write_note
from portal.services.file_checks.taking import Sent
from portal.services.materials import add_materials, limits, store_files
from portal.services.opinions import QUESTIONS, ask_opinion, follow, take_opinion
from portal.services.phone_links import make_link
from portal.store.files.vault import Vault
from portal.store.tables.cases import CaseFile, Party
from portal.store.unit_of_work import UnitOfWork

_KINDS = (("evidence", Rule.FILE), ("identity", Rule.PROOF_OF_IDENTITY))


def plant_files(uow: UnitOfWork, vault: Vault, pen: Pen, case_id: uuid.UUID) -> None:
    """Add a file of each kind of rule; what it holds and what it is called are canaries."""
    for kind, rule in _KINDS:
        told = pen.text(f"file {kind}", rule)
        name = pen.text(f"file name {kind}", rule, before="王某的", longest=40)
        sent = Sent(f"{name}.pdf", io.BytesIO(f"%PDF-1.4\n{told}\n".encode()))
        add_materials(uow, case_id, kind, store_files(vault, [sent], limits(uow)))


def plant_sent_file(uow: UnitOfWork, vault: Vault, pen: Pen, case_id: uuid.UUID) -> None:
    """Add a file that is to go along with a referral: its name is told at once, the file itself when it is accepted."""
    told = pen.text("file sent along", Rule.FILE)
    name = pen.text("name of a file sent along", Rule.FILE_NAME, longest=40)
    sent = Sent(f"{name}.pdf", io.BytesIO(f"%PDF-1.4\n{told}\n".encode()))
    add_materials(uow, case_id, "evidence", store_files(vault, [sent], limits(uow)))


def plant_talk(uow: UnitOfWork, pen: Pen, case_id: uuid.UUID) -> None:
    """Write down what a party said to the mediator alone, as soon as the case is assigned to whoever plants."""
    case = uow.session.get_one(CaseFile, case_id)
    party = uow.session.scalars(select(Party.id).where(Party.case_id == case_id).order_by(Party.ordinal).limit(1)).one()
    if case.handler_id == getattr(uow.actor, "staff_id", None):
        said = pen.text("talk alone", Rule.CAUCUS)
        write_note(uow, case_id, {"party": str(party), "held_on": uow.today.isoformat(), "text": said, "passes_on": "yes"})


def plant_question(uow: UnitOfWork, case_id: uuid.UUID) -> list[str]:
    """Return the address at which a party is asked what she thinks of the mediation, none while the case is open or sealed."""
    party = uow.session.scalars(select(Party.id).where(Party.case_id == case_id).order_by(Party.ordinal)).first()
    try:
        return [f"/s/{ask_opinion(uow, case_id, str(party))[0]}"]
    except Refused:
        return []


def last_question(uow: UnitOfWork, case_id: uuid.UUID) -> str:
    """Return the token of a question to the last party of a case, nothing while it is open, sealed, or was asked before."""
    party = uow.session.scalars(select(Party.id).where(Party.case_id == case_id).order_by(Party.ordinal.desc())).first()
    try:
        return ask_opinion(uow, case_id, str(party))[0]
    except Refused:
        return ""


def plant_opinion(uow: UnitOfWork, pen: Pen, token: str) -> None:
    """Answer a question as the party does, with words of her own."""
    link = follow(uow.session.connection(), token, uow.now)
    assert link is not None
    answers = {question.key: "satisfied" for question in QUESTIONS}
    take_opinion(uow, link, answers | {"words": pen.text("opinion", Rule.OPINION)})


def plant_code(uow: UnitOfWork, case_id: uuid.UUID) -> str:
    """Return the address a telephone comes to; nobody sees anything of the case there."""
    return f"/phone/{make_link(uow, case_id, 'identity')[0]}"
