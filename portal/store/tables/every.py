"""Imports every module of tables, for migrations and house tests."""

from __future__ import annotations

from portal.store.tables import (
    afterwards,
    cases,
    caucus,
    course,
    desk,
    figures,
    ledger,
    machine,
    materials,
    parties,
    people,
    places,
    referral,
    settlement,
    wording,
)
from portal.store.tables.columns import Base

MODULES = (
<<<<<<< HEAD
    caucus,
    cases,
    course,
    desk,
    figures,
    ledger,
=======
    afterwards,
    cases,
    caucus,
    course,
    desk,
    figures,
>>>>>>> d1a6a5b (Call back with the official items, and say until when)
    machine,
    materials,
    parties,
    people,
    places,
    referral,
    settlement,
    wording,
)
metadata = Base.metadata
