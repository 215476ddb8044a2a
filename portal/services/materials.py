"""材料: adds files to a case, voids one that was added by mistake, and gives one out after writing down who has it.

A file is added in three steps, because pictures are worked on and disks are waited for, and neither may hold up everybody
who writes: `may_add` asks reach and verb, `store_files` writes to the vault, `add_materials` writes the rows. Whoever calls
them takes the files away again when the rows were not written (`portal.web.taking_in`).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from sqlalchemy import func, select

from portal.access.actors import Person
from portal.access.joint_reach import handles_cases
from portal.access.material_rules import may_list_materials, may_open_material
from portal.declare.fields import Text
from portal.declare.papers import Paper
from portal.declare.phases import Phase
from portal.declare.steps import Verb
from portal.declare.texts import N_
from portal.engine.materials import MaterialKind, kind_of, kinds_for
from portal.engine.office_files import MEGABYTE
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.acting import must, person, reach
from portal.services.file_checks.taking import FIELD, Sent, Taken, take
from portal.services.scanning import Verdict, scan
from portal.services.submits import settle, use_token
from portal.store.access_log import log_access
from portal.store.files.sealed_stream import BrokenFile, new_key
from portal.store.files.vault import Vault
from portal.store.identifiers import new_id
from portal.store.joint_rows import takes_part
from portal.store.parameter_rows import CASE_FILES, CASE_MEGABYTES, FILE_MEGABYTES, NATION, delivered_value, versions_in_force
from portal.store.secrets import seal, unseal
from portal.store.tables.cases import CaseFile
from portal.store.tables.materials import Material
from portal.store.unit_of_work import UnitOfWork

MOST_AT_ONCE = 20
MOST_IN_A_REQUEST = 60 * MEGABYTE
REASON = Text("reason_text", N_("理由"), required=True, longest=200)
_KEYS = (FILE_MEGABYTES, CASE_MEGABYTES, CASE_FILES)
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """How large a file may be, how many files a case may have and how large they may be together, in bytes."""

    file: int
    case: int
    files: int


@dataclass(frozen=True)
class Stored:
    """A file that lies in the vault and has no row yet."""

    id: uuid.UUID
    name: str
    media: str
    size: int
    sha256: bytes
    key: bytes
    scan: str = ""


@dataclass(frozen=True)
class GivenOut:
    """What is needed to send a file; `sha256` is what it must be."""

    id: uuid.UUID
    name: str
    media: str
    size: int
    sha256: bytes
    key: bytes


def may_add(uow: UnitOfWork, case_id: uuid.UUID, kind: str) -> Limits:
    """Return the limits for files of a case the actor may add to.

    Raises:
        NotFound: missing or out of reach.
        Forbidden: the post does not handle this type, belongs to another body, or sees the header alone.
        Refused: the case is archived or voided, or has no such kind of file.
    """
    case = _mine(uow, case_id)
    if case.phase == Phase.ARCHIVED.value or case.voided_on is not None:
        raise Refused.at("", "materials_closed")
    if kind not in {one.key for one in kinds_for(own_papers(uow, case.type))}:
        raise Refused.at("kind", "not_an_option" if kind else "required", title=N_("材料种类"))
    return limits(uow)


def limits(uow: UnitOfWork) -> Limits:
    """Return the limits in force today; for what the county gave no whole amount, it is as delivered."""
    given = versions_in_force(uow.session, _KEYS, uow.county_code, uow.today)
    file, case, files = (_whole(given[key].value if key in given else "") or int(delivered_value(key, NATION)) for key in _KEYS)
    return Limits(min(file * MEGABYTE, MOST_IN_A_REQUEST), case * MEGABYTE, files)


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() else 0


def store_files(vault: Vault, sent: Sequence[Sent], most: Limits, scanner: Sequence[str] = ()) -> list[Stored]:
    """Look at every file and write it to the vault; none stays when one of them cannot be taken.

    A file the `scanner` could not look at is kept and waits: nobody may have it before.

    Raises:
        Refused: no file, too many at once, or what is wrong with each.
    """
    if not sent:
        raise Refused.at(FIELD, "file_missing")
    if len(sent) > MOST_AT_ONCE:
        raise Refused.at(FIELD, "files_at_once", most=MOST_AT_ONCE)
    stored: list[Stored] = []
    problems: list[Problem] = []
    try:
        for one in sent:
            taken = take(one, most.file)
            if isinstance(taken, Problem):
                problems.append(taken)
                continue
            stored.append(_store(vault, taken))
            if scanner:
                verdict = scan(scanner, vault.read(stored[-1].id, stored[-1].key))
                stored[-1] = replace(stored[-1], scan=verdict.value)
                if verdict is Verdict.INFECTED:
                    problems.append(Problem(FIELD, "file_infected", {"name": taken.name}))
        if problems:
            raise Refused(tuple(problems))
    except BaseException:
        take_away(vault, stored)
        raise
    return stored


def take_away(vault: Vault, stored: Sequence[Stored]) -> None:
    """Delete files whose rows were not written."""
    for one in stored:
        vault.take_away(one.id)


def add_materials(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    kind: str,
    stored: Sequence[Stored],
    *,
    by_phone: bool = False,
    token: str | None = None,
) -> None:
    """Write the rows of files that lie in the vault.

    Raises:
        NotFound, Forbidden, Refused: like `may_add`; also when the case would have too many files.
        Repeated: the token was used before.
    """
    most = may_add(uow, case_id, kind)
    actor = person(uow)
    submit = use_token(uow, actor, token, f"{case_id} materials {kind} {[one.sha256.hex() for one in stored]}")
    there, size = uow.session.execute(
        select(func.count(Material.id), func.coalesce(func.sum(Material.size), 0)).where(
            Material.county_code == uow.county_code, Material.case_id == case_id, Material.voided_at.is_(None)
        )
    ).one()
    if there + len(stored) > most.files:
        raise Refused.at(FIELD, "case_files", most=most.files, there=there)
    if size + sum(one.size for one in stored) > most.case:
        raise Refused.at(FIELD, "case_files_size", most=most.case // MEGABYTE, there=-(-size // MEGABYTE))
    for one in stored:
        uow.session.add(
            Material(
                county_code=uow.county_code,
                id=one.id,
                case_id=case_id,
                kind=kind,
                media=one.media,
                size=one.size,
                sha256=one.sha256,
                key=seal(uow.keyring, "material", "key", one.id, one.key.hex()),
                name=seal(uow.keyring, "material", "name", one.id, one.name),
                added_at=uow.now,
                added_by_id=actor.staff_id,
                by_phone=by_phone,
                scan=one.scan,
                scanned_at=uow.now if one.scan in ("clean", "infected") else None,
            )
        )
        digest = content_digest(uow, one.sha256)
        told: Mapping[str, str | int] = {"material": str(one.id), "kind": kind, "size": one.size, "digest": digest}
        log_access(uow, "material", "added_by_phone" if by_phone else "added", case_id=case_id, data=told)
    uow.session.flush()
    settle(submit, case_id)


def content_digest(uow: UnitOfWork, sha256: bytes) -> str:
    """Return what the trail says of a file's content. It outlives the file, so it is keyed: nobody tries contents against it."""
    return uow.keyring.audit_digest(b"material|" + sha256).hex()


def void_material(uow: UnitOfWork, case_id: uuid.UUID, material_id: uuid.UUID, raw: Mapping[str, object]) -> None:
    """Void a file: it leaves the dossier and is given to nobody any more; its row and its hash stay.

    Raises:
        NotFound: case or file missing or out of reach.
        Forbidden: like `may_add`.
        Refused: without a reason, voided before, or the case is archived.
    """
    case = _mine(uow, case_id)
    row = _row(uow, case_id, material_id)
    if _is_partner(uow, person(uow), case) and row.added_by_id != person(uow).staff_id:
        raise Forbidden(Verb.HANDLE.value)
    values, problems = read_fields((REASON,), raw, uow.today, "")
    if case.phase == Phase.ARCHIVED.value or case.voided_on is not None:
        problems.append(Problem("", "materials_closed"))
    if row.voided_at is not None:
        problems.append(Problem("", "material_voided"))
    if problems:
        raise Refused(tuple(problems))
    row.voided_at, row.voided_by_id = uow.now, person(uow).staff_id
    row.void_reason = seal(uow.keyring, "material", "void_reason", row.id, str(values["reason_text"]))
    told = {"material": str(row.id), "digest": content_digest(uow, row.sha256)}
    log_access(uow, "material", "voided", case_id=case_id, data=told)
    uow.session.flush()


def give_out(uow: UnitOfWork, case_id: uuid.UUID, material_id: uuid.UUID) -> GivenOut:
    """Write down that the actor has a file, and return what is needed to send it.

    Raises:
        NotFound: case or file missing, out of reach, of a kind the actor may not see, or voided.
        Refused: the scanner has not passed it.
    """
    actor = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    row = _row(uow, case_id, material_id)
    kind = kind_of(row.kind, own_papers(uow, case.type))
    if not may_open_material(actor, case, kind, partner=_is_partner(uow, actor, case)) or row.voided_at is not None:
        raise NotFound
    if row.scan not in ("", "clean"):
        raise Refused.at("", f"scan_{row.scan}")
    log_access(uow, "read", "material", case_id=case_id, data={"material": str(row.id)})
    key = bytes.fromhex(unseal(uow.keyring, "material", "key", row.id, row.key))
    name = unseal(uow.keyring, "material", "name", row.id, row.name)
    return GivenOut(row.stored_as, name, row.media, row.size, row.sha256, key)


def checked(vault: Vault, given: GivenOut) -> Iterator[bytes]:
    """Return the content, after it was read once whole and found to be what it was when it came.

    Raises:
        BrokenFile: it is not.
    """
    if digest_of(vault, given.id, given.key) != given.sha256:
        raise BrokenFile("not what it was")
    return vault.read(given.id, given.key)


def digest_of(vault: Vault, file_id: uuid.UUID, key: bytes) -> bytes:
    """Return the SHA-256 of a file in the vault. Raises `BrokenFile`."""
    found = hashlib.sha256()
    for piece in vault.read(file_id, key):
        found.update(piece)
    return found.digest()


def own_papers(uow: UnitOfWork, type_key: str) -> tuple[Paper, ...]:
    """Return the papers a type declares."""
    declared = uow.registry.case_type(type_key)
    return declared.papers if declared is not None else ()


def kinds_of(uow: UnitOfWork, type_key: str) -> tuple[MaterialKind, ...]:
    """Return the kinds of files a case of the type may hold."""
    return kinds_for(own_papers(uow, type_key))


def kind_title(uow: UnitOfWork, case_id: uuid.UUID, kind: str) -> str:
    """Return what a kind of file of a case is called."""
    return kind_of(kind, own_papers(uow, uow.session.get_one(CaseFile, case_id).type)).title


def _mine(uow: UnitOfWork, case_id: uuid.UUID) -> CaseFile:
    """Return a case whose files the actor may change."""
    actor: Person = person(uow)
    reach(uow, actor, case_id)
    case = uow.session.get_one(CaseFile, case_id)
    partner = _is_partner(uow, actor, case)
    if not partner:
        must(actor, Verb.HANDLE, case.type)
    if not may_list_materials(actor, case, partner=partner and handles_cases(actor)):
        raise Forbidden(Verb.HANDLE.value)
    return case


def _is_partner(uow: UnitOfWork, actor: Person, case: CaseFile) -> bool:
    """Say whether the actor takes part in a case of another body (联合办理)."""
    return case.organisation_id != actor.organisation_id and takes_part(uow, case.id, actor.staff_id)


def _row(uow: UnitOfWork, case_id: uuid.UUID, material_id: uuid.UUID) -> Material:
    row = uow.session.scalars(
        select(Material).where(Material.county_code == uow.county_code, Material.case_id == case_id, Material.id == material_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def _store(vault: Vault, taken: Taken) -> Stored:
    found, file_id, key = _Measured(taken.content), new_id(), new_key()
    vault.put(file_id, key, found)
    return Stored(file_id, taken.name, taken.media, found.size, found.sha256.digest(), key)


class _Measured:
    """A file in pieces; what went by is counted and hashed."""

    def __init__(self, content: BinaryIO) -> None:
        self._content = content
        self.size = 0
        self.sha256 = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._content.read(_PIECE):
            self.size += len(piece)
            self.sha256.update(piece)
            yield piece
