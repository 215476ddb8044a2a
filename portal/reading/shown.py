"""The declaration of a case's type as it is shown: from the live plugin, or from the snapshot when it is gone."""

from __future__ import annotations

from sqlalchemy import select

from portal.hooks.shown_types import ShownType
from portal.hooks.snapshot import read, shown
from portal.reading.wording import label
from portal.store.tables.machine import TypeSnapshot
from portal.store.unit_of_work import UnitOfWork

_gone: dict[tuple[str, int], ShownType] = {}  # snapshots never change, so they may be kept


def shown_type(uow: UnitOfWork, type_key: str, version: int | None = None) -> ShownType | None:
    """Return how the type is shown, or `None` when nobody ever kept its declaration.

    Of a version that was not kept it is the newest one that was.
    """
    live = uow.registry.case_type(type_key)
    plugin = uow.registry.plugin_of(type_key)
    if live is not None and plugin is not None:
        return shown(live)
    key = (type_key, version or 0)
    if key not in _gone:
        statement = select(TypeSnapshot.declaration).where(TypeSnapshot.type == type_key)
        if version is not None:
            statement = statement.order_by((TypeSnapshot.version == version).desc())
        kept = uow.session.scalars(statement.order_by(TypeSnapshot.version.desc()).limit(1)).one_or_none()
        if kept is None:
            return None
        _gone[key] = read(kept)
    return _gone[key]


def type_title(uow: UnitOfWork, type_key: str) -> str:
    """Return the title of a type in the reader's language; of an unknown one its key."""
    live = uow.registry.case_type(type_key)
    if live is not None:
        return label(live.title, type_key.partition(".")[0])
    found = shown_type(uow, type_key)
    return found.title if found is not None else type_key
