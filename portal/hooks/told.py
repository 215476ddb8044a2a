"""What plugins are told after a change is committed: envelopes, never content."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from portal.declare.privacy import Privacy


@dataclass(frozen=True)
class CaseChanged:
    """A case was opened or moved on. `version` is that of the case after the change; `type` is the full key.

    It tells where the case stands, not what it is about; who wants more reads it through the front door, within reach.
    Changes of sealed cases (P4) are told to nobody.
    """

    case_id: uuid.UUID
    type: str
    organisation_id: uuid.UUID
    action: str
    version: int
    phase_before: str
    phase_after: str
    privacy: Privacy
    occurred_on: date
    recorded_at: datetime
