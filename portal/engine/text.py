"""Text from outside, made safe to keep: refused where it cannot be meant, tidied where it can.

Refused with a code: lone surrogates, NUL and other control characters, signs that no file format carries, and what is too
long. Tidied in silence: line ends (also those a word processor pastes), NFC, and signs nobody sees that reorder or hide
text (bidirectional overrides, zero-width signs, soft hyphens).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class TextProblem(StrEnum):
    """Why a text is refused."""

    SURROGATE = "surrogate"
    NUL = "nul"
    CONTROL = "control"
    NONCHARACTER = "noncharacter"
    TOO_LONG = "too_long"  # params: most, length
    TOO_MANY_BYTES = "too_many_bytes"  # params: most


class BadText(ValueError):
    """A text from outside cannot be kept. Carries a code and parameters, never the text."""

    def __init__(self, code: TextProblem, **params: int) -> None:
        super().__init__(code.value)
        self.code = code
        self.params: Mapping[str, int] = MappingProxyType(params)


def clean(text: str, limit: int, *, byte_limit: int | None = None) -> str:
    """Return the text of several lines, tidied and without spaces at its ends.

    `limit` counts characters after tidying, `byte_limit` bytes in UTF-8 (four for each character where not given).
    Raises `BadText`.
    """
    return _measured(_tidy(text), limit, byte_limit)


def clean_line(text: str, limit: int, *, byte_limit: int | None = None) -> str:
    """Return the text as one line: as `clean`, with every run of white space inside made one space. Raises `BadText`."""
    return _measured(re.sub(r"\s+", " ", _tidy(text)), limit, byte_limit)


def _tidy(text: str) -> str:
    if _SURROGATE.search(text):
        raise BadText(TextProblem.SURROGATE)
    if "\0" in text:
        raise BadText(TextProblem.NUL)
    if _CONTROL.search(text):
        raise BadText(TextProblem.CONTROL)
    if any(ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF for char in text):
        raise BadText(TextProblem.NONCHARACTER)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))).strip()


def _measured(text: str, limit: int, byte_limit: int | None) -> str:
    if len(text) > limit:
        raise BadText(TextProblem.TOO_LONG, most=limit, length=len(text))
    most = limit * 4 if byte_limit is None else byte_limit
    if len(text.encode()) > most:
        raise BadText(TextProblem.TOO_MANY_BYTES, most=most)
    return text
