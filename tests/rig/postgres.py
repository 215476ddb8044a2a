"""A throw-away PostgreSQL cluster: one for all workers of a run, one database for each test.

It listens on a socket in the run's folder and on a loopback port, and trades safety for speed (`fsync=off`): it lives for
minutes. PostgreSQL refuses to run as root, so root starts it as an unprivileged user.
"""

from __future__ import annotations

import json
import os
import pwd
import secrets
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.rig.requirements import REQUIREMENTS
from tests.rig.run import only_one_worker, when_over

OWNER = "portal"
_UNPRIVILEGED = ("postgres", "nobody")
_SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "warning",
    "max_connections": "120",
    "max_wal_senders": "0",
    "synchronous_commit": "off",
    "timezone": "UTC",
    "wal_level": "minimal",
}


@dataclass(frozen=True)
class Cluster:
    """Where the cluster listens. Its owner `portal` is a superuser of this cluster and of nothing else."""

    socket_folder: str
    port: int
    password: str

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database over the socket."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.socket_folder}&port={self.port}"

    def loopback_url(self, database: str) -> str:
        """Return the address of a database over the loopback port, with a password as an operator would have."""
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database from a template and return its address."""
        statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"  # a fifth of the time that copying through the log takes
        statement += " ENCODING 'UTF8'" if template == "template0" else ""
        self._execute(sql.SQL(statement).format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def rename(self, database: str, name: str) -> None:
        """Give a database nobody is connected to another name."""
        self._execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(database), sql.Identifier(name)))

    def drop(self, database: str) -> None:
        """Remove a database, also while somebody is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def has(self, database: str) -> bool:
        """Return whether there is a database of that name."""
        with self.connect() as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone() is not None

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Return a connection of the owner that commits each statement."""
        return psycopg.connect(host=self.socket_folder, port=self.port, user=OWNER, dbname=database, autocommit=True)

    def _execute(self, statement: sql.Composed) -> None:
        with self.connect() as connection:
            connection.execute(statement)


def cluster(settings: Mapping[str, str] | None = None) -> Cluster:
    """Return the cluster of this run, started by whoever asks first; skip the asking test when there is no PostgreSQL.

    `settings` are in place of those that trade safety for speed; they count for whoever starts it.
    """
    binaries = REQUIREMENTS["postgres"].path()
    with only_one_worker("postgres") as folder:
        note = folder / "cluster.json"
        if not note.exists():
            note.write_text(json.dumps(asdict(_start(binaries, folder, settings or {}))), encoding="utf-8")
        return Cluster(**json.loads(note.read_text(encoding="utf-8")))


def _start(binaries: Path, folder: Path, own: Mapping[str, str]) -> Cluster:
    home = folder / "home"
    home.mkdir(mode=0o700)
    password = secrets.token_urlsafe(16)
    password_file = home / "password"
    password_file.write_text(password, encoding="ascii")
    user = _unprivileged_user()
    if user is not None:
        for path in (home, password_file):
            os.chown(path, user.pw_uid, user.pw_gid)
    data, log = home / "data", home / "log"
    access = (f"--username={OWNER}", f"--pwfile={password_file}", "--auth-local=trust", "--auth-host=scram-sha-256")
    speech = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
    _run(user, home, binaries / "initdb", f"--pgdata={data}", *access, *speech)
    port = _free_port()
    settings = {**_SETTINGS, **own, "port": str(port), "unix_socket_directories": str(home)}
    with_settings = " ".join(f"-c {name}={value}" for name, value in settings.items())
    control = binaries / "pg_ctl"
    as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if user else []
    when_over("postgres", [*as_user, str(control), "stop", f"--pgdata={data}", "--mode=immediate"])
    _run(user, home, control, "start", f"--pgdata={data}", f"--log={log}", f"--options={with_settings}", "--wait", "--timeout=60")
    home.chmod(0o711)  # the tests may pass through to the socket; the data folder stays closed
    return Cluster(str(home), port, password)


def _unprivileged_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in _UNPRIVILEGED if name in known)


def _run(user: pwd.struct_passwd | None, cwd: Path, *command: str | Path) -> None:
    log = cwd / "start.log"
    with log.open("ab") as output:  # a file, not a pipe: the server keeps it open
        done = subprocess.run(
            list(map(str, command)),
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=cwd,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {log.read_text(encoding='utf-8')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
