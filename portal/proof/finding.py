"""Finds canaries in whatever comes back: pages, JSON, packed files, headers, log lines; whole, cut, or written otherwise."""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from portal.proof.canaries import CODE, LETTERS, MARK, Canary

_LETTERS = re.escape("".join(LETTERS))
_MARKED = re.compile(rf"{MARK}([{_LETTERS}]{{0,{CODE}}})")
_PHONE_END = re.compile(r"(?=(99\d{6}))")
_ID_END = re.compile(r"(?=((?:19|20)\d{9}[\dXx]))")
_CODES = re.compile(r"91620723MC[0-9A-Z]{8}|甘G\d{5}")
_CENTS = re.compile(r"\.\d\d(?!\d)")
_AMOUNT = re.compile(r"[\d,]+\.\d\d$")
_AMOUNT_LONGEST = 20
_MASK = re.compile(r"6207\*+(\d{3}[\dX])")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_DIGITS = re.compile(r"\d+")
_APART = (" ", "-", "\u00a0", "&nbsp;")
_DEEPEST = 4
_LARGEST = 64 * 1024 * 1024


Sighting = frozenset[Canary]
"""A canary that was seen, or, of one that was cut off, all that it may have been."""


class Finder:
    """Knows all canaries by what may be seen of them."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._marked: dict[str, Canary] = {}
        self._ends: dict[str, Canary] = {}
        self._spelled: dict[str, Canary] = {}
        self._pieces: dict[str, list[Canary]] = {}
        for canary in canaries:
            value = canary.value
            if MARK in value:
                self._marked[value.partition(MARK)[2]] = canary
            elif len(value) == 18 and value[:17].isdigit():
                self._ends[value[6:]] = canary
                self._pieces.setdefault(value[-4:], []).append(canary)
            elif value.isdigit():
                self._ends[value[-8:]] = canary
            else:
                self._spelled[value] = canary

    def find(self, text: str) -> set[Sighting]:
        """Return the canaries that stand in a text, also as a part that gives the rest away."""
        found: set[Sighting] = set()
        for spelled in _spellings(text):
            if MARK[0] in spelled:
                found |= {seen for match in _MARKED.finditer(spelled) if (seen := self._of(match[1]))}
            found |= {frozenset((canary,)) for canary in self._numbers(spelled)}
        return found

    def _of(self, code: str) -> Sighting:
        if len(code) == CODE:
            return frozenset(canary for canary in (self._marked.get(code),) if canary is not None)
        return frozenset(canary for whole, canary in self._marked.items() if code and whole.startswith(code))

    def _numbers(self, text: str) -> Iterator[Canary]:
        joined = text
        for sign in _APART:
            joined = joined.replace(sign, "")
        for ends in (_PHONE_END, _ID_END):
            for found in ends.finditer(joined):
                canary = self._ends.get(found[1].upper())
                if canary is not None:
                    yield canary
        for found in _CODES.finditer(text):
            if found[0] in self._spelled:
                yield self._spelled[found[0]]
        for cents in _CENTS.finditer(text):
            amount = _AMOUNT.search(text[max(cents.end() - _AMOUNT_LONGEST, 0) : cents.end()])
            canary = self._spelled.get(amount[0].replace(",", "")) if amount else None
            if canary is not None:
                yield canary
        for mask in _MASK.finditer(text):
            yield from (c for c in self._pieces.get(mask[1], ()) if _born_in(c.value, text))


def _born_in(number: str, text: str) -> bool:
    """Say whether the birth day of an identity number stands beside its mask: together they give the number away."""
    year, month, day = number[6:10], number[10:12], number[12:14]
    return any(f"{year}{a}{month}{a}{day}" in text for a in ("-", "/", ".", "")) or f"{year}年{int(month)}月{int(day)}日" in text


def _texts_of_pdf(pdf: bytes, depth: int) -> Iterator[str]:
    """Yield what a pdf shows and says of itself: its text, also joined over the ends of lines; then whatever else is in it.

    Of a drawn pdf the bytes are yielded without digits: the places of glyphs in a row look like any number one is looking for.
    """
    try:
        reader = PdfReader(io.BytesIO(pdf))
        told = "\n".join(page.extract_text() for page in reader.pages)
        about = "\n".join((*map(str, (reader.metadata or {}).values()), *_titles(reader.outline)))
    except PyPdfError:
        yield from _streams(pdf, depth)  # somebody's own file that is no whole pdf
        return
    yield told
    yield "".join(told.split())
    yield about
    for text in _streams(pdf, depth):
        yield _DIGITS.sub("", text)


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title)


def _streams(pdf: bytes, depth: int) -> Iterator[str]:
    yield pdf.decode("utf-8", "replace")
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield from texts_of(zlib.decompress(stream[1]), depth + 1)
        except zlib.error:
            continue  # not packed, or packed otherwise: the raw bytes were looked at above


def _spellings(text: str) -> Iterator[str]:
    yield text
    if "\\u" in text:
        yield _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    if "&#" in text:
        yield html.unescape(text)
    if "%" in text and re.search(r"%[0-9A-Fa-f]{2}", text):
        yield unquote(text)


def texts_of(body: bytes, depth: int = 0) -> Iterator[str]:
    """Yield everything that can be read in a body: itself, or the members of what is packed, also their names."""
    if depth > _DEEPEST:
        return
    if body[:2] == b"\x1f\x8b":
        yield from texts_of(gzip.decompress(body), depth + 1)
    elif body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for member in packed.infolist():
                yield member.filename
                if member.file_size <= _LARGEST:
                    yield from texts_of(packed.read(member), depth + 1)
    elif body[:5] == b"%PDF-":
        yield from _texts_of_pdf(body, depth)
    else:
        yield body.decode("utf-8", "replace")
