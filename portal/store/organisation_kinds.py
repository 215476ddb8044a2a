"""Which organisations mediate as ones established by law (民事诉讼法 205), and which coordinate only."""

from __future__ import annotations

from portal.store.tables.places import Organisation

COORDINATING = "county"
"""The kind of bodies that coordinate and do not mediate (综治中心等综合机构)."""


def mediates(organisation: Organisation) -> bool:
    """Say whether an agreement made here may be confirmed by a court."""
    return organisation.kind != COORDINATING
