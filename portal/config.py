"""The configuration: what the environment says, read once and checked whole.

The names are promises to operators. Everything wrong is told in one `ConfigError`, in one line; a `PORTAL_` variable
nobody knows is wrong too, because a misspelt name would otherwise be a silent default. `VARIABLES` is the source of the
generated page on configuration.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from portal.errors import ConfigError, KeyringError
from portal.limits import RATES, Rates, read_rates

Locale = Literal["zh", "en"]
Network = IPv4Network | IPv6Network

SECRET_KEY_FILE = "secret_key"  # noqa: S105 - the name of a file, not a secret
SHORTEST_SECRET = 32
TEST_DATABASE = "PORTAL_TEST_DATABASE_URL"
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})
_CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, its default in words, and what it means to an operator."""

    name: str
    default: str
    meaning: str


VARIABLES: tuple[Variable, ...] = (
    Variable("PORTAL_DATABASE_URL", "数据文件夹中的 portal.db（SQLite）", "数据库地址：sqlite:///… 或 postgresql://…"),
    Variable(
        "PORTAL_DATABASE_OWNER_URL",
        "与 PORTAL_DATABASE_URL 相同",
        "数据表拥有者的数据库地址，只在建立和升级数据库结构时使用；用 PostgreSQL 时建议与日常使用的地址分开",
    ),
    Variable(
        "PORTAL_BACKUP_URL",
        "与 PORTAL_DATABASE_OWNER_URL 相同",
        "portal backup 用的数据库地址（仅 PostgreSQL）：其登录名须是备份角色的成员",
    ),
    Variable("PORTAL_DATA_DIR", "var/", "数据文件夹：数据库文件、上传的材料、任务队列"),
    Variable("PORTAL_KEYS_DIR", "var-keys/", "密钥文件夹：与数据、备份分开存放，文件权限 0600"),
    Variable("PORTAL_SECRET_KEY", "SQLite 时自动生成并存入密钥文件夹；其他数据库必须给出", "会话签名密钥，至少 32 个字符"),
    Variable("PORTAL_PLUGINS_PATH", "源代码中的 plugins/", "查找插件的文件夹，多个之间的写法与 PATH 相同"),
    Variable("PORTAL_PLUGINS_DISABLED", "无", "停用的插件，以逗号分隔；停用的插件代码不会被读入"),
    Variable("PORTAL_SAFE_MODE", "0", "1 表示安全模式：一个插件都不读入，案件仍可查看"),
    Variable("PORTAL_TRUSTED_HOSTS", "127.0.0.1、localhost、[::1]", "允许访问的主机名，以逗号分隔；以点开头表示其下各级"),
    Variable(
        "PORTAL_TRUSTED_PROXIES",
        "无",
        "反向代理的地址或网段，以逗号分隔；只信这些地址写的 X-Forwarded-For、X-Forwarded-Proto",
    ),
    Variable("PORTAL_LIMITS", "见下表", "频次限制：名称=次数/时间，以逗号分隔，例如 export=20/h；没有写到的用默认值"),
    Variable(
        "PORTAL_SCANNER",
        "无",
        "查毒命令，例如 clamdscan --fdpass --no-summary -；材料内容从标准输入送入，退出码 0 为无毒、1 为有毒，其他为没有查成",
    ),
    Variable(
        "PORTAL_OIDC_ISSUER",
        "无",
        "统一认证（OpenID Connect）的签发者地址，与它公布的 issuer 一字不差；给出时登录页多一个入口，账号和密码仍可用",
    ),
    Variable("PORTAL_OIDC_CLIENT_ID", "无", "统一认证给平台的客户端标识；回调地址登记为 https://主机名/login/oidc/back"),
    Variable("PORTAL_OIDC_CLIENT_SECRET", "无", "统一认证给平台的客户端密钥"),
    Variable("PORTAL_OIDC_TITLE", "统一认证", "登录页上这个入口的名称，最多 20 个字"),
    Variable("PORTAL_LOCALE", "zh", "默认语言：zh 或 en"),
    Variable("PORTAL_DEMO_PASSWORD", "每次生成演示数据时随机", "演示账号的统一密码，至少 8 个字符"),
    Variable(
        TEST_DATABASE,
        "无：用 SQLite",
        "仅供测试：插件测试包（portal.testing）改在这个 PostgreSQL 服务器上试；在上面另建数据库，用完删除，写出的库不动",
    ),
    Variable("PORTAL_TEST_REQUIRE", "无", "仅供测试：postgres、chromium、fonts，缺少时算失败而不是跳过"),
)


@dataclass(frozen=True)
class Provider:
    """Another house that says who somebody is (OpenID Connect). The secret stays out of `repr`."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    title: str = ""


@dataclass(frozen=True)
class Config:
    """What the environment says. Values that are or contain secrets stay out of `repr`.

    `secret_key` is `None` only with the embedded SQLite default; `session_secret()` then makes and keeps one in the keys folder.
    """

    database_url: str = field(repr=False)
    data_dir: Path
    keys_dir: Path
    database_owner_url: str = field(default="", repr=False)
    secret_key: str | None = field(default=None, repr=False)
    plugins_path: tuple[Path, ...] = ()
    plugins_disabled: frozenset[str] = frozenset()
    safe_mode: bool = False
    trusted_hosts: tuple[str, ...] = LOOPBACK_NAMES
    trusted_proxies: tuple[Network, ...] = ()
    limits: Rates = field(default_factory=lambda: RATES)
    scanner: tuple[str, ...] = ()
    oidc: Provider | None = None
    locale: Locale = "zh"
    demo_password: str | None = field(default=None, repr=False)
    backup_url: str = field(default="", repr=False)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Return the configuration, with relative folders counted from the working directory.

        Raises `ConfigError` with every problem found; nothing on disk is made or changed.
        """
        problems = _unknown_names(environ)
        data_dir = Path(environ.get("PORTAL_DATA_DIR") or "var").absolute()
        keys_dir = Path(environ.get("PORTAL_KEYS_DIR") or "var-keys").absolute()
        if keys_dir == data_dir or keys_dir.is_relative_to(data_dir):
            problems.append("PORTAL_KEYS_DIR 不能放在 PORTAL_DATA_DIR 里：密钥要与数据、备份分开")
        database_url = _database_url("PORTAL_DATABASE_URL", environ, data_dir, problems)
        owner_url = _other_url("PORTAL_DATABASE_OWNER_URL", environ, data_dir, database_url, problems) or database_url
        secret_key = environ.get("PORTAL_SECRET_KEY") or None
        if secret_key is not None and len(secret_key) < SHORTEST_SECRET:
            problems.append(f"PORTAL_SECRET_KEY 至少要 {SHORTEST_SECRET} 个字符")
        if secret_key is None and not database_url.startswith("sqlite"):
            problems.append("使用 SQLite 以外的数据库时必须给出 PORTAL_SECRET_KEY")
        demo_password = environ.get("PORTAL_DEMO_PASSWORD") or None
        if demo_password is not None and len(demo_password) < 8:
            problems.append("PORTAL_DEMO_PASSWORD 至少要 8 个字符")
        config = cls(
            database_url=database_url,
            data_dir=data_dir,
            keys_dir=keys_dir,
            database_owner_url=owner_url,
            secret_key=secret_key,
            plugins_path=_plugins_path(environ.get("PORTAL_PLUGINS_PATH"), problems),
            plugins_disabled=frozenset(_listed(environ.get("PORTAL_PLUGINS_DISABLED", ""))),
            safe_mode=_switch("PORTAL_SAFE_MODE", environ, problems),
            trusted_hosts=_hosts(environ.get("PORTAL_TRUSTED_HOSTS", ""), problems),
            trusted_proxies=_networks(environ.get("PORTAL_TRUSTED_PROXIES", ""), problems),
            limits=read_rates(environ.get("PORTAL_LIMITS", ""), problems),
            scanner=_command("PORTAL_SCANNER", environ, problems),
            oidc=_provider(environ, problems),
            locale=_locale(environ.get("PORTAL_LOCALE") or "zh", problems),
            demo_password=demo_password,
            backup_url=_other_url("PORTAL_BACKUP_URL", environ, data_dir, database_url, problems) or owner_url,
        )
        if problems:
            raise ConfigError("；".join(problems))
        return config

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url.startswith("sqlite")

    @property
    def shown_database_url(self) -> str:
        """The address of the database without its password, for people to read."""
        parts = urlsplit(self.database_url)
        if parts.password is None:
            return self.database_url
        netloc = parts.netloc.replace(f":{parts.password}@", ":***@")
        return urlunsplit(parts._replace(netloc=netloc))

    def session_secret(self) -> str:
        """Return the key that signs sessions, made on first use for the embedded default."""
        return self.secret_key or load_or_make_secret_key(self.keys_dir)


def load_or_make_secret_key(keys_dir: Path) -> str:
    """Return the secret kept in the keys folder; make it (0600, folder 0700) when there is none.

    Several processes may start at once: the first to put its file in place wins and all return the same secret. Raises
    `KeyringError` for a file that group or others may read, or that is too short to be ours.
    """
    path = keys_dir / SECRET_KEY_FILE
    keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _put_in_place(path, secrets.token_urlsafe(48))
    if path.stat().st_mode & 0o077:
        raise KeyringError(f"密钥文件 {path} 可被他人读取，请先执行 chmod 600 {path}")
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < SHORTEST_SECRET:
        raise KeyringError(f"密钥文件 {path} 不完整；从备份恢复，或删除后重新生成（所有人需要重新登录）")
    return secret


def _put_in_place(path: Path, secret: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # fails when another process was faster, and never shows a half-written file
        except FileExistsError:
            return
    finally:
        draft.unlink()


def _unknown_names(environ: Mapping[str, str]) -> list[str]:
    known = [variable.name for variable in VARIABLES]
    problems = []
    for name in sorted(environ):
        if name.startswith("PORTAL_") and name not in known:
            nearest = get_close_matches(name, known, n=1, cutoff=0.0)[0]
            problems.append(f"不认识环境变量 {name}，最接近的是 {nearest}")
    return problems


def _other_url(name: str, environ: Mapping[str, str], data_dir: Path, database_url: str, problems: list[str]) -> str:
    """Return the address of the same database by another login, or an empty text."""
    if not environ.get(name):
        return ""
    url = _database_url(name, environ, data_dir, problems)
    if database_url.startswith("sqlite") or url.startswith("sqlite"):
        problems.append(f"{name} 只用于 PostgreSQL，并且要指向 PORTAL_DATABASE_URL 的同一个数据库")
    return url


def _database_url(name: str, environ: Mapping[str, str], data_dir: Path, problems: list[str]) -> str:
    given = environ.get(name, "")
    if not given:
        return f"sqlite:///{data_dir / 'portal.db'}"
    scheme, _, rest = given.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return given
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and rest:
        return f"postgresql+psycopg://{rest}"
    problems.append(f"{name} 要写成 sqlite:///文件 或 postgresql://用户:密码@主机/库名")
    return "sqlite://"


def _plugins_path(given: str | None, problems: list[str]) -> tuple[Path, ...]:
    if given is None:
        shipped = _CHECKOUT / "plugins"
        return (shipped,) if shipped.is_dir() and (_CHECKOUT / "pyproject.toml").is_file() else ()
    folders = tuple(Path(part).absolute() for part in given.split(os.pathsep) if part)
    problems.extend(f"PORTAL_PLUGINS_PATH 中没有这个文件夹：{folder}" for folder in folders if not folder.is_dir())
    return folders


def _hosts(given: str, problems: list[str]) -> tuple[str, ...]:
    hosts = _listed(given)
    problems.extend(f"PORTAL_TRUSTED_HOSTS 只写主机名，不写 {host}" for host in hosts if "/" in host or "*" in host)
    return hosts or LOOPBACK_NAMES


def _networks(given: str, problems: list[str]) -> tuple[Network, ...]:
    networks = []
    for part in _listed(given):
        try:
            networks.append(ip_network(part))
        except ValueError:
            problems.append(f"PORTAL_TRUSTED_PROXIES 只写地址或网段，例如 127.0.0.1 或 10.0.0.0/24，不写 {part}")
    return tuple(networks)


def _command(name: str, environ: Mapping[str, str], problems: list[str]) -> tuple[str, ...]:
    """Return a command in its words; no shell ever reads it."""
    try:
        words = tuple(shlex.split(environ.get(name, "")))
    except ValueError:
        problems.append(f"{name} 的引号不成对")
        return ()
    if words and shutil.which(words[0]) is None:
        problems.append(f"{name} 的程序 {words[0]} 找不到或不能执行")
    return words


def _provider(environ: Mapping[str, str], problems: list[str]) -> Provider | None:
    """Return the other house people may sign in by; None when none is named."""
    names = ("PORTAL_OIDC_ISSUER", "PORTAL_OIDC_CLIENT_ID", "PORTAL_OIDC_CLIENT_SECRET")
    issuer, client_id, client_secret = (environ.get(name, "").strip() for name in names)
    title = environ.get("PORTAL_OIDC_TITLE", "").strip()
    if not (issuer or client_id or client_secret or title):
        return None
    missing = [name for name in names if not environ.get(name, "").strip()]
    if missing:
        problems.append(f"统一认证还缺 {'、'.join(missing)}")
    parts = urlsplit(issuer)
    near = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if issuer and (
        not (parts.scheme == "https" or near) or not parts.hostname or parts.query or parts.fragment or len(issuer) > 200
    ):
        problems.append("PORTAL_OIDC_ISSUER 要写成 https://主机名/路径，最多 200 个字符")
    if len(title) > 20:
        problems.append("PORTAL_OIDC_TITLE 最多 20 个字")
    return Provider(issuer, client_id, client_secret, title)


def _locale(given: str, problems: list[str]) -> Locale:
    if given not in {"zh", "en"}:
        problems.append("PORTAL_LOCALE 只能是 zh 或 en")
    return "en" if given == "en" else "zh"


def _switch(name: str, environ: Mapping[str, str], problems: list[str]) -> bool:
    given = environ.get(name, "").strip().lower()
    if given not in _YES | _NO:
        problems.append(f"{name} 只能是 1 或 0")
    return given in _YES


def _listed(given: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in given.split(",")) if part)
