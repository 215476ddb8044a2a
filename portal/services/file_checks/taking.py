"""Takes a file as somebody sent it, or says in one sentence why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from portal.engine.file_names import clean_name, ending_of
from portal.engine.office_files import DOCX, MEGABYTE, XLSX, Limits, OfficeTrouble, opened_office, refuse_links, refuse_programs
from portal.errors import Problem
from portal.services.file_checks.kinds import HEAD_BYTES, OFFICE, PICTURES, looks_like, media_of_ending
from portal.services.file_checks.pictures import PictureTrouble, made_anew

FIELD = "files"
_LIMITS = Limits(part=32 * MEGABYTE, xml=8 * MEGABYTE, whole=100 * MEGABYTE, parts=2000)
_LONGEST_TOLD = 60


@dataclass(frozen=True)
class Sent:
    """A file as it came: what it is called, and its content, which can be read again from its beginning."""

    name: str
    content: BinaryIO


@dataclass(frozen=True)
class Taken:
    """A file as it is kept."""

    name: str
    media: str
    content: BinaryIO


def take(sent: Sent, most_bytes: int) -> Taken | Problem:
    """Return the file as it is kept, or what is wrong with it, at `files`."""
    told = clean_name(sent.name, ending_of(sent.name) or "?")[:_LONGEST_TOLD].removesuffix(".?")
    size = sent.content.seek(0, 2)
    sent.content.seek(0)
    if size == 0:
        return Problem(FIELD, "file_empty", {"name": told})
    if size > most_bytes:
        return Problem(FIELD, "file_too_big", {"name": told, "most": most_bytes // MEGABYTE})
    claimed = media_of_ending(ending_of(sent.name))
    head = sent.content.read(HEAD_BYTES)
    sent.content.seek(0)
    found = looks_like(head)
    if claimed is None or claimed.key not in found:
        return Problem(FIELD, _why(claimed is not None, found), {"name": told})
    media, content = claimed.key, sent.content
    try:
        if media in PICTURES:
            media, content = made_anew(sent.content, media)
        elif media in OFFICE:
            with opened_office(sent.content, DOCX if media == "docx" else XLSX, _LIMITS) as office:
                refuse_programs(office)
                refuse_links(office)
    except PictureTrouble as trouble:
        return Problem(FIELD, f"picture_{trouble.code}", {"name": told})
    except OfficeTrouble as trouble:
        return Problem(FIELD, f"office_{trouble.code}", {"name": told})
    content.seek(0)
    return Taken(clean_name(sent.name, media), media, content)


def _why(is_allowed_ending: bool, found: frozenset[str]) -> str:
    """Return the code of what is wrong with the kind: the ending is not taken, or the content is something else."""
    for what in ("program", "old_office", "page"):
        if what in found:
            return f"file_{what}"
    return "file_not_what_it_says" if is_allowed_ending else "file_kind"
