"""`portal plugin check`: runs what every plugin must hold and says what fails, why, and how to mend it."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal.cli.commands import Command, as_json
from portal.cli.telling import say, say_json
from portal.errors import PluginError
from portal.hooks.calling import plugin_manager
from portal.hooks.discovery import Found
from portal.hooks.importing import load
from portal.testing.courses import Course
from portal.testing.kit import CHECKS, PluginTests, Result, results
from portal.testing.locating import located


@click.command("check", cls=Command, help="试运行一个插件并检查它的行为；发现问题以 1 退出。不读也不写本安装的数据。")
@click.argument("path", metavar="文件夹", type=click.Path(path_type=Path))
@as_json
def check(path: Path, as_json: bool) -> int:
    """Check the plugin in a folder, or of a distribution that lies there."""
    found = located(path)
    done: list[Result] = []
    with _quiet():
        courses = own_courses(found, path.resolve()) if _loads(found) else ()
        for result in results(found, courses):
            done.append(result)
            if not as_json:
                _tell(result)
    wrong = [result for result in done if not result.holds]
    if as_json:
        say_json({"plugin": found.key, "good": not wrong, "checks": [_row(result) for result in done]})
    elif wrong:
        left = len(CHECKS) - len(done)
        say(f"{found.key}：{len(wrong)} 项不过，{len(done) - len(wrong)} 项通过{f'，{left} 项没有进行' if left else ''}。")
    else:
        say(f"{found.key}：{len(done)} 项全部通过。")
    return 1 if wrong else 0


@contextmanager
def _quiet() -> Iterator[None]:
    """Log errors only: the checks ask for what is refused on purpose, and what is wrong is told by itself."""
    before = [(handler, handler.level) for handler in logging.getLogger().handlers]
    for handler, _level in before:
        handler.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for handler, level in before:
            handler.setLevel(level)


def own_courses(found: Found, place: Path) -> tuple[Course, ...]:
    """Return the courses the plugin's own test classes give.

    Raises:
        PluginError: a test file that inherits the tests cannot be read.
    """
    return tuple(course for file in _test_files(found, place) for course in _courses_in(file))


def _loads(found: Found) -> bool:
    """Say whether the plugin can be imported: its tests cannot otherwise, and the first check tells why."""
    try:
        load(found, plugin_manager())
    except Exception:  # noqa: BLE001 - the plugin's code; what it raises is told by the check `starts`
        return False
    return True


def _test_files(found: Found, place: Path) -> Iterator[Path]:
    for folder in dict.fromkeys((found.folder / "tests", place / "tests")):
        for file in sorted(folder.glob("test_*.py")):
            if PluginTests.__name__ in file.read_text(encoding="utf-8"):
                yield file


def _courses_in(file: Path) -> Iterator[Course]:
    spec = importlib.util.spec_from_file_location(f"_checked_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise PluginError(f"测试文件 {file} 读不了")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ImportError as error:
        need = "；测试要有 pytest：pip install pytest" if error.name == "pytest" else ""
        raise PluginError(f"测试文件 {file} 读不了：{error}{need}") from None
    except Exception as error:  # noqa: BLE001 - the author's code
        raise PluginError(f"测试文件 {file} 读不了：{type(error).__name__}: {error}") from None
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, PluginTests) and thing is not PluginTests:
            yield from thing.courses


def _tell(result: Result) -> None:
    say(f"{'通过' if result.holds else '不过'}  {result.check.title}")
    for finding in result.findings:
        say(f"      {finding.where}：{finding.what}")
        say(f"      → {finding.mend}")


def _row(result: Result) -> dict[str, object]:
    found = [{"where": one.where, "what": one.what, "mend": one.mend} for one in result.findings]
    return {"key": result.check.key, "title": result.check.title, "good": result.holds, "findings": found}
