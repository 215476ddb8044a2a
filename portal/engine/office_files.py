"""What may hide in a Word or Excel file that somebody sends: more than it says, a program, something fetched from elsewhere.

Nothing is unpacked before the sizes it declares were looked at, and what unpacks to more than it declares is broken.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.etree import ElementTree  # nosec B405

MEGABYTE = 1024 * 1024
DOCX = ("/word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
XLSX = ("/xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")

_PROGRAMS = re.compile(r"vba|activex|embeddings/|\.bin$|\.exe$|\.js$|customui|macrosheets/", re.IGNORECASE)
_HARMLESS = re.compile(r"^xl/printerSettings/", re.IGNORECASE)  # what a spreadsheet remembers of its printer
_FIELDS = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE)

_NO_ARCHIVE = (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
"""What the standard library raises for an archive it cannot read: damaged, locked, or packed in a way it does not know."""


class OfficeTrouble(Exception):
    """The file cannot be taken; `code` is not_office, unpacks_too_big, program, links_out or broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Limits:
    """Bytes of the largest part, of the largest part that is read as XML, of all together; and how many parts."""

    part: int
    xml: int
    whole: int
    parts: int


class OfficeFile:
    """An opened Word or Excel file whose sizes were looked at."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self.names = tuple(info.filename for info in archive.infolist())

    def part(self, name: str) -> bytes:
        """Return a part, empty when there is none. Raises `OfficeTrouble`."""
        if name not in self.names:
            return b""
        try:
            return self._archive.read(name)
        except _NO_ARCHIVE as broken:
            raise OfficeTrouble("not_office") from broken

    def tree(self, name: str) -> Any:
        """Return the tree of a part, `None` when it is empty.

        Raises:
            OfficeTrouble: it is too large to be read, no XML, or declares something, which an office program never does.
        """
        if name in self.names and self._archive.getinfo(name).file_size > self._limits.xml:
            raise OfficeTrouble("unpacks_too_big")
        content = self.part(name)
        if not content:
            return None
        try:
            text = content.decode("utf-8-sig")
            if "<!" in text.replace("<!--", ""):
                raise OfficeTrouble("broken")
            # Entities cannot be declared: declarations were refused above.
            return ElementTree.fromstring(text)  # noqa: S314  # nosec B314
        except (UnicodeDecodeError, ElementTree.ParseError) as broken:
            raise OfficeTrouble("broken") from broken


@contextmanager
def opened_office(file: BinaryIO, main: tuple[str, str], limits: Limits) -> Iterator[OfficeFile]:
    """Open a file of the main part (`DOCX`, `XLSX`).

    Raises:
        OfficeTrouble: no such file, one that would unpack beyond the limits, or one made for programs.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _NO_ARCHIVE as broken:
        raise OfficeTrouble("not_office") from broken
    with archive:
        sizes = [info.file_size for info in archive.infolist()]
        if len(sizes) > limits.parts or max(sizes, default=0) > limits.part or sum(sizes) > limits.whole:
            raise OfficeTrouble("unpacks_too_big")
        office = OfficeFile(archive, limits)
        part, kind = main
        types = office.tree("[Content_Types].xml")
        found = [one.get("ContentType") for one in types if one.get("PartName") == part] if types is not None else []
        if any("macroEnabled" in str(one) for one in found):
            raise OfficeTrouble("program")
        if found != [kind] or part.removeprefix("/") not in office.names:
            raise OfficeTrouble("not_office")
        yield office


def refuse_programs(office: OfficeFile) -> None:
    """Raise `OfficeTrouble` for a macro, a control, an embedded object, or a field that fetches or starts something."""
    for name in office.names:
        if name.startswith("/") or ".." in name.split("/") or (_PROGRAMS.search(name) and not _HARMLESS.match(name)):
            raise OfficeTrouble("program")
    for name in office.names:
        if name.startswith("word/") and name.endswith(".xml"):
            tree = office.tree(name)
            if tree is None:
                continue
            told = "".join(
                (one.text or "") + "".join(one.attrib.values())
                for one in tree.iter()
                if one.tag.endswith("}instrText") or one.tag.endswith("}fldSimple")
            )
            if _FIELDS.search(told) or any(one.tag.endswith(("}altChunk", "}object", "}control")) for one in tree.iter()):
                raise OfficeTrouble("program")


def refuse_links(office: OfficeFile) -> None:
    """Raise `OfficeTrouble` for what an office program would fetch from elsewhere; a hyperlink waits to be clicked."""
    for name in office.names:
        if name.endswith(".rels"):
            tree = office.tree(name)
            for relation in () if tree is None else tree:
                if relation.get("TargetMode") == "External" and not str(relation.get("Type")).endswith("/hyperlink"):
                    raise OfficeTrouble("links_out")
