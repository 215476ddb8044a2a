"""Imports every module of tables, for migrations and house tests."""

from __future__ import annotations

from portal.store.tables import (
    afterwards,
    cases,
    caucus,
    complaints,
    course,
    desk,
    figures,
    joint,
    keeping,
    ledger,
    machine,
    materials,
    parties,
    people,
    persons,
    places,
    referral,
    roster,
    settlement,
    sign_in,
    wording,
)
from portal.store.tables.columns import Base

MODULES = (
    afterwards,
    cases,
    caucus,
    complaints,
    course,
    desk,
    figures,
    joint,
    keeping,
    ledger,
    machine,
    materials,
    parties,
    people,
    persons,
    places,
    referral,
    roster,
    settlement,
    sign_in,
    wording,
)
metadata = Base.metadata
