"""Plants: cases of every type and class, their courses, and what lies beside them; all through the services people use.

What a service does not take is put back to the declared example and tried again; canaries that were refused are struck out,
so that only what was really written is looked for.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from portal.access.proving_again import Proved
from portal.declare.case_types import CaseType
from portal.declare.plugins import Plugin
from portal.declare.privacy import Privacy
from portal.engine.case_state import PartyState
from portal.engine.ledger.sheets import Sheet
from portal.engine.transitions import offered
from portal.errors import Forbidden, Refused
from portal.proof.breadth import Breadth
from portal.proof.canaries import Matter, Nest, Rule, Subject
from portal.proof.county import Body, County, Visitor, as_person
from portal.proof.filling import Body as Raw
from portal.proof.filling import Pen, mended
from portal.proof.planting_between import plant_complaint, plant_partner, plant_person, plant_request, refer
from portal.proof.planting_files import last_question, plant_code, plant_files, plant_opinion, plant_question, plant_talk
from portal.proof.planting_keeping import plant_keeping
from portal.proof.sector import KEY
from portal.services import checks, samples
from portal.services.advance import advance
from portal.services.consult import record_consultation
from portal.services.contacts import WISHES, offer_contact
from portal.services.drafts import save_draft
from portal.services.glass import approve
from portal.services.glass_requests import CATEGORIES, ask
from portal.services.ledger.known import may_import
from portal.services.ledger.upload import keep
from portal.services.open_case import open_case
from portal.services.opinions import TASK as OPINION
from portal.services.recuse import stand_aside
from portal.store.actors import Person, System
from portal.store.files.vault import Vault
from portal.store.load_case import load_case
from portal.store.tables.cases import CaseFile
from portal.store.tables.desk import Draft, SampledCase
from portal.store.unit_of_work import Store, UnitOfWork
from portal.web.views.new_case import draft_name, new_draft_key

COURSE = ("take", "note", "consent", "session", "undisputed", "OWN", "correct", "agree", "sign", "follow_up")
"""The acts of a whole course; OWN stands for whatever a type adds."""
_TRIES = 4
_WHY = "信访部门来函要求核对办理经过，须查看本案的记录。"


@dataclass(frozen=True)
class Plan:
    """One case to plant: how far it goes, to which class it is raised in the end, and whether its people are known elsewhere."""

    type_key: str
    case_type: CaseType
    deep: bool
    raise_to: int = 0
    known: bool = False


@dataclass
class Planted:
    """What was planted, and what a service would not take."""

    subjects: list[Subject] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """What no page writes down and no row holds: where the code of a telephone leads."""


@dataclass
class Planter:
    """Plants in one county on one day."""

    store: Store
    county: County
    nest: Nest
    today: date
    breadth: Breadth
    vault: Vault
    planted: Planted = field(default_factory=Planted)

    def plant(self, plugins: list[Plugin]) -> Planted:
        """Plant everywhere, the last sector being the proof's own; then contacts, findings, and the classes cases have by now."""
        for plugin in plugins:
            self._sector(plugin)
        self._between(plugins[-1])
        self._checks()
        self._learn_classes()
        cases = [subject for subject in self.planted.subjects if subject.matter is Matter.CASE]
        sealed = [subject for subject in cases if subject.privacy >= Privacy.P4]
        self._special_access(sealed[0], approved=False)
        self._special_access(sealed[-1], approved=True)
        self._aside(cases)
        self._opinions(cases)
        plant_keeping(self.store, self.nest, self.today, self.county.visitors, cases)
        with self.store.begin(as_person(self.county.visitor("county.justice")), write=True) as uow:
            self.planted.subjects.append(plant_complaint(uow, self.nest, cases[0]))
        return self.planted

    def plant_in(self, plugin: Plugin, body: Body) -> Planted:
        """Plant cases of every class of one sector in one body, and learn their classes; nothing between bodies."""
        self._in_body(plugin, body, self.county.planters[body.id], everything=False, least=False)
        self._learn_classes()
        return self.planted

    def _sector(self, plugin: Plugin) -> None:
        """Plant in the three bodies of a sector; where a share is asked, the shipped sectors get one case but for the first."""
        spares = self.breadth.every > 1 and plugin.key != KEY
        for number, body in enumerate(self.county.bodies(plugin.key)):
            if (handler := self.county.planters.get(body.id)) is not None:
                least = number == 2 or (spares and number > 0)
                self._in_body(plugin, body, handler, everything=number == 0 or self.breadth.full, least=least)

    def _special_access(self, meant: Subject, *, approved: bool) -> None:
        """Let a coordinator ask to look at a sealed case of another body, and perhaps another approve it."""
        coordinator = as_person(self.county.visitor("county.coordinator"))
        with self.store.begin(System(coordinator.county_code, "demo")) as uow:
            number = uow.session.get_one(CaseFile, _id(meant)).number
        with self.store.begin(coordinator, write=True) as uow:
            raw = {"category": CATEGORIES[1], "holder": str(meant.organisation), "number": number, "reason": _WHY}
            use = ask(uow, raw, Proved(coordinator.user_id, uow.now))
        if approved:
            second = as_person(self.county.visitor("county.oversight"))
            with self.store.begin(System(coordinator.county_code, "glass"), write=True) as uow:
                approve(uow, second, use, Proved(second.user_id, uow.now))
            meant.looked_into[use] = coordinator.post_id

    def _aside(self, cases: list[Subject]) -> None:
        """Let everybody who leads a body stand aside from one case of each class of it."""
        for visitor in self.county.visitors:
            actor = as_person(visitor)
            if not actor.supervises or visitor in self.county.planters.values():
                continue
            mine = [of for of in cases if of.organisation == actor.organisation_id and actor.staff_id not in of.named]
            for of in {of.privacy: of for of in mine}.values():
                with self.store.begin(actor, write=True) as uow:
                    stand_aside(uow, _id(of))
                of.aside.add(actor.staff_id)

    def _opinions(self, cases: list[Subject]) -> None:
        """Let a party of one ended case of each body and class say what she thinks, by the link she was handed."""
        done: set[tuple[uuid.UUID, int]] = set()
        for of in cases:
            handler = self.county.planters[of.organisation]
            if (of.organisation, of.privacy) in done:
                continue
            with self.store.begin(as_person(handler), write=True) as uow:
                token = last_question(uow, _id(of))
            if token:
                with self.store.begin(System(as_person(handler).county_code, OPINION), write=True) as uow:
                    plant_opinion(uow, Pen(self.nest, of, self.today), token)
                done.add((of.organisation, of.privacy))

    def _between(self, plugin: Plugin) -> None:
        """Plant what lies between two bodies: contact about the same people, and a referral."""
        declared = plugin.case_types[0]
        plan = Plan(f"{plugin.key}.{declared.key}", declared, deep=False, known=True)
        mine: list[tuple[Person, Subject]] = []
        there, here, _below = self.county.bodies(plugin.key)
        for body in (there, here, here):
            handler = self.county.planters[body.id]
            with self.store.begin(as_person(handler), write=True) as uow:
                self._case(uow, plan, body, handler)
            mine.append((as_person(handler), self.planted.subjects[-1]))
        for actor, subject in mine[:2]:
            with self.store.begin(actor, write=True) as uow:
                offer_contact(uow, _id(subject), WISHES[0])
        (away, theirs), (asks, ours) = mine[:2]
        plant_partner(self.store, asks, _id(ours), away)
        ours.let_in.add(away.staff_id)
        plant_request(self.store, away, _id(theirs), here.id)
        theirs.shown_to.add(here.id)
        leads = self._leader_of(here)
        plant_person(self.store, leads, [_id(one) for _, one in mine[1:]])
        actor, subject = mine[2]
        with self.store.begin(actor, write=True) as uow:
            referral = refer(uow, _id(subject), there.id, self.vault, Pen(self.nest, subject, self.today))
        subject.shown_to.add(there.id)
        self.planted.subjects.append(
            Subject(
                Matter.REFERRAL,
                f"referral to {there.name}",
                there.id,
                there.path,
                there.division_path,
                there.plugin,
                id=referral,
                privacy=int(declared.privacy),
            )
        )

    def _leader_of(self, body: Body) -> Person:
        """Return whoever leads a body."""
        actors = (as_person(visitor) for visitor in self.county.visitors)
        return next(actor for actor in actors if actor.supervises and actor.organisation_id == body.id)

    def _in_body(self, plugin: Plugin, body: Body, handler: Visitor, *, everything: bool, least: bool) -> None:
        for plan in plans(plugin, everything=everything, least=least):
            with self.store.begin(as_person(handler), write=True) as uow:
                self._case(uow, plan, body, handler)
        with self.store.begin(as_person(handler), write=True) as uow:
            self._beside(uow, plugin, body, handler)

    def _case(self, uow: UnitOfWork, plan: Plan, body: Body, handler: Visitor) -> None:
        subject = self._subject(Matter.CASE, plan.type_key, body, handler)
        pen, began = Pen(self.nest, subject, self.today), len(self.nest.canaries)
        raw, plain = pen.case(plan.case_type, known=plan.known)
        raw |= {"type": plan.type_key, "division_code": body.division_code}
        why = ""
        for _ in range(_TRIES):
            try:
                with uow.session.begin_nested():  # what was opened and then not accepted goes again, as when a page is refused
                    subject.id = open_case(uow, raw, accept={}).case_id
                break
            except Refused as refused:
                why = str(refused)
                if not mended(raw, plain, refused.problems):
                    break
        self._strike(subject, began, raw if subject.id else {})
        if subject.id is None:
            self.planted.held_back.append(f"{subject.label}: open ({why})")
            return
        self.planted.subjects.append(subject)
        if plan.deep:
            plant_files(uow, self.vault, pen, _id(subject))
            if not self.planted.addresses:
                self.planted.addresses.append(plant_code(uow, _id(subject)))
        for act in COURSE if plan.deep else ("note",):
            self._act(uow, pen, act, handler)
        if plan.deep:
            plant_talk(uow, pen, _id(subject))
            if not any(address.startswith("/s/") for address in self.planted.addresses):
                self.planted.addresses += plant_question(uow, _id(subject))
        if plan.raise_to:
            self._do(uow, pen, "seal", lambda: {"to": str(plan.raise_to), "reason_text": pen.text("reason")})
            self._act(uow, pen, "note", handler)

    def _act(self, uow: UnitOfWork, pen: Pen, act: str, handler: Visitor) -> None:
        """Do an act if it is offered now; `OWN` does whatever the type adds, each once."""
        case, state = load_case(uow, _id(pen.subject))
        actor, first = as_person(handler), state.parties[0]
        if act == "correct":
            self._do(uow, pen, act, lambda: _correction(pen, first))
            return
        for offer in offered(state, lambda verb: actor.may(verb, case.type)):
            if offer.key == act or (act == "OWN" and state.type.action(offer.key) is not None):
                self._do(
                    uow, pen, offer.key, partial(pen.act, offer.fields, offer.key, staff=str(actor.staff_id), party=first.name)
                )

    def _do(self, uow: UnitOfWork, pen: Pen, act: str, write: Callable[[], Raw]) -> None:
        began = len(self.nest.canaries)
        data = write()
        written: Raw | None = None
        why = ""
        for _ in range(_TRIES):
            version = uow.session.scalars(select(CaseFile.version).where(CaseFile.id == _id(pen.subject))).one()
            confirmed = data.pop("confirmed", [])
            try:
                with uow.session.begin_nested():
                    advance(uow, _id(pen.subject), act, data, version=version, confirmed=confirmed)
                written = data
                break
            except Refused as refused:
                why = str(refused)
                data["confirmed"] = confirmed
                if not mended(data, {}, refused.problems):
                    break
            except Forbidden as forbidden:
                why = f"forbidden: {forbidden.verb}"
                break
        self._strike(pen.subject, began, written or {})
        if written is None:
            self.planted.held_back.append(f"{pen.subject.label}: {act} ({why})")

    def _beside(self, uow: UnitOfWork, plugin: Plugin, body: Body, handler: Visitor) -> None:
        """Plant what lies on a desk beside cases: drafts, and consultations about an open and a restricted matter."""
        actor = as_person(handler)
        first = f"{plugin.key}.{plugin.case_types[0].key}"
        draft = self._subject(Matter.DRAFT, "draft", body, handler)
        draft.let_in.add(actor.post_id)
        pen = Pen(self.nest, draft, self.today)
        save_draft(uow, draft_name(first, new_draft_key()), "", {"summary": pen.text("draft", Rule.AUTHOR)})
        self.planted.subjects.append(draft)
        draft.id = uow.session.scalars(select(Draft.id).where(Draft.staff_id == actor.staff_id)).first()
        if may_import(actor, first):  # without a mark: it gives the routes of imports a row to be asked about
            keep(uow, first, "台账.xlsx", (Sheet("台账", (("受理日期", "结果"), (self.today.isoformat(), "在办"))),))
        if not actor.may("open", "portal.consultations"):
            return
        wanted = {0: ""} | {int(t.privacy): f"{plugin.key}.{t.key}" for t in plugin.case_types if t.privacy >= Privacy.P3}
        for privacy, topic in wanted.items():
            asked = self._subject(Matter.CONSULTATION, f"consultation {topic}".strip(), body, handler)
            asked.privacy = privacy
            pen = Pen(self.nest, asked, self.today)
            asked.id = record_consultation(
                uow,
                {
                    "came_on": self.today.isoformat(),
                    "channel": "visit",
                    "visitor": pen.text("visitor", Rule.VISITOR, before="王", longest=20),
                    "phone": self.nest.phone("visitor phone", Rule.VISITOR_PHONE, asked),
                    "topic": topic,
                    "question": pen.text("question", Rule.QUESTION),
                    "answer": pen.text("answer", Rule.QUESTION),
                },
            )
            self.planted.subjects.append(asked)

    def _checks(self) -> None:
        """Let a coordinator draw cases and send a finding about one of each body, and let the body answer."""
        coordinator = as_person(self.county.visitor("county.coordinator"))
        by_id = {s.id: s for s in self.planted.subjects}
        with self.store.begin(coordinator, write=True) as uow:
            sample = samples.draw(uow, {"size": str(samples.MOST)}, seed=1)
            drawn = uow.session.scalars(
                select(SampledCase).where(SampledCase.sample_id == sample).order_by(SampledCase.ordinal)
            ).all()
            sent: dict[uuid.UUID, tuple[SampledCase, Subject]] = {}
            for row in drawn:
                of = by_id[row.case_id]
                if of.organisation not in sent:
                    sent[of.organisation] = (row, of)
                    points = dict.fromkeys(checks.POINTS, "fail")
                    version = checks.score(uow, row.id, points, version=row.version)
                    told = Pen(self.nest, of, self.today).text("finding", Rule.CHECK)
                    due = (self.today + timedelta(days=10)).isoformat()
                    checks.send(uow, row.id, {"finding": told, "reply_by": due}, version=version)
            wanted = [(row.id, row.version, of) for row, of in sent.values()]
        for sampled_id, version, of in wanted:
            handler = as_person(self.county.planters[of.organisation])
            if handler.may(checks.ANSWER, checks.PAGE):
                with self.store.begin(handler, write=True) as uow:
                    reply = Pen(self.nest, of, self.today).text("reply", Rule.CHECK)
                    checks.answer(uow, sampled_id, {"reply": reply}, version=version)

    def _learn_classes(self) -> None:
        """Read the class each case has now: a case may rise by what was answered."""
        with self.store.begin(System(as_person(self.county.visitors[0]).county_code, "demo")) as uow:
            for subject in self.planted.subjects:
                if subject.matter is Matter.CASE:
                    subject.privacy = uow.session.scalars(select(CaseFile.privacy).where(CaseFile.id == subject.id)).one()
                    subject.label = f"P{subject.privacy} {subject.label}"

    def _subject(self, matter: Matter, what: str, body: Body, handler: Visitor) -> Subject:
        named = {as_person(handler).staff_id}
        label = f"{what} @{body.name}"
        return Subject(matter, label, body.id, body.path, body.division_path, body.plugin, type=what, named=named)

    def _strike(self, subject: Subject, began: int, written: Raw) -> None:
        """Forget the canaries of a subject, from a place on, that stand in nothing that was written."""
        kept = repr(written)
        self.nest.canaries[began:] = [c for c in self.nest.canaries[began:] if c.subject is not subject or c.value in kept]


def plans(plugin: Plugin, *, everything: bool, least: bool) -> Iterator[Plan]:
    """Yield what a body of the sector gets: its types, a whole course here and there, and cases raised to missing classes.

    `everything` gives every type and a whole course in each class, `least` a single case.
    """
    classes: set[Privacy] = set()
    for declared in plugin.case_types:
        is_first = declared.privacy not in classes
        deep = is_first and (everything or not classes or declared.privacy >= Privacy.P4)
        if is_first or everything:
            classes.add(declared.privacy)
            yield Plan(f"{plugin.key}.{declared.key}", declared, deep=deep and not least)
        if least:
            return
    for privacy in (Privacy.P3, Privacy.P4):
        if classes and privacy not in classes:
            lowest = min(plugin.case_types, key=lambda t: t.privacy)
            yield Plan(f"{plugin.key}.{lowest.key}", lowest, deep=everything or privacy >= Privacy.P4, raise_to=int(privacy))


def _correction(pen: Pen, party: PartyState) -> Raw:
    """Return a correction of the story and of a phone."""
    phone = pen.nest.phone("corrected phone", Rule.CONTACT, pen.subject)
    return {
        "summary": pen.text("corrected summary"),
        "reason_text": pen.text("reason"),
        "parties": {party.role: [{"id": str(party.id), "phone": phone}]},
    }


def _id(subject: Subject) -> uuid.UUID:
    assert subject.id is not None
    return subject.id
