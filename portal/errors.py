"""The exceptions of the portal, drawn as a tree.

    PortalError                what the portal itself raises
    ├── ConfigError            the environment or a setting is wrong; the start is refused
    ├── DeclarationError       a plugin's value is wrong; names plugin, type and field
    ├── PluginError            a plugin could not be found, tried, loaded or migrated
    ├── Refused                bad input: carries every problem, each at its field      (HTTP 422)
    ├── NotSignedIn            nobody is acting                                          (HTTP 401)
    ├── NotFound               missing, or out of reach: the two look alike              (HTTP 404)
    ├── Forbidden              in reach, but the post lacks the verb                     (HTTP 403)
    ├── Stale                  somebody else was faster; carries what changed            (HTTP 409)
    ├── Overtaken              what was prepared does not hold any more; it is prepared again
    ├── TooOften               what is limited was done too often; says when it goes again (HTTP 429)
    ├── Repeated               the same submit came twice; carries the first result      (HTTP 303)
    ├── Unrecorded             what must be written down first could not be: no entry, no answer (HTTP 503)
    └── StoreError             the database, a key or a file is not as it must be
        ├── GuardError         a statement tried to pass the second wall
        └── KeyringError       the keys are missing, foreign or readable by others

None of their texts holds personal data: they carry codes, keys and parameters.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Parameter = str | int


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what somebody entered, at one field.

    `field` is a dotted path as the API names it (`parties.worker.0.id_number`, `details.owed`, `""` for the whole).
    `code` with `params` becomes a sentence when it is shown. A problem that only `asks` can be answered by sending the
    same data again with its code in `confirmed`; every other problem stops.
    """

    field: str
    code: str
    params: Mapping[str, Parameter] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    asks: bool = False

    @property
    def answer(self) -> str:
        """Return what confirms it, without the prefix of the kind: its field, and which check of an agreement asks."""
        return f"{self.field}:{self.params['check']}" if "check" in self.params else self.field


class PortalError(Exception):
    """What the portal itself raises."""


class ConfigError(PortalError):
    """The environment or a setting is wrong."""


class DeclarationError(PortalError):
    """A declared value contradicts itself; the text names plugin, type and field as far as they are known."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class PluginError(PortalError):
    """A plugin could not be found, tried, loaded or migrated."""


class Refused(PortalError):
    """What was entered cannot be taken; every problem is told at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{p.field}:{p.code}" for p in problems))
        self.problems = problems

    @classmethod
    def at(cls, at_field: str, code: str, **params: Parameter) -> Refused:
        """Return the refusal of a single problem."""
        return cls((Problem(at_field, code, params),))


class NotSignedIn(PortalError):
    """Nobody is acting."""


class NotFound(PortalError):
    """The thing is missing or out of reach; nobody can tell which."""


class Forbidden(PortalError):
    """The thing is in reach, but the post lacks the verb."""

    def __init__(self, verb: str) -> None:
        super().__init__(verb)
        self.verb = verb


class Stale(PortalError):
    """The case moved on since the form was opened. `changed` names the actions that came between, oldest first."""

    def __init__(self, version: int, changed: tuple[str, ...]) -> None:
        super().__init__(f"now at version {version}")
        self.version = version
        self.changed = changed


class Overtaken(PortalError):
    """What was prepared outside a transaction does not fit what stands in the database by now; nothing was written."""

    def __init__(self) -> None:
        super().__init__("准备写入的时候，别人改动了有关的内容；什么也没有写入，请再做一次")


class TooOften(PortalError):
    """The rate of what is limited is used up; one use is free again after so many seconds."""

    def __init__(self, limit: str, seconds: int) -> None:
        super().__init__(limit)
        self.limit = limit
        self.seconds = seconds


class Repeated(PortalError):
    """The same submit came before; `location` is where its result stands."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class Unrecorded(PortalError):
    """The entry in the record of acts could not be written, so what it tells of is neither shown nor done."""


class StoreError(PortalError):
    """The database, a key or a file is not as it must be."""


class GuardError(StoreError):
    """A statement tried to pass the second wall."""


class KeyringError(StoreError):
    """The keys are missing, foreign or readable by others."""
