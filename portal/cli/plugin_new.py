"""`portal plugin new`: writes a plugin that is whole from the first second."""

from __future__ import annotations

import keyword
import os
import re
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import click

from portal.cli.commands import Command
from portal.cli.entry import MEMBERS
from portal.cli.opening import Installation, on_installation
from portal.cli.scaffold import distribution_files, folder_files
from portal.cli.telling import say
from portal.errors import PluginError
from portal.hooks.discovery import KEY, RESERVED, Discovery, discover, mount

_LONGEST_TITLE = 40
_NO_TITLE = re.compile(r"[\"'\\$`{}\x00-\x1f]")  # what would end or change the text it is written into


@click.command("new", cls=Command, help="写一个新插件：一个声明文件、一个测试文件，马上可用。")
@click.argument("key", metavar="代号")
@click.option("--title", metavar="名称", help="给人看的名称，例如 果业；不写时与代号相同")
@click.option(
    "--in", "--path", "folder", type=click.Path(path_type=Path), metavar="文件夹", help="写在哪里；不写时是第一个插件文件夹"
)
@click.option("--distribution", is_flag=True, help="写成独立的安装包：pyproject.toml、入口点、README")
@on_installation
def new(installation: Installation, key: str, title: str | None, folder: Path | None, distribution: bool) -> None:
    """Write the files of a new plugin, all or none."""
    places = installation.config.plugins_path
    mount(places)
    _refuse(key, discover(places))
    title = _good_title(key if title is None else title)
    if folder is None and distribution:
        folder = Path.cwd()
    if folder is None:
        if not places:
            raise PluginError("没有插件文件夹，请用 --in 指出写在哪里")
        folder = places[0]
    files = distribution_files(key, title) if distribution else folder_files(key, title)
    home = folder / next(iter(files)).parts[0]
    _write(files, folder.absolute(), home)
    say(f"已写好 {home}：")
    for path in files:
        say(f"  {folder / path}")
    python = _python()
    if find_spec("pytest") is None:
        say(f"测试要有 pytest：{python} -m pip install pytest")
    say(f"测试：{python} -m pytest {home}")
    if distribution:
        say(f"安装：{python} -m pip install -e {home}，然后重新启动平台")
    elif folder.resolve() not in {place.resolve() for place in places}:
        searched = os.pathsep.join(map(str, (*places, folder.resolve())))
        say(f"启用：设环境变量 PORTAL_PLUGINS_PATH={searched}，然后重新启动平台")
    else:
        say("启用：重新启动平台")


def _python() -> str:
    """Return how this Python is called from here."""
    there = Path(sys.executable)
    return str(there.relative_to(Path.cwd())) if there.is_relative_to(Path.cwd()) else str(there)


def _good_title(given: str) -> str:
    title = given.strip()
    if not title or len(title) > _LONGEST_TITLE:
        raise PluginError(f"名称要有 1 到 {_LONGEST_TITLE} 个字")
    if _NO_TITLE.search(title):
        raise PluginError("名称里不能有引号、反斜杠、$、花括号和换行")
    return title


def _refuse(key: str, known: Discovery) -> None:
    """Raise `PluginError` when no plugin can have this key."""
    if not KEY.fullmatch(key):
        raise PluginError(f"代号 {key[:60]!r} 不能用：只能用小写字母、数字和下划线，以字母开头，最多 40 个字符")
    if keyword.iskeyword(key):
        raise PluginError(f"代号 {key} 不能用：它是 Python 的关键字，这样的文件夹不能导入")
    if key in MEMBERS or key in RESERVED:
        raise PluginError(f"代号 {key} 不能用：平台自己用了这个名称")
    taken = {found.key: found.folder for found in known.found} | {out.key: out.folder for out in known.left_out}
    if key in taken:
        raise PluginError(f"代号 {key} 已有插件在用：{taken[key] or '已安装的入口点'}")


def _write(files: dict[Path, str], folder: Path, home: Path) -> None:
    """Write the files beside their place and put them there in one step, so that nothing is left half written."""
    if os.path.lexists(home):
        raise PluginError(f"{home} 已经存在，没有写任何东西；请换一个代号或文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as draft:
        for path, text in files.items():
            file = Path(draft, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        Path(draft, home.name).rename(home.absolute())
