"""Takes the README's pictures: the real portal with the demo county, in Chromium, at a desk and on a phone.

    python -m tests.rig.pictures       writes docs/pictures/<name>.png

Nothing is retouched. A picture whose page breaks a script, asks another host or does not answer stops the run.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.rig import browser
from tests.rig.requirements import REQUIREMENTS
from tests.rig.run import open_run
from tests.rig.servers import running_portal
from tests.rig.visitors import enter_as, first_case

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
FIRST_CASE = "the first case of the register"


@dataclass(frozen=True)
class Picture:
    """One picture: its name, who looks, at what, which link is followed there, and on which machine."""

    name: str
    visitor: str | None
    address: str
    follow: str = ""
    phone: bool = False


ALL = (
    Picture("workbench", "union_clerk", "/"),
    Picture("registration", "union_clerk", "/cases/new/trade_union.unpaid_wages"),
    Picture("case", "union_clerk", FIRST_CASE),
    Picture("case-phone", "union_clerk", FIRST_CASE, phone=True),
    Picture("register-county", "coordinator", "/cases/"),
    Picture("statistics", "coordinator", "/statistics/", follow="本年"),
    Picture("checks", "coordinator", "/audit/"),
    Picture("plugins", "sysadmin", "/admin/plugins/"),
)


def main() -> int:
    """Take every picture; return the exit status."""
    if REQUIREMENTS["chromium"].find() is None:
        print("Chromium is not on this machine (apt-get install chromium fonts-noto-cjk)", file=sys.stderr)
        return 1
    open_run()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="suyuan-pictures-") as folder, running_portal(Path(folder)) as portal:
        for picture in ALL:
            _take(picture, portal.url)
            print(f"took {picture.name}.png")
    return 0


def _take(picture: Picture, portal_url: str) -> None:
    with browser.chromium() as chromium, browser.desk(chromium, portal_url, phone=picture.phone) as (context, watch):
        page = context.new_page()
        if picture.visitor is not None:
            enter_as(page, picture.visitor)
        answer = page.goto(first_case(page) if picture.address == FIRST_CASE else picture.address)
        if answer is None or not answer.ok:
            raise RuntimeError(f"{picture.name}: {picture.address} answered {answer.status if answer else 'nothing'}")
        if picture.follow:
            page.get_by_role("link", name=picture.follow, exact=True).click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / f"{picture.name}.png", animations="disabled")
    watch.complain()


if __name__ == "__main__":
    sys.exit(main())
