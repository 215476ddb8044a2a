"""How a promised name goes: announced in one minor version with a warning, gone in the next at the earliest.

    @outgoing(since="0.3", leaves="0.4", instead="open_case")
    def register_case(...): ...

Whoever calls it is warned once a place, with what to use instead. A test of the repository fails when a name is still there
in the version it leaves in.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from portal.errors import DeclarationError

_P = ParamSpec("_P")
_R = TypeVar("_R")


class OutgoingName(DeprecationWarning):
    """Warns that a promised name leaves the portal."""


@dataclass(frozen=True)
class Announced:
    """A name that goes: announced in version `since`, gone in `leaves`."""

    name: str
    since: str
    leaves: str
    instead: str


ANNOUNCED: list[Announced] = []
"""Every name that is on its way out, in the order of announcement."""


def minor(version: str) -> tuple[int, int]:
    """Return the major and the minor number of a version: `0.2.1` is of the minor version (0, 2)."""
    major, _, rest = version.partition(".")
    return int(major), int(rest.partition(".")[0] or 0)


def outgoing(*, since: str, leaves: str, instead: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Return a decorator that lets a function go on working and warn.

    Raises:
        DeclarationError: it would leave in the version it is announced in.
    """

    def decorate(function: Callable[_P, _R]) -> Callable[_P, _R]:
        if minor(leaves) <= minor(since):
            raise DeclarationError(function.__name__, f"announced in {since}, it cannot leave before the next minor version")
        one = Announced(function.__name__, since, leaves, instead)
        ANNOUNCED.append(one)

        @functools.wraps(function)
        def warning(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            warnings.warn(f"{one.name} leaves in {leaves} (announced in {since}); use {instead}", OutgoingName, stacklevel=2)
            return function(*args, **kwargs)

        return warning

    return decorate
