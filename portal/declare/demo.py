"""What a plugin brings to the demo county: bodies at county, town or village level, and people by name.

The core knows no sector, so the sector tells who its people are and what a visitor should try.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.declare.keys import check_key, check_title
from portal.errors import DeclarationError


@dataclass(frozen=True)
class DemoPerson:
    """Somebody with an account. `tries` says in a few words what a visitor should try with her."""

    username: str
    name: str
    role: str
    tries: str = ""

    def __post_init__(self) -> None:
        check_key(self.username, f"demo person {self.username}")
        check_title(self.name, f"demo person {self.username}")


@dataclass(frozen=True)
class DemoBody:
    """Committees of one kind. `{place}` in names and `code` stands for the town or village (without 镇 and 村).

    `places` limits towns or villages by name; empty means all of that level. `people` sit in the first body. `cases` is how
    many a small demo county gives to all bodies together.
    """

    level: str
    name: str
    short_name: str
    code: str
    sponsor: str
    places: tuple[str, ...] = ()
    people: tuple[DemoPerson, ...] = ()
    kind: str = "industry"
    cases: int = 10

    def __post_init__(self) -> None:
        if self.level not in ("county", "town", "village", "community"):
            raise DeclarationError(f"demo body {self.name}", "level is county, town, village or community")
