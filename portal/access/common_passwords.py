"""Passwords that too many people use: a list, and what people do to a word of it to make it look like another.

The list is made of leaked ones and ships with the portal (`THIRD_PARTY.md`); nothing is asked of any other machine. A word of
it stays common in capitals, with signs put in the place of letters, with a date or a few signs before or behind it, and twice
over; so does a row of keys, and a word of this place and trade.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources

LIST = "common_passwords.txt.gz"
OURS = frozenset(
    (
        *("woaini", "zhongguo", "gansu", "zhangye", "linze", "suyuan", "tiaojie", "sifaju", "zongzhi", "mima", "guanli"),
        *("guanliyuan", "yonghu", "denglu", "xinmima", "wangji", "admin", "administrator", "welcome", "changeme", "portal"),
    )
)
ROWS = (
    *("1234567890", "0987654321", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb6yhn"),
)
FEWEST_SIGNS = 5
_LONGEST_WORD = 40
_SHORTEST_WORD = 4
_MOST_AROUND = 8  # a date
_UNDONE = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t"})
_ROUND = re.compile(r"^[^a-z]+|[^a-z]+$")


def is_common(password: str) -> bool:
    """Say whether somebody who tries what many people use would find this password."""
    plain = password.casefold()
    if len(set(plain)) < FEWEST_SIGNS:
        return True
    if len(plain) > _LONGEST_WORD:
        return False
    return any(_is_word(form) for form in {plain, plain.translate(_UNDONE)})


@cache
def common_passwords() -> frozenset[str]:
    """Return the list, in small letters."""
    packed = resources.files("portal.access").joinpath("vendor", LIST).read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())


def _is_word(plain: str) -> bool:
    if plain in common_passwords() or any(plain in row or plain in row[::-1] for row in ROWS):
        return True
    bare = _ROUND.sub("", plain)
    half = bare[: len(bare) // 2]
    word = half if half * 2 == bare else bare
    return _known(word) and len(plain) - len(bare) <= _MOST_AROUND


def _known(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and (word in common_passwords() or word in OURS)
