"""The package of an application as one archive: its papers, and a manifest with the length and SHA-256 of each part."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Part:
    """One file of the package: where it lies in it, what it is, and its bytes."""

    path: str
    title: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def package(parts: Iterable[Part], told: Mapping[str, object], now: datetime) -> bytes:
    """Return the archive. `told` is what the manifest says of the whole; same parts, same moment, same bytes."""
    held = tuple(parts)
    listed = [{"path": p.path, "title": p.title, "bytes": len(p.content), "sha256": p.digest} for p in held]
    manifest = {"format": FORMAT, "made_at": now.isoformat(timespec="seconds"), **told, "parts": listed}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode()
    made = io.BytesIO()
    when = (max(now.year, 1980), now.month, now.day, now.hour, now.minute, now.second)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in ((MANIFEST, text), *((p.path, p.content) for p in held)):
            info = zipfile.ZipInfo(path, when)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return made.getvalue()
