"""Plants what lies between two bodies: a referral, a case somebody of another body takes part in, a request that waits."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from portal.access.sent_files import files_to_send
from portal.declare.parties import PartyKind
from portal.engine.actions import SENDS
from portal.engine.complaining import GROUNDS
from portal.engine.reasons import REFER_REASONS
from portal.engine.referral import digest_of, snapshot_of
from portal.engine.same_person import groups
from portal.proof.canaries import Matter, Nest, Rule, Subject
from portal.proof.filling import Pen
from portal.proof.planting_files import plant_sent_file
from portal.reading.referral_targets import receivers
from portal.services.acting import person
from portal.services.advance import advance
from portal.services.complaints import complain_at_the_desk
from portal.services.joint import accept, ask
from portal.services.persons import COLUMNS, VALUES, merge_persons
from portal.store.actors import Person
from portal.store.files.vault import Vault
from portal.store.joint_rows import TASK
from portal.store.load_case import load_case
from portal.store.person_rows import likenesses
from portal.store.tables.cases import Party
from portal.store.tables.complaints import Complaint
from portal.store.tables.joint import JointHandling
from portal.store.tables.people import Staff
from portal.store.tables.referral import Referral
from portal.store.unit_of_work import Store, UnitOfWork

WHAT = "一起上门"


def plant_request(store: Store, asks: Person, case_id: uuid.UUID, to: uuid.UUID) -> uuid.UUID:
    """Ask a body into a case as the page does, and return the request."""
    with store.begin(asks, write=True) as uow:
        case, state = load_case(uow, case_id, secrets=True)
        data = {
            "to": str(to),
            "what": WHAT,
            "consented_on": uow.today.isoformat(),
            "who": str(state.parties[0].id),
            "how": "phone",
            "consented": "yes",
            "shown": digest_of(snapshot_of(state, (), WHAT)),
        }
        ask(uow, case_id, data, version=case.version)
        with uow.at_task(TASK):
            found = select(JointHandling.id).where(JointHandling.from_case_id == case_id)
            return uow.session.scalars(found.order_by(JointHandling.id.desc())).first() or uuid.UUID(int=0)


def plant_partner(store: Store, asks: Person, case_id: uuid.UUID, partner: Person) -> None:
    """Let somebody of another body take part in a case."""
    joint_id = plant_request(store, asks, case_id, partner.organisation_id)
    with store.begin(partner, write=True) as uow:
        accept(uow, joint_id, {"staff": [str(partner.staff_id)]}, receivers(uow, partner.organisation_id))


def plant_person(store: Store, leads: Person, cases: list[uuid.UUID]) -> None:
    """Say that a party of several cases of one body is one person, as the page does."""
    with store.begin(leads, write=True) as uow:
        people = [Party.case_id.in_(cases), Party.kind == PartyKind.PERSON.value]
        rows = {row.id: row for row in uow.session.scalars(select(Party).where(*people))}
        found = groups(tuple(likenesses(uow, list(rows.values())).values()))
        parties = [str(one.party_id) for one in found[0]]
        having = {value: [one for one in parties if getattr(rows[uuid.UUID(one)], COLUMNS.get(value, value))] for value in VALUES}
        merge_persons(uow, {"parties": parties, "keep": {value: ids[0] for value, ids in having.items() if ids}})


def plant_complaint(uow: UnitOfWork, nest: Nest, about: Subject) -> Subject:
    """Write down at the bureau's desk what somebody says against the mediator of a case, and return the matter."""
    bureau, handler = person(uow), uow.session.get_one(Staff, min(about.named))
    subject = Subject(Matter.COMPLAINT, "complaint", bureau.organisation_id, "", "", "", named={handler.id})
    said = {key: nest.text(f"complaint {key}", Rule.COMPLAINT, subject, longest=40) for key in ("words", "name")}
    body = {**said, "came_on": uow.today.isoformat(), "mediator": handler.name, "grounds": [GROUNDS[0][0]]}
    complain_at_the_desk(uow, about.organisation, body)
    subject.id = uow.session.scalars(select(Complaint.id)).one()
    return subject


def refer(uow: UnitOfWork, case_id: uuid.UUID, to: uuid.UUID, vault: Vault, pen: Pen) -> uuid.UUID:
    """Offer a case to another body with all that may be sent, a file too, as the page does: what was shown is what is sent."""
    plant_sent_file(uow, vault, pen, case_id)
    case, state = load_case(uow, case_id, secrets=True)
    everything = tuple(key for key, _ in SENDS)
    files = files_to_send(uow, person(uow), case)
    data = {
        "to": str(to),
        "reason": REFER_REASONS[0][0],
        "sends": list(everything),
        "files": [one.id for one in files],
        "consented_on": uow.today.isoformat(),
        "who": str(state.parties[0].id),
        "how": "phone",
        "consented": True,
        "shown": digest_of(snapshot_of(state, everything, files=files)),
    }
    advance(uow, case_id, "refer", data, version=case.version)
    with uow.at_task("referral"):
        return uow.session.scalars(select(Referral.id).where(Referral.from_case_id == case_id)).one()
