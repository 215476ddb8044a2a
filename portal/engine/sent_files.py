"""Files that go along with a referral (转办): which were chosen, as they are told to the parties and to the other body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.declare.texts import N_

if TYPE_CHECKING:
    from portal.engine.changes import Json

SENT_BACK = N_("已退回转办单位")
"""Why files that came along are voided when the dispute goes back."""


@dataclass(frozen=True)
class SentFile:
    """A file of a case as far as the snapshot of a referral tells of it; the content goes with the acceptance."""

    id: str
    name: str
    kind: str
    title: str  # of the kind
    media: str
    size: int
    sha256: str

    def told(self) -> dict[str, Json]:
        """Return what the snapshot holds."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "title": self.title,
            "media": self.media,
            "size": self.size,
            "sha256": self.sha256,
        }
