"""What every plugin must hold, as tests an author inherits and as a list `portal plugin check` goes through.

    class TestOrchard(PluginTests):
        beside = __file__

That is the whole test file to begin with. Needs no fixture and imports no pytest: the class works with pytest as it is. Where
a type's guards want something particular, `courses` says how a case gets there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from portal.errors import DeclarationError, PluginError
from portal.hooks.discovery import Found
from portal.hooks.importing import told
from portal.testing import declared, erased, kept, lived, printed, stored
from portal.testing.bench import Bench
from portal.testing.courses import Course
from portal.testing.findings import Check, Finding
from portal.testing.locating import found_beside

__all__ = ["CHECKS", "PluginTests", "Result", "results"]

CHECKS: tuple[Check, ...] = (*declared.CHECKS, *lived.CHECKS, *stored.CHECKS, *printed.CHECKS, *kept.CHECKS, *erased.CHECKS)


@dataclass(frozen=True)
class Result:
    """What became of one check."""

    check: Check
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def results(found: Found, courses: tuple[Course, ...] = ()) -> Iterator[Result]:
    """Yield the result of every check, the quick ones first; nothing more after one that says the plugin does not start."""
    bench = Bench(found, courses)
    try:
        for check in CHECKS:
            result = Result(check, tuple(_found_by(check, bench)))
            yield result
            if check.key == "starts" and not result.holds:
                return
    finally:
        bench.close()


def _found_by(check: Check, bench: Bench) -> Iterator[Finding]:
    """Yield what a check finds; what it cannot look at because the plugin fails is a finding too."""
    try:
        yield from check.look(bench)
    except (PluginError, DeclarationError) as error:
        yield Finding(bench.found.key, str(error), "按所说的位置改好，再运行一次")
    except Exception as error:  # noqa: BLE001 - the plugin's code runs inside: what it raises is the finding
        yield Finding(bench.found.key, str(told(bench.found, error)), "看所说的那一行")


class PluginTests:
    """The tests every plugin inherits, one a check. The class that inherits shares one portal between them.

    `beside` is the test file, from which the plugin is found. `courses` are ways through a type that the declared fields alone
    do not show: `Course("dispute", "先查看后调解", (("accept", {}), ("inspect", {"seen_on": "2026-11-20"})))`.
    """

    beside: ClassVar[str | Path] = ""
    courses: ClassVar[tuple[Course, ...]] = ()
    bench: ClassVar[Bench]

    @classmethod
    def setup_class(cls) -> None:
        """Find the plugin; the portal is made by the first test that asks for it."""
        cls.bench = Bench(found_beside(cls.beside), cls.courses)

    @classmethod
    def teardown_class(cls) -> None:
        """Let go of the portal."""
        cls.bench.close()


def _test(check: Check) -> Callable[[PluginTests], None]:
    def test(self: PluginTests) -> None:
        found = [str(finding) for finding in check.look(self.bench)]
        assert found == [], check.title

    test.__name__ = f"test_{check.key}"
    test.__qualname__ = f"PluginTests.test_{check.key}"
    test.__doc__ = f"{check.title}。"
    return test


for _check in CHECKS:
    setattr(PluginTests, f"test_{_check.key}", _test(_check))
