"""What the checks say of an agreement while it is written, each beside its term: red stops, amber asks, grey only tells."""

from __future__ import annotations

from dataclasses import dataclass

from portal.reading.problem_sentences import problem_sentence
from portal.services.rehearse import Rehearsed


@dataclass(frozen=True)
class Mark:
    """One sentence. `row` is the path of the term it stands at, empty for the agreement as a whole."""

    row: str
    severity: str
    sentence: str


def marks_of(rehearsed: Rehearsed, plugin: str) -> tuple[Mark, ...]:
    """Return what is to be said, what stops first; what is merely unfinished is not said while someone writes."""
    declared = [p for p in rehearsed.problems if p.code == "declared"]
    found = [(p, "asks" if p.asks else "stops") for p in sorted(declared, key=lambda p: p.asks)]
    found += [(finding.problem, "tells") for finding in rehearsed.told]
    return tuple(Mark(_row(p.field), severity, problem_sentence(p, plugin)) for p, severity in found)


def _row(field: str) -> str:
    """Return `terms.<n>` of a field of a term."""
    parts = field.split(".")
    return ".".join(parts[:2]) if parts[0] == "terms" and len(parts) > 2 else ""
