"""How much of everything a proof asks: all of it, a share that turns with the seed, or only what lies below one address."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32


@dataclass(frozen=True)
class Breadth:
    """What a walk asks. The same breadth over the same code gives the same requests.

    `every` is n when a post tries only each nth method of a route: together all posts try all of them, as long as there
    are at least n posts, and another `seed` hands them out otherwise. `under` is where the addresses begin that are asked;
    then nothing is said about the others. `full` asks for several matters of each kind, and for every method as everybody.
    """

    full: bool = False
    every: int = 1
    under: str = ""
    seed: int = 0

    def turn(self, number: int, *what: object, of: int = 1) -> bool:
        """Say whether it is the turn of the visitor of this number, who comes each `every` times `of` times."""
        if self.full:
            return True
        handed = crc32(" ".join(map(str, what)).encode()) + self.seed + number
        return handed % (self.every * of) == 0


EVERYTHING = Breadth()
"""Every method that a route offers, as every post."""
