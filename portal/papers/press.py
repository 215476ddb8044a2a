"""Typesets one pdf in a process of its own: data on standard input, the pdf on standard output.

The typesetter remembers what it has set, and in a worker that memory would grow to many hundreds of megabytes; here it ends
with the pdf. Run by `as_pdf`, isolated, with bounds on memory and time. Imports nothing of the portal.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import datetime
from pathlib import Path

import typst

MOST_MEMORY = 3 * 1024**3  # of addresses; fonts are mapped, not read
MOST_SECONDS = 60
DRAWING = Path(__file__).with_name("paper.typ")


def main() -> None:
    """Set what arrives, and write the pdf."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    order = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=order["folders"])
    compiler = typst.Compiler(root=DRAWING.parent, font_paths=fonts)
    made = compiler.compile(
        input=DRAWING,
        format="pdf",
        sys_inputs={"papers": json.dumps(order["papers"], ensure_ascii=False)},
        timestamp=datetime.fromisoformat(order["at"]),
    )
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
