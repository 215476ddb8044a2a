"""Where a file waits while it is being sent: on disk, encrypted with a key that only this object has.

Werkzeug would put it into a temporary file as it is, and what was deleted from a disk can be read from it.
"""

from __future__ import annotations

import io
import os
import tempfile
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from flask import Request

_BLOCK = 16


class SealedSpool(io.RawIOBase):
    """A temporary file that is ciphertext on disk (AES-256 in counter mode). It is written once, from the beginning."""

    def __init__(self) -> None:
        self._descriptor, name = tempfile.mkstemp(prefix="suyuan-")
        os.unlink(name)  # noqa: PTH108 - it has no name from now on, and is gone with the process
        self._key = os.urandom(32)
        self._first = int.from_bytes(os.urandom(_BLOCK), "big")
        self._place = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def writable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: object) -> int:
        """Write bytes at the present place."""
        plain = bytes(data)  # type: ignore[call-overload]
        written = os.pwrite(self._descriptor, self._mixed(plain), self._place)
        self._place += written
        return written

    def readinto(self, into: object) -> int:
        """Read bytes from the present place."""
        view = memoryview(into)  # type: ignore[arg-type]
        cipher = os.pread(self._descriptor, len(view), self._place)
        view[: len(cipher)] = self._mixed(cipher)
        self._place += len(cipher)
        return len(cipher)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: os.fstat(self._descriptor).st_size}[whence]
        self._place = start + offset
        return self._place

    def close(self) -> None:
        """Give the disk back."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()

    def _mixed(self, data: bytes) -> bytes:
        """Return plain bytes as ciphertext, or ciphertext as plain bytes, of the present place."""
        block, within = divmod(self._place, _BLOCK)
        counter = (self._first + block) % (1 << 128)
        mixer = Cipher(AES(self._key), CTR(counter.to_bytes(_BLOCK, "big"))).encryptor()
        mixer.update(bytes(within))
        return mixer.update(data)


class PortalRequest(Request):
    """A request whose files wait encrypted."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BufferedRandom(SealedSpool())
