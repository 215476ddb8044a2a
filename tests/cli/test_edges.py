"""Exit codes, one line on standard error, and a help that imports nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.cli import entry
from portal.cli.entry import MEMBERS
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nonsense",), "nonsense"),
        (("--nonsense",), "--nonsense"),
        (("plugin",), "还要写出命令"),
        (("plugin", "enable"), "代号"),
        (("plugin", "enable", "a", "b"), "b"),
        (("plugin", "list", "--jsno"), "--json"),
        (("serve", "--port"), "--port"),
        (("serve", "--port", "many"), "--port"),
    ],
)
def test_wrong_usage_is_one_line_with_exit_code_two(arguments: tuple[str, ...], told: str, portal: Run) -> None:
    said = portal(*arguments)

    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("错误：")
    assert told in said.err
    assert "--help" in said.err


def test_misspelt_setting_is_one_line_with_exit_code_one(portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATA_DRI", "/nowhere")

    said = portal("config")

    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "PORTAL_DATA_DIR" in said.err


def test_unexpected_error_shows_neither_a_traceback_nor_its_text(portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("张三 620723199001010016")

    monkeypatch.setattr("portal.config.Config.from_env", broken)

    said = portal("config")

    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "ValueError" in said.err
    assert "Traceback" not in said.err
    assert "620723" not in said.err


@pytest.mark.parametrize("arguments", [(), ("--help",), ("plugin", "--help"), ("plugin", "list", "--help")])
def test_help_is_chinese_and_good(arguments: tuple[str, ...], portal: Run) -> None:
    said = portal(*arguments)

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("用法：portal")
    assert "Options" not in said.out
    assert "Usage" not in said.out


def test_every_command_and_member_of_a_group_can_be_imported_and_helps(portal: Run) -> None:
    for name in MEMBERS:
        said = portal(name, "--help")
        assert (said.code, said.err) == (0, ""), name
        command = entry.portal.get_command(entry.portal.make_context("portal", ["--help"], resilient_parsing=True), name)
        for member in getattr(command, "members", {}):
            assert portal(name, member, "--help").code == 0, (name, member)


def test_help_imports_neither_flask_nor_sqlalchemy() -> None:
    program = (
        "import sys; from portal.cli import main; code = main(['--help']); "
        "sys.exit(code or int(bool({'flask', 'sqlalchemy', 'flask_appbuilder', 'portal.config'} & set(sys.modules))))"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_config_shows_no_secret(portal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", "p" * 12)
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql://portal:hidden-word@db.example/portal")

    said = portal("config", "--json")

    values = json.loads(said.out)
    assert said.code == 0
    assert values["PORTAL_DATABASE_URL"] == "postgresql+psycopg://portal:***@db.example/portal"
    assert not any(secret in said.out for secret in ("s" * 40, "p" * 12, "hidden-word"))
    assert "hidden-word" not in portal("config").out
