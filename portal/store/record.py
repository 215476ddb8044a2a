"""`record()`: the only writer of cases. One call, one event, one transaction.

It writes the case's new state, the event in its hash chain, what people typed as salted and encrypted values, clocks,
facts and measures, search text and access rows. Whoever wants a case changed brings a `Change` from the engine.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.declare.case_types import CaseType
from portal.declare.phases import Ending, Phase
from portal.declare.privacy import Privacy
from portal.engine.case_state import CaseState, PartyState
from portal.engine.chain import GENESIS, SALT_BYTES, canonical, link, salted
from portal.engine.changes import Change, Edited, Json, Opening
from portal.engine.moves import OTHERS_TURN
from portal.engine.read_fields import mask, stored
from portal.engine.redaction import searchable
from portal.hooks.snapshot import as_json, digest
from portal.hooks.told import CaseChanged
from portal.store import access_rows, contact_rows, search_text
from portal.store.actors import Person
from portal.store.clock_rows import write_clocks
from portal.store.course_rows import write_rows
from portal.store.event_chain import DIGESTS, event_content
from portal.store.figures import KEPT_WHEN_SEALED, reduce_to_sealed, write_facts, write_measures
from portal.store.identifiers import new_id
from portal.store.numbers import give_number
from portal.store.outbox import put
from portal.store.party_rows import add_parties, name_case, read_parties, unlink_persons, write_parties
from portal.store.secrets import seal
from portal.store.squeezing import unindex
from portal.store.tables.cases import CaseFile, Dispute
from portal.store.tables.course import AuditValue, CaseEvent
from portal.store.tables.machine import TypeSnapshot

if TYPE_CHECKING:
    from portal.store.unit_of_work import UnitOfWork

SEARCHED_UP_TO = Privacy.P2
ERASED = "erase"
"""The event that says that personal values of the case were erased."""
FOR_WHOM = "for"
"""Where an event says in whose place somebody acted (代办); who acted stands beside it as always."""
DRAFTS_FORGOTTEN = "drafts.forget"
"""The job that deletes what others began to write about a sealed case; only they may open it, so it is the system's."""

_SEARCHED = frozenset({"summary", "place", "voided_on", "number", "from_class"})  # a change of these may change the search text


@dataclass(frozen=True)
class Recorded:
    """What was written: the case, its version after the event and its number when one was given or known."""

    case_id: uuid.UUID
    version: int
    number: str | None


def record_opening(
    uow: UnitOfWork,
    opening: Opening,
    case_type: CaseType,
    organisation_id: uuid.UUID,
    registrar_id: uuid.UUID,
    dispute_id: uuid.UUID | None = None,
) -> CaseFile:
    """Write a new case with its first event, and return its row; with its dispute too, unless it joins one."""
    case_id = new_id()
    dispute: dict[str, Any] | None = None
    if dispute_id is None:
        dispute_id = new_id()
        dispute = {"county_code": uow.county_code, "id": dispute_id, "responsible_case_id": case_id, "opened_at": uow.now}
    columns = {
        "county_code": uow.county_code,
        "id": case_id,
        "dispute_id": dispute_id,
        "organisation_id": organisation_id,
        "plugin": opening.type_key.partition(".")[0],
        "type": opening.type_key,
        "type_version": case_type.version,
        "ministry_type": case_type.ministry_type,
        "phase": opening.change.phase.value,
        "privacy": int(opening.privacy),
        "source": opening.source.value,
        "version": 0,
        "registered_by_id": registrar_id,
        "division_code": opening.division_code,
        "place": opening.place,
        "summary": opening.summary,
        "occurred_on": opening.occurred_on,
        "received_on": opening.received_on,
        "after_the_fact": opening.after_the_fact,
        "recorded_at": uow.now,
        "changed_at": uow.now,
    }
    if uow.sheaf is not None:
        case = uow.sheaf.begin(case_type, columns, dispute)
    else:
        case = CaseFile(**columns)
        keep_declaration(uow, opening.type_key, case_type)
        if dispute is not None:
            uow.session.add(Dispute(**dispute))
            uow.session.flush()
        uow.session.add(case)
        uow.session.flush()  # the third wall asks whose case it is before it takes a row of it
    access_rows.open_for_owner(uow, case)
    _write_details(uow, case, case_type, opening.details)
    uow.session.flush()
    write_parties(uow, case, case_type, opening.parties)
    _write(uow, case, case_type, opening.change, before="")
    return case


def record(uow: UnitOfWork, case: CaseFile, state: CaseState, change: Change) -> Recorded:
    """Write one change of a case that was loaded, and locked, in this unit of work."""
    return record_next(uow, case, state.type, state.parties, change)


def record_next(
    uow: UnitOfWork, case: CaseFile, case_type: CaseType, parties: tuple[PartyState, ...], change: Change
) -> Recorded:
    """Write one change of a case with these parties that was begun, or loaded and locked, in this unit of work."""
    before = case.phase
    if case.type_version != case_type.version:
        keep_declaration(uow, case.type, case_type)  # the case is brought forward: it must be readable as what it is now
    if change.details is not None:
        _write_details(uow, case, case_type, change.details)
    if change.parties is not None:
        write_parties(uow, case, case_type, change.parties)
    if change.joined:
        add_parties(uow, case, case_type, change.joined)
        name_case(case, (*(parties if change.parties is None else change.parties), *change.joined))
    for column, value in change.columns.items():
        setattr(case, column, value)
    _write(uow, case, case_type, change, before=before)
    return Recorded(case.id, case.version, case.number)


def record_erasure(uow: UnitOfWork, case: CaseFile, data: Mapping[str, Json], *, whole: bool) -> None:
    """Write the event of an erasure that was done in this unit of work, and what the case is found by afterwards.

    Facts and measures stay as they are. A `whole` case is found by nothing any more, and so is one whose plugin is not loaded.
    """
    case.version += 1
    case.changed_at = uow.now
    change = Change(
        action=ERASED,
        occurred_on=uow.today,
        phase=Phase(case.phase),
        step=case.step,
        ending=Ending(case.ending) if case.ending else None,
        privacy=Privacy(case.privacy),
        move="",
        data=data,
    )
    _append_event(uow, case, change, dict(data), case.phase)
    case_type = None if whole else uow.registry.case_type(case.type)
    if case_type is None:
        unindex(uow, case)
    else:
        _write_search(uow, case, case_type)
    uow.session.flush()
    _tell(uow, case, change, case.phase)


def _write(uow: UnitOfWork, case: CaseFile, case_type: CaseType, change: Change, *, before: str) -> None:
    """Write the event and everything that follows from it."""
    rises = change.privacy > case.privacy
    for_whom = uow.actor.for_whom(case) if isinstance(uow.actor, Person) else None  # before the case changes hands
    case.version += 1
    case.phase, case.step = change.phase.value, change.step
    case.ending = change.ending.value if change.ending else None
    case.reason = change.reason or case.reason
    case.privacy = int(change.privacy)
    case.move = "" if change.move in OTHERS_TURN or change.phase == "consent" else change.move
    case.changed_at = uow.now
    if change.handler_id is not None and change.handler_id != case.handler_id:
        case.handler_id = change.handler_id
        access_rows.let_handler_in(uow, case, change.handler_id)
    if change.keeps_out is not None:
        access_rows.keep_out(uow, case, change.keeps_out)
    if change.lets_back is not None:
        access_rows.let_back(uow, case, change.lets_back)
    data: dict[str, Any] = dict(change.data)
    if for_whom is not None:
        data[FOR_WHOM] = str(for_whom)
    if change.number_year is not None:
        plugin = uow.registry.plugin_of(case.type)
        word = case_type.number_word or (plugin.number_word if plugin else "民")
        data["number"] = give_number(uow, case, word, change.number_year)
    _append_event(uow, case, change, data, before)
    for path, text in change.secrets.items():
        uow.secrets.forget(case.id, path) if text is None else uow.secrets.put(case.id, path, text)
    write_rows(uow, case, change.rows, case.version)
    write_clocks(uow, case, change.clocks, case.version)
    if case.privacy < Privacy.P4:
        write_facts(uow, case, change.facts, case.version)
        write_measures(uow, case, change.measures, case.version)
    else:
        _write_sealed_figures(uow, case, change)
    people_changed = change.parties is not None or bool(change.joined)
    if rises or before == "" or _SEARCHED & (change.columns.keys() | data.keys()) or change.details or people_changed:
        _write_search(uow, case, case_type)
    if rises:
        _hide(uow, case)
    uow.session.flush()
    _tell(uow, case, change, before)


def _tell(uow: UnitOfWork, case: CaseFile, change: Change, before: str) -> None:
    """Tell plugins, once it is certain."""
    told = CaseChanged(
        case_id=case.id,
        type=case.type,
        organisation_id=case.organisation_id,
        action=change.action,
        version=case.version,
        phase_before=before,
        phase_after=case.phase,
        privacy=Privacy(case.privacy),
        occurred_on=change.occurred_on,
        recorded_at=uow.now,
    )
    if uow.sheaf is not None and uow.sheaf.holds(case.id):
        if uow.registry.hooks.hears("portal_case_changed"):
            uow.sheaf.told.append(told)
    else:
        uow.after_commit(lambda: uow.registry.hooks.case_changed(told))


def _append_event(uow: UnitOfWork, case: CaseFile, change: Change, data: dict[str, Any], before: str) -> None:
    """Append the event to the chain of its case; typed values go beside it, their salted digests into it."""
    before_it = uow.rows_of(CaseEvent, case.id, seq=case.version - 1)
    digests = {}
    for edited in change.values:
        salt = os.urandom(SALT_BYTES)
        digests[edited.path] = salted(_both(edited), salt)
        _keep_value(uow, case, edited, salt)
    if digests:
        data[DIGESTS] = digests
    actor = uow.actor
    event = uow.row(
        CaseEvent,
        county_code=case.county_code,
        id=new_id(),
        case_id=case.id,
        seq=case.version,
        action=change.action,
        occurred_on=change.occurred_on,
        recorded_at=uow.entered_at,
        staff_id=getattr(actor, "staff_id", None),
        post_id=getattr(actor, "post_id", None),
        organisation_id=getattr(actor, "organisation_id", None),
        actor=actor.named,
        phase_before=before,
        phase_after=case.phase,
        reason=change.reason,
        data=json.loads(canonical(data)),
        previous=before_it[0].hash if before_it else GENESIS,
        hash=b"",
    )
    event.hash = link(event.previous, event_content(event))


def _both(edited: Edited) -> str:
    return canonical([edited.before, edited.after]).decode()


def _keep_value(uow: UnitOfWork, case: CaseFile, edited: Edited, salt: bytes) -> None:
    row_id = new_id()
    ciphers = {
        column: None if text is None else seal(uow.keyring, "audit_value", column, row_id, text)
        for column, text in (("before", edited.before), ("after", edited.after))
    }
    uow.row(
        AuditValue,
        county_code=case.county_code,
        id=row_id,
        case_id=case.id,
        event_seq=case.version,
        path=edited.path,
        salt=salt,
        **ciphers,
    )


def _write_details(uow: UnitOfWork, case: CaseFile, case_type: CaseType, details: Mapping[str, Any]) -> None:
    """Write the details: plain values in the JSON column, encrypted fields beside it with their mask in the column."""
    kept: dict[str, Any] = {}
    secret: set[str] = set()
    for field in case_type.fields:
        value = details.get(field.key)
        if value is None:
            continue
        if field.is_secret:
            secret.add(field.key)
            uow.secrets.put(case.id, f"details.{field.key}", json.dumps(stored(field, value), ensure_ascii=False))
            kept[field.key] = {"masked": mask(field, value)}
        else:
            kept[field.key] = stored(field, value)
    for path in uow.secrets.paths(case.id, "details."):
        if path.removeprefix("details.") not in secret:
            uow.secrets.forget(case.id, path)
    case.details = kept
    case.type_version = case_type.version


def _write_sealed_figures(uow: UnitOfWork, case: CaseFile, change: Change) -> None:
    """Write the facts a sealed case keeps, and close all others it had before it was sealed."""
    write_facts(uow, case, {f: v for f, v in change.facts.items() if f in KEPT_WHEN_SEALED}, case.version)
    uow.session.flush()
    reduce_to_sealed(uow, case, case.version)


def _write_search(uow: UnitOfWork, case: CaseFile, case_type: CaseType) -> None:
    """Keep the search text of cases up to P2, in full and as readers of masked names see it; a more private one has none."""
    if case.voided_on is not None or case.privacy > SEARCHED_UP_TO:
        unindex(uow, case)
        return
    parties = read_parties(uow, case, case_type, secrets=False)
    people = [p.name for p in parties if p.kind == "person"] + [p.representative for p in parties if p.representative]
    written = [case.summary, case.place]
    fields = [str(case.details.get(f.key) or "") for f in case_type.fields if f.searchable]
    number = case.number or ""
    open_text = [number, *written, *(p.name for p in parties), *fields]
    bodies = [p.name for p in parties if p.kind != "person"]
    masked = [number, *bodies, *(searchable(text, people) for text in (*written, *fields))]
    content, hidden = "\n".join(filter(None, open_text)), "\n".join(filter(None, masked))
    if uow.sheaf is not None and uow.sheaf.holds(case.id):
        uow.sheaf.find_by(search_text.columns_of(case.county_code, case.id, content, hidden))
    else:
        search_text.index_case(uow.session, case.county_code, case.id, content, hidden)


def _hide(uow: UnitOfWork, case: CaseFile) -> None:
    """Hide what was written before the case became more private, and close the doors that stood open wider."""
    for row in uow.rows_of(AuditValue, case.id):
        if row.event_seq < case.version:
            row.hidden = True
    if case.privacy >= Privacy.P4:
        access_rows.keep_named_only(uow, case)
        unlink_persons(uow, case)
        if uow.holds_new(case.id):
            return  # nobody had a word or a draft about it yet
        contact_rows.close_sealed(uow, case)
        named = [case.handler_id, case.registered_by_id, getattr(uow.actor, "staff_id", None)]
        payload = {"case": str(case.id), "keep": sorted({str(one) for one in named if one is not None})}
        put(uow, DRAFTS_FORGOTTEN, f"{DRAFTS_FORGOTTEN}:{case.id}:{case.version}", payload)


def keep_declaration(uow: UnitOfWork, type_key: str, case_type: CaseType) -> None:
    """Keep the declaration of this version once, so that its cases stay readable when the plugin is gone."""
    if uow.session.get(TypeSnapshot, (type_key, case_type.version)) is not None:
        return
    plugin = uow.registry.plugin_of(type_key)
    if plugin is None:
        return
    declaration = as_json(plugin, case_type)
    uow.session.add(
        TypeSnapshot(
            type=type_key,
            version=case_type.version,
            declaration=declaration,
            digest=digest(declaration),
            seen_at=uow.now,
        )
    )
