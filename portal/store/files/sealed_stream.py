"""Encrypts what streams by: chunks of 64 KiB, each sealed for its place in the file, the last one marked as the last.

A chunk that was altered, left out, doubled or moved does not decrypt, and neither does a file cut short (the STREAM
construction over AES-256-GCM). Each file has a key of its own, which the keyring seals, so that new keys of the county
never mean writing files anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.errors import StoreError

CHUNK = 64 * 1024
KEY_BYTES = 32
HEAD = b"suyuan file 1\n"
_TAG_BYTES = 16
_LAST, _MORE = b"\x01", b"\x00"


class BrokenFile(StoreError):
    """A file on disk is missing, cut short or was altered."""


def new_key() -> bytes:
    """Return a fresh key for one file."""
    return os.urandom(KEY_BYTES)


def sealed(key: bytes, bound_to: str, plain: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes to be written for the plain ones; `bound_to` is needed again to read them."""
    cipher, place = AESGCM(key), bound_to.encode()
    yield HEAD
    number = 0
    held = b""
    for piece in plain:
        held += piece
        while len(held) > CHUNK:  # one chunk is always held back: it may be the last
            yield cipher.encrypt(_nonce(number, _MORE), held[:CHUNK], place)
            held = held[CHUNK:]
            number += 1
    yield cipher.encrypt(_nonce(number, _LAST), held, place)


def opened(key: bytes, bound_to: str, file: BinaryIO) -> Iterator[bytes]:
    """Yield the plain bytes of an open file, a chunk at a time.

    Raises:
        BrokenFile: the file is not whole, was altered, or belongs to another place.
    """
    cipher, place = AESGCM(key), bound_to.encode()
    if file.read(len(HEAD)) != HEAD:
        raise BrokenFile("not a file of the portal")
    number = 0
    chunk = file.read(CHUNK + _TAG_BYTES)
    while True:
        following = file.read(CHUNK + _TAG_BYTES)
        try:
            plain = cipher.decrypt(_nonce(number, _MORE if following else _LAST), chunk, place)
        except (InvalidTag, ValueError):
            raise BrokenFile("altered, cut short, or of another place") from None
        yield plain
        if not following:
            return
        chunk = following
        number += 1


def _nonce(number: int, mark: bytes) -> bytes:
    """Return the nonce of a chunk: its number and whether it is the last. The key is used for this file only."""
    return number.to_bytes(11, "big") + mark
