"""The QR code on a paper. It holds an address with the opaque id of the case and nothing about anybody."""

from __future__ import annotations

import io

import segno

QUIET = 1  # modules of white around; the margin of the paper is the rest of the quiet zone


def qr_svg(address: str) -> str:
    """Return the code as an picture that needs neither script nor style; it takes the size it is given."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=QUIET, omitsize=True, xmldecl=False, svgclass=None, lineclass=None, nl=False
    )
    return out.getvalue().decode("ascii")


def qr_png(address: str) -> bytes:
    """Return the code as a picture for documents."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=6, border=QUIET)
    return out.getvalue()
