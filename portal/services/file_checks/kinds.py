"""Which kind a file is: by its first bytes and by its ending, which must agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HEAD_BYTES = 64


@dataclass(frozen=True)
class Media:
    """An allowed kind: the ending it is kept under, the endings it may come with, and what browsers are told."""

    key: str
    endings: tuple[str, ...]
    mimetype: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA: Mapping[str, Media] = MappingProxyType(
    {
        one.key: one
        for one in (
            Media("pdf", ("pdf",), "application/pdf"),
            Media("jpg", ("jpg", "jpeg"), "image/jpeg"),
            Media("png", ("png",), "image/png"),
            Media("heic", ("heic", "heif"), "image/heic"),
            Media("docx", ("docx",), _OFFICE + "wordprocessingml.document"),
            Media("xlsx", ("xlsx",), _OFFICE + "spreadsheetml.sheet"),
            Media("mp3", ("mp3",), "audio/mpeg"),
            Media("m4a", ("m4a",), "audio/mp4"),
            Media("mp4", ("mp4",), "video/mp4"),
        )
    }
)
PICTURES = frozenset({"jpg", "png", "heic"})
OFFICE = frozenset({"docx", "xlsx"})
ACCEPT = ",".join(f".{ending}" for media in MEDIA.values() for ending in media.endings)
"""What a form offers to choose from."""

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1"})
_AUDIO_BRANDS = frozenset({b"M4A ", b"M4B "})
_FILM_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"3gp4", b"3gp5"}
)
_OTHERS = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


def media_of_ending(ending: str) -> Media | None:
    """Return the kind a name claims, `None` for one that is not taken."""
    return next((media for media in MEDIA.values() if ending in media.endings), None)


def looks_like(head: bytes) -> frozenset[str]:
    """Return the kinds the first bytes fit; or what else it is: program, old_office, archive, page, unknown."""
    if head.startswith(b"%PDF-"):
        return frozenset({"pdf"})
    if head.startswith(b"\xff\xd8\xff"):
        return frozenset({"jpg"})
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return frozenset({"png"})
    if head.startswith(b"PK\x03\x04"):
        return frozenset({"docx", "xlsx", "archive"})
    if head[4:8] == b"ftyp":
        return _boxed(head[8:12])
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return frozenset({"mp3"})
    for start, what in _OTHERS:
        if head.startswith(start):
            return frozenset({what})
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return frozenset({"page"})
    return frozenset({"unknown"})


def _boxed(brand: bytes) -> frozenset[str]:
    """Return what a file of the ISO base format is; telephones write sound under the brands of films, too."""
    if brand in _HEIC_BRANDS:
        return frozenset({"heic"})
    if brand in _AUDIO_BRANDS:
        return frozenset({"m4a"})
    return frozenset({"mp4", "m4a"}) if brand in _FILM_BRANDS else frozenset({"unknown"})
