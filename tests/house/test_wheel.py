"""The wheel carries the whole portal: pages, migrations, and every plugin under its one name."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile

import pytest

from tests.house.sources import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True)
    (built,) = folder.glob("suyuan-*.whl")
    return zipfile.ZipFile(built)


def _entry_points(wheel: zipfile.ZipFile) -> configparser.ConfigParser:
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt")]
    parser = configparser.ConfigParser()
    parser.read_string(wheel.read(name).decode("utf-8"))
    return parser


def test_every_plugin_folder_is_shipped_and_named(wheel: zipfile.ZipFile) -> None:
    keys = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))

    named = dict(_entry_points(wheel)["portal.plugins"])

    assert named == {key: f"portal_plugins.{key}" for key in keys}
    assert [key for key in keys if f"portal_plugins/{key}/__init__.py" not in wheel.namelist()] == []


def test_command_is_named(wheel: zipfile.ZipFile) -> None:
    assert dict(_entry_points(wheel)["console_scripts"]) == {"portal": "portal.cli:main"}


SHIPPED = [
    ("portal/web/static", "portal/web/static"),
    ("portal/web/templates", "portal/web/templates"),
    ("portal/translations", "portal/translations"),
    ("plugins/trade_union/translations", "portal_plugins/trade_union/translations"),
    ("migrations", "portal/store/migrations"),
]


@pytest.mark.parametrize(("folder", "shipped"), SHIPPED)
def test_files_that_are_not_python_are_shipped_too(wheel: zipfile.ZipFile, folder: str, shipped: str) -> None:
    wanted = {
        f"{shipped}/{path.relative_to(ROOT / folder).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert wanted - set(wheel.namelist()) == set()
