"""Every file made by others is listed in THIRD_PARTY.md with its version, licence and checksum."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.sources import ROOT, VENDORED

ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| (?P<package>[^|]+) \| (?P<version>[0-9.]+) \| (?P<licence>[^|]+)"
    r" \| `(?P<text>[^`]+)` \| `(?P<sha256>[0-9a-f]{64})` \|$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Vendored:
    file: str
    package: str
    version: str
    licence: str
    text: str
    sha256: str


TEXT = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
BEFORE, _, TESTED = TEXT.partition("## Used by the tests only")
SHOWN, _, READ = BEFORE.partition("## Read by the portal")
PLACES = ((VENDORED, SHOWN), (ROOT / "portal/access/vendor", READ), (ROOT / "tests/rig/vendor", TESTED))
LISTED = [(folder, [Vendored(**row.groupdict()) for row in ROW.finditer(text)]) for folder, text in PLACES]


@pytest.mark.parametrize(("folder", "listed"), LISTED)
def test_every_vendored_file_is_listed_and_every_listed_file_is_there(folder: Path, listed: list[Vendored]) -> None:
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    texts = {vendored.text for vendored in listed}

    assert listed != []
    assert present == {vendored.file for vendored in listed} | texts


@pytest.mark.parametrize(("folder", "listed"), LISTED)
def test_vendored_files_match_their_checksums(folder: Path, listed: list[Vendored]) -> None:
    sums = {vendored.file: hashlib.sha256((folder / vendored.file).read_bytes()).hexdigest() for vendored in listed}

    assert sums == {vendored.file: vendored.sha256 for vendored in listed}


def test_icons_of_the_sprite_stand_in_order_and_once() -> None:
    icons = re.findall(r'<symbol id="([a-z0-9-]+)"', (VENDORED / "tabler-sprite.svg").read_text(encoding="utf-8"))

    assert icons == sorted(set(icons))
