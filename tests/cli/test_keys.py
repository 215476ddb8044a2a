"""`portal keys`: what it says and how it ends; and a start that is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Place, Run
from tests.rig.servers import portal_command, portal_environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation without plugins, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "plugins").mkdir()
    environment = portal_environment(folder, {"PORTAL_PLUGINS_PATH": str(folder / "plugins")})
    subprocess.run(portal_command("init"), cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture
def made(place: Place, template: Path) -> Place:
    for name in ("var", "var-keys"):
        shutil.copytree(template / name, place.folder / name, dirs_exist_ok=True)
    return place


def test_keys_turn_from_the_command_line(made: Place, portal: Run) -> None:
    assert json.loads(portal("keys", "status", "--json").out)["settled"] is False
    assert portal("keys", "rewrap").code == 0

    rotated, indexed = portal("keys", "rotate"), portal("keys", "rotate", "--index")
    refused = portal("keys", "retire", "k2")
    rewritten = portal("keys", "rewrap", "--batch", "50")
    retired = [portal("keys", "retire", key) for key in ("k1", "i1")]

    assert "k2" in rotated.out
    assert "i2" in indexed.out
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert rewritten.code == 0
    assert [said.code for said in retired] == [0, 0]
    found = json.loads(portal("keys", "status", "--count", "--json").out)
    assert found["settled"] is True
    assert [(key["id"], key["present"], key["references"]) for key in found["keys"]] == [("k2", True, 0), ("i2", True, 0)]
    assert portal("check").code == 0
    kept = made.folder / "var-keys" / "retired"
    assert sorted(path.name for path in kept.iterdir()) == ["i1.json", "k1.json"]


def test_status_shows_no_key(made: Place, portal: Run) -> None:
    content = json.loads((made.folder / "var-keys" / "keyring.json").read_text())

    said = portal("keys", "status").out + portal("keys", "status", "--json").out + portal("keys", "rotate").out

    assert content["data"]["k1"] not in said
    assert content["index"] not in said


@pytest.mark.parametrize("command", [("check",), ("keys", "status"), ("keys", "rotate"), ("serve",), ("jobs", "run", "--once")])
@pytest.mark.parametrize(("mode", "told"), [(0o640, "chmod 600"), (0o604, "chmod 600")])
def test_keys_that_others_may_read_refuse_the_start(
    made: Place, portal: Run, command: tuple[str, ...], mode: int, told: str
) -> None:
    (made.folder / "var-keys" / "keyring.json").chmod(mode)

    said = portal(*command)

    assert said.code == 1
    assert told in said.out + said.err
    assert said.err.count("\n") <= 1


@pytest.mark.parametrize("command", [("serve",), ("keys", "rotate"), ("jobs", "run", "--once")])
def test_keys_of_another_installation_refuse_the_start(made: Place, portal: Run, command: tuple[str, ...]) -> None:
    keyring = made.folder / "var-keys" / "keyring.json"
    content = json.loads(keyring.read_text())
    content["data"]["k1"] = content["audit"]
    keyring.write_text(json.dumps(content))

    said = portal(*command)

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "密钥与数据库不符" in said.err


def test_key_that_is_missing_is_named(made: Place, portal: Run) -> None:
    before = (made.folder / "var-keys" / "keyring.json").read_text()
    portal("keys", "rotate")
    (made.folder / "var-keys" / "keyring.json").write_text(before)

    said = portal("serve")

    assert said.code == 1
    assert "data.k2" in said.err
