"""What is no route: commands that show something as somebody, and the portal's own daily work."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from portal.cli.entry import portal as portal_command
from portal.cli.opening import Installation
from portal.errors import PortalError
from portal.proof.county import Visitor
from portal.proof.finding import texts_of
from portal.proof.judging import Judge
from portal.services.jobs import make_queue

ACTS_AS = "as_user"
A_TYPE = "type_key"


def commands_as_somebody(installation: Installation) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands that take an account to look with, the core's and the plugins'."""
    yield from _below(portal_command, installation, "portal")
    for key in installation.registry.plugins:
        for command in installation.registry.hooks.commands(key):
            yield from _below(command, installation, f"portal {key}")


def _below(command: click.Command, installation: Installation, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command, obj=installation)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and name != "prove-separation":
                yield from _below(found, installation, f"{path} {name}")
    elif any(parameter.name == ACTS_AS for parameter in command.params):
        yield path, command


def run_as(path: str, command: click.Command, installation: Installation, visitor: Visitor, judge: Judge) -> str:
    """Run a command as somebody and look at all it wrote; return what kept it from being run at all."""
    with tempfile.TemporaryDirectory(prefix="suyuan-proof-") as folder:
        arguments: list[str] = []
        for number, parameter in enumerate(command.params):
            if parameter.name == ACTS_AS:
                arguments += [parameter.opts[0], visitor.account]
            elif parameter.name == A_TYPE and parameter.required:
                plugin = next(iter(installation.registry.plugins.values()))
                arguments += [parameter.opts[0], f"{plugin.key}.{plugin.case_types[0].key}"]
            elif parameter.required and isinstance(parameter, click.Argument) and isinstance(parameter.type, click.Path):
                given = Path(folder) / f"in{number}.csv"
                given.write_text("姓名\n", encoding="utf-8")
                arguments.append(str(given))
            elif parameter.required:
                if not isinstance(parameter.type, click.Path) or not isinstance(parameter, click.Option):
                    return f"{path}: nobody can fill in {parameter.name}"
                arguments += [parameter.opts[0], str(Path(folder) / f"out{number}")]
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                command.main(arguments, prog_name=path, standalone_mode=False, obj=installation)
            except PortalError as error:
                said.write(type(error).__name__)
            except click.ClickException as error:
                return f"{path}: {error.format_message()}"
        written = [text for file in sorted(Path(folder).iterdir()) for text in (file.name, *texts_of(file.read_bytes()))]
    judge.look(path, visitor, "\n".join([said.getvalue(), *written]))
    return ""


def daily_work(installation: Installation) -> Any:
    """Do what is due now, as the process for jobs does; whatever it says goes to the log."""
    config = installation.config
    queue = make_queue(installation.store, installation.county_code, database_url=config.database_url, data_dir=config.data_dir)
    return queue.tick()
