"""Backup and restore of a whole installation: database, files of cases, seals of the audit. Never the keys.

A backup is made while the portal works. The database is copied first and the files after it, because a row is written after
its file: whatever the copy names is there. A restore reads the whole archive before it touches anything, puts everything
beside its place, and then into it; the queue is not kept, for it is filled again from the outbox. The list of what was erased is
in no archive and stays where it is: after a restore it is applied again.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from portal.config import Config
from portal.engine.days import SHANGHAI
from portal.errors import ConfigError, StoreError
from portal.services.daily import seal_file
from portal.store import migrate, settings
from portal.store.backup import postgres, sqlite
from portal.store.backup.archive import DATABASES, SEALS, Facts, Manifest, read_archive, take_out, write_archive
from portal.store.erasing.kept_list import list_file
from portal.store.files.vault import FOLDER, Vault, flush_folder
from portal.store.keyring import Keyring
from portal.store.queue import FILE as QUEUE
from portal.store.start_plugins import TRIALS

BACKUPS = "backups"
KEPT = "before-restore"
UNFINISHED = "restore-unfinished"
"""A mark in the data folder from before a restore touches anything until what had been erased is erased again."""
_BESIDE = ".restore-"


def default_place(config: Config, county_code: str, now: datetime) -> Path:
    """Return where a backup goes when nobody says: beside the data folder, under county and moment."""
    return config.data_dir.parent / BACKUPS / f"suyuan-{county_code}-{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}.tar"


def make_backup(config: Config, engine: Engine, keyring: Keyring, out: Path, now: datetime) -> Manifest:
    """Write a backup, read it back, and return its list of contents.

    Raises:
        ConfigError: the place lies in the data folder, or the database's tools or roles are not there.
        FileExistsError: there is a file of that name.
        StoreError: the database could not be copied, or what was read back is not what was written.
    """
    if out.absolute().is_relative_to(config.data_dir):
        raise ConfigError("备份不能放在数据文件夹里：数据丢了，备份也就没了；请放到别的磁盘或机器上")
    if out.exists():
        raise FileExistsError(17, "exists", str(out))
    out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with Session(engine) as session:
        keys = settings.noted_keys(session)
    with tempfile.TemporaryDirectory(prefix=".suyuan-backup-", dir=out.parent) as folder:
        copy, facts = _copied(config, Path(folder))
        return write_archive(out, _contents(config, facts, copy), facts, keyring, keys, now.isoformat())


def restore(config: Config, keyring: Keyring, archive: Path, *, replace: bool, now: datetime) -> Manifest:
    """Put an archive into the place the configuration names; whoever called erases again what was erased, and calls `finished`.

    `replace` sets what is there aside, in the data folder under `before-restore-…`; nothing is deleted.

    Raises:
        ConfigError: something is there and may not be set aside, or somebody has the database open, or the engine is another.
        KeyringError: the archive was written with other keys.
        StoreError: the archive is damaged or of a newer version; nothing was touched then. Or the database refused it.
    """
    manifest = read_archive(archive, keyring)
    if manifest.facts.engine != ("sqlite" if config.is_sqlite else "postgresql"):
        raise ConfigError(f"这是 {manifest.facts.engine} 的备份，PORTAL_DATABASE_URL 却是另一种数据库")
    if not migrate.knows(manifest.facts.schemas.get(migrate.CORE, "")):
        raise StoreError("备份的数据库结构比本程序新；请安装与备份相同或更新的版本")
    database = _database_file(config)
    _must_be_free(config, database, replace=replace)
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if is_unfinished(config):
        for left in config.data_dir.glob(f"{_BESIDE}*"):
            shutil.rmtree(left)  # unpacked by the one that was stopped
    with tempfile.TemporaryDirectory(prefix=_BESIDE, dir=config.data_dir) as folder:
        taken = Path(folder)
        take_out(archive, manifest, taken)
        copy = taken / manifest.database
        if database is not None:
            sqlite.check(copy)
        (config.data_dir / UNFINISHED).touch(mode=0o600)
        flush_folder(config.data_dir)
        _set_aside(config, database, now)
        if database is None:
            postgres.load(config.database_owner_url, copy, manifest.facts.roles)
        for part, place in ((taken / FOLDER, config.data_dir / FOLDER), (taken / SEALS, seal_file(config.data_dir))):
            if part.exists():
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                part.rename(place)
        if database is not None:
            database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy.rename(database)  # last: until then there is no installation here
    return manifest


def is_unfinished(config: Config) -> bool:
    """Say whether a restore was stopped before it came to its end."""
    return (config.data_dir / UNFINISHED).exists()


def refuse_unfinished(config: Config) -> None:
    """Raise `ConfigError` where a restore was stopped on its way: what had been erased may stand there again."""
    if is_unfinished(config):
        raise ConfigError(
            "上次恢复（portal restore）中途停止，没有做完，已经删除的个人信息可能又在里面。"
            "请执行 portal erase reapply 做完它；数据库还没有恢复出来的，重新执行 portal restore（SQLite 加 --replace）"
        )


def finished(config: Config) -> None:
    """Note that a restore came to its end."""
    (config.data_dir / UNFINISHED).unlink(missing_ok=True)
    flush_folder(config.data_dir)


@contextmanager
def elsewhere(config: Config, database_url: str | None) -> Iterator[Config]:
    """Give a configuration like this one over a data folder that is gone afterwards, for a drill.

    The database is a file in it, or the one that was named.

    Raises:
        ConfigError: the database is a server's and none was named.
    """
    if not config.is_sqlite and database_url is None:
        raise ConfigError("PostgreSQL 的恢复演练要用 --database 给出一个空的数据库")
    with tempfile.TemporaryDirectory(prefix="suyuan-drill-") as folder:
        data = Path(folder) / "var"
        url = database_url or f"sqlite:///{data / 'portal.db'}"
        tried = config.data_dir / TRIALS
        if tried.is_dir():
            shutil.copytree(tried, data / TRIALS)  # what passed once need not be tried again
        erased = list_file(config.data_dir)
        if erased.is_file():
            list_file(data).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy(erased, list_file(data))  # a drill erases again, too
        yield dataclasses.replace(config, database_url=url, database_owner_url=url, data_dir=data)


def _copied(config: Config, folder: Path) -> tuple[Path, Facts]:
    database = _database_file(config)
    if database is None:
        copy = folder / DATABASES["postgresql"]
        return copy, postgres.dump(config.backup_url, copy)
    copy = folder / DATABASES["sqlite"]
    sqlite.copy_out(database, copy)
    return copy, sqlite.facts(copy)


def _contents(config: Config, facts: Facts, copy: Path) -> Iterator[tuple[str, Path]]:
    """Yield the members of an archive; files that are being written belong to no row yet."""
    yield DATABASES[facts.engine], copy
    for lying in Vault(config.data_dir / FOLDER).lying():
        if lying.id is not None:
            yield str(lying.path.relative_to(config.data_dir)), lying.path
    seals = seal_file(config.data_dir)
    if seals.is_file():
        yield SEALS, seals


def _database_file(config: Config) -> Path | None:
    """Return the file of the embedded database, `None` when the database is a server's."""
    name = make_url(config.database_url).database
    return Path(name) if config.is_sqlite and name else None


def _places(config: Config, database: Path | None) -> list[Path]:
    """Return what a restore puts in place or makes useless, as far as it is there."""
    mine = [] if database is None else [database.with_name(database.name + end) for end in ("", *sqlite.BESIDE)]
    return [
        place
        for place in (*mine, config.data_dir / FOLDER, seal_file(config.data_dir).parent, config.data_dir / QUEUE)
        if place.exists()
    ]


def _must_be_free(config: Config, database: Path | None, *, replace: bool) -> None:
    if database is None and not postgres.is_empty(config.database_owner_url):
        raise ConfigError("数据库里已经有数据表；请新建一个空的数据库，把 PORTAL_DATABASE_URL 指向它，再恢复")
    there = _places(config, database)
    if there and not replace:
        raise ConfigError(
            f"{config.data_dir} 里已经有数据；确要用备份代替，请先停止平台，再加 --replace（原有数据移到一边，不删除）"
        )
    if database is not None and database.exists() and sqlite.is_open(database):
        raise ConfigError("数据库正在使用；请先停止平台（portal serve、portal jobs run），再恢复")


def _set_aside(config: Config, database: Path | None, now: datetime) -> None:
    there = _places(config, database)
    if not there:
        return
    aside = tempfile.mkdtemp(prefix=f"{KEPT}-{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}-", dir=config.data_dir)
    for place in there:
        shutil.move(place, Path(aside) / place.name)
