"""Files of cases as tests add them, have them and look for them."""

from __future__ import annotations

import io
import uuid
from typing import Any

from PIL import Image
from sqlalchemy import select

from portal.store.files.vault import FOLDER, Vault
from portal.store.tables.machine import AccessEntry
from portal.store.tables.materials import Material
from portal.web.acting import Portal
from tests.store.county import DEMO
from tests.web.offices import Offices, posted

PDF = b"%PDF-1.7\n" + "王某的借条".encode() * 8_000


def vault(at: Offices) -> Vault:
    running: Portal = at.app.extensions["portal"]
    return Vault(running.config.data_dir / FOLDER)


def add(at: Offices, account: str, case_id: uuid.UUID, *files: tuple[str, bytes], kind: str = "evidence", token: str = "") -> Any:
    client = at.at_work(account)
    form = {"kind": kind, "token": token, "files": [(io.BytesIO(content), name) for name, content in files]}
    return posted(client, f"/cases/{case_id}/materials/", form)


def rows(at: Offices) -> list[Material]:
    with at.store.begin(DEMO) as uow:
        return list(uow.session.scalars(select(Material).order_by(Material.added_at, Material.id)))


def logged(at: Offices, kind: str) -> list[str]:
    with at.store.begin(DEMO) as uow:
        return list(uow.session.scalars(select(AccessEntry.action).where(AccessEntry.kind == kind).order_by(AccessEntry.id)))


def get(at: Offices, account: str, case_id: uuid.UUID, material_id: uuid.UUID) -> Any:
    return at.at_work(account).get(f"/cases/{case_id}/materials/{material_id}")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "green").save(out, "JPEG")
    return out.getvalue()
