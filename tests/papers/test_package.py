"""The package of an application: every part is there with its digest, and nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

from portal.papers.package import MANIFEST, Part, package

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
PARTS = (Part("01 申请书.pdf", "申请书", b"%PDF-1.7"), Part("02 协议书.docx", "协议书", b"PK\x03\x04"))


def test_manifest_names_every_part_with_its_length_and_digest() -> None:
    made = package(PARTS, {"number": "（2026）临劳调字第1号"}, NOW)

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        told = json.loads(archive.read(MANIFEST))
        assert archive.namelist() == [MANIFEST, *(part.path for part in PARTS)]
        assert archive.testzip() is None
        for row in told["parts"]:
            content = archive.read(row["path"])
            assert (row["bytes"], row["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert (told["number"], told["made_at"]) == ("（2026）临劳调字第1号", "2026-12-01T02:00:00+00:00")


def test_the_same_parts_at_the_same_moment_give_the_same_bytes() -> None:
    assert package(PARTS, {}, NOW) == package(PARTS, {}, NOW)
