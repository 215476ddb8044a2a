"""Turns a Word document into pdf with LibreOffice, where it is installed; in a folder of its own that is gone afterwards."""

from __future__ import annotations

import shutil
import subprocess  # nosec B404
import tempfile
from pathlib import Path

from portal.errors import Refused

LONGEST = 25
"""Seconds; a worker waits, and must answer before its own time limit."""


def office() -> str | None:
    """Return where LibreOffice is."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def docx_to_pdf(content: bytes) -> bytes:
    """Return the document as pdf.

    Raises:
        Refused: LibreOffice is not on this machine, or made nothing of the document in time.
    """
    program = office()
    if program is None:
        raise Refused.at("", "office_missing")
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        source = Path(folder, "paper.docx")
        source.write_bytes(content)
        profile = Path(folder, "profile").as_uri()
        asked = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", source.name]
        try:
            subprocess.run(asked, capture_output=True, cwd=folder, timeout=LONGEST, check=True)  # noqa: S603  # nosec B603
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as failed:
            raise Refused.at("", "office_failed") from failed
