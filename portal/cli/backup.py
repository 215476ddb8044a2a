"""`portal backup` and `portal restore`: keep everything in one file, put it back, and try that it can be put back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import click

from portal.cli.commands import Command, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json
from portal.errors import ConfigError, StoreError
from portal.services import backup as backups
from portal.services.daily import seal_file
from portal.services.erasing import Again, erase_again
from portal.services.file_keeping import verify as verify_files
from portal.store import migrate
from portal.store.backup.archive import Manifest
from portal.store.backup.postgres import is_empty
from portal.store.erasing.kept_list import list_file
from portal.store.erasing.scouring import scour
from portal.store.files.vault import FOLDER, Vault
from portal.store.keyring import load_keys
from portal.store.plugin_histories import plugin_histories
from portal.store.verify import verify

_FILE = click.Path(path_type=Path)


@click.command("backup", cls=Command, help="备份数据库、材料和封存到一个文件；平台照常运行。写好后通读核对一遍。密钥不在备份里。")
@click.argument("file", metavar="[文件]", type=_FILE, required=False)
@as_json
@on_installation
def backup(installation: Installation, file: Path | None, as_json: bool) -> None:
    """Write a backup."""
    config, now = installation.config, installation.now
    keyring = load_keys(config.keys_dir)
    out = file or backups.default_place(config, installation.county_code, now)
    manifest = backups.make_backup(config, installation.engine, keyring, out, now)
    size = out.stat().st_size
    if as_json:
        say_json({"file": str(out), "bytes": size, **_counts(manifest), "schemas": dict(manifest.facts.schemas)})
        return
    say(f"已备份到 {out}（{size / 1024 / 1024:.1f} MB），并已通读核对。")
    say(_sentence(manifest))
    say("请把它移到别的机器或磁盘；密钥文件夹要另外备份，二者不放在一起。")


@click.command(
    "restore",
    cls=Command,
    help="从备份恢复。先通读核对备份，损坏、密钥不符或版本更新的一律拒绝，什么也不改动；恢复后核验记录和材料，有问题以 1 退出。",
)
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="这里已有数据时，移到一边再恢复（仅 SQLite；不删除）")
@click.option("--drill", is_flag=True, help="演练：恢复到临时的地方，核验后删除，不碰现有数据")
@click.option("--database", metavar="地址", help="演练用的空的 PostgreSQL 数据库；做完由管理员删除")
@as_json
@on_installation
def restore(installation: Installation, file: Path, replace: bool, drill: bool, database: str | None, as_json: bool) -> int:
    """Put a backup back, or try it."""
    if database and not drill:
        raise ConfigError("--database 只用于演练（--drill）；正式恢复用 PORTAL_DATABASE_URL 所指的空数据库")
    if not drill:
        return _told(_restored(installation, file, replace=replace), as_json)
    with backups.elsewhere(installation.config, database) as config:
        if database and not is_empty(config.database_owner_url):
            raise ConfigError("--database 的数据库里已经有数据表；演练只在空的数据库里做")
        trial = Installation()
        trial.config = config
        result = _restored(trial, file, replace=False)
        trial.engine.dispose()
        trial.owner_engine.dispose()
    return _told(result, as_json)


@dataclass(frozen=True)
class _Result:
    manifest: Manifest
    seconds: float
    events: int
    faults: int
    materials: int
    broken: int
    missing: tuple[str, ...]
    erased_again: int | None  # none: there is no list of what was erased

    @property
    def is_good(self) -> bool:
        return not self.faults and not self.broken


def _restored(installation: Installation, file: Path, *, replace: bool) -> _Result:
    """Restore, bring the schema up to date, and look at everything."""
    config = installation.config
    keyring, began = load_keys(config.keys_dir), time.monotonic()
    manifest = backups.restore(config, keyring, file, replace=replace, now=installation.now)
    states, again = finish(installation)
    vault = Vault(config.data_dir / FOLDER)
    with installation.at_task("audit.verify") as uow:
        verdict = verify(uow, seal_file(config.data_dir))
    files = verify_files(installation.store, vault, installation.county_code, installation.now)
    gone = tuple(sorted(set(manifest.facts.schemas) - {state.key for state in states}))
    return _Result(
        manifest,
        time.monotonic() - began,
        verdict.events,
        len(verdict.faults),
        files.looked_at,
        len(files.missing) + len(files.altered),
        gone,
        again.erasures if list_file(config.data_dir).is_file() else None,
    )


def finish(installation: Installation, *, stopped: bool = False) -> tuple[tuple[migrate.HistoryState, ...], Again]:
    """Bring the schema up to date, erase again what had been erased, and say that the restore is done.

    `stopped` says that it was stopped before, so that rows erased then may still lie in the files of the database.

    Raises:
        ConfigError: the restore did not come so far that there is a database.
        StoreError: a schema could not be brought up to date.
    """
    data_dir, engine = installation.config.data_dir, installation.owner_engine
    installation.finishes_restore = True
    county_code = installation.county_code  # asked for first, so that no tables are made where there is no database
    migrate.upgrade(engine)
    states = migrate.upgrade(engine, plugin_histories(installation.registry))
    failed = [f"{state.key}: {state.failed}" for state in states if state.failed]
    if failed:
        raise StoreError("；".join(f"插件的数据表没有升级成功：{one}" for one in failed))
    again = erase_again(installation.store, county_code, Vault(data_dir / FOLDER), list_file(data_dir))
    if again.erasures or stopped:
        scour(engine, installation.registry)  # nobody is at work yet, and the rows that went lie in the files
    backups.finished(installation.config)
    return states, again


def _told(result: _Result, as_json: bool) -> int:
    if as_json:
        say_json(
            {
                "good": result.is_good,
                "made_at": result.manifest.made_at,
                **_counts(result.manifest),
                "seconds": round(result.seconds, 1),
                "verified_events": result.events,
                "faults": result.faults,
                "verified_materials": result.materials,
                "broken_materials": result.broken,
                "plugins_without_code": list(result.missing),
                "erased_again": result.erased_again,
            }
        )
    else:
        say(f"备份做于 {result.manifest.made_at}。{_sentence(result.manifest)}")
        say(f"用时 {result.seconds:.1f} 秒。核验记录 {result.events} 条，发现 {result.faults} 处问题。")
        say(f"核对材料 {result.materials} 份，{result.broken} 份有问题。")
        if result.erased_again is None:
            say("这里没有删除清单。备份以后删除过个人信息的，请把原数据文件夹里的 erased 拷来，再执行 portal erase reapply。")
        else:
            say(f"按删除清单，再次删除了 {result.erased_again} 次已经删除过的个人信息。")
        for key in result.missing:
            say(f"备份里有插件 {key} 的数据表，现在没有这个插件：它的案件可以查看，装上插件后即可办理。")
        say("恢复完好。" if result.is_good else "请执行 portal audit verify 和 portal files verify 查看详情。")
    return 0 if result.is_good else 1


def _counts(manifest: Manifest) -> dict[str, object]:
    facts = manifest.facts
    return {"county": facts.county_code, "cases": facts.cases, "events": facts.events, "materials": facts.materials}


def _sentence(manifest: Manifest) -> str:
    facts = manifest.facts
    return f"案件 {facts.cases} 件，记录 {facts.events} 条，材料 {facts.materials} 份。"
