"""The environment is read whole, and every mistake in it is told."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.config import LOOPBACK_NAMES, VARIABLES, Config, load_or_make_secret_key
from portal.errors import ConfigError, KeyringError
from portal.limits import Limited, Rate

POSTGRES = "postgresql://portal:geheim@db.example/suyuan"
LONG = "k" * 40


def test_empty_environment_gives_the_embedded_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    config = Config.from_env({})

    assert config.database_url == f"sqlite:///{tmp_path}/var/portal.db"
    assert (config.data_dir, config.keys_dir) == (tmp_path / "var", tmp_path / "var-keys")
    assert config.is_sqlite
    assert config.trusted_hosts == LOOPBACK_NAMES
    assert (config.locale, config.safe_mode, config.demo_password, config.plugins_disabled) == ("zh", False, None, frozenset())
    assert list(tmp_path.iterdir()) == []


def test_checkout_finds_its_own_plugins() -> None:
    checkout = Path(__file__).parents[1]

    assert Config.from_env({}).plugins_path == (checkout / "plugins",)


def test_other_house_is_named_whole_or_not_at_all() -> None:
    whole = {
        "PORTAL_OIDC_ISSUER": "https://sso.example/realm",
        "PORTAL_OIDC_CLIENT_ID": "suyuan",
        "PORTAL_OIDC_CLIENT_SECRET": "geheim",
    }
    provider = Config.from_env({**whole, "PORTAL_OIDC_TITLE": "市统一认证"}).oidc
    assert provider is not None
    assert (provider.issuer, provider.client_id, provider.title) == ("https://sso.example/realm", "suyuan", "市统一认证")
    assert "geheim" not in repr(Config.from_env(whole))
    assert Config.from_env({}).oidc is None
    wrong = (
        *({name: value for name, value in whole.items() if name != left_out} for left_out in whole),
        *(
            {**whole, "PORTAL_OIDC_ISSUER": issuer}
            for issuer in ("http://sso.example", "sso.example", "https://a.example/?b", "x")
        ),
        {**whole, "PORTAL_OIDC_TITLE": "长" * 21},
    )
    for environ in wrong:
        with pytest.raises(ConfigError, match="OIDC"):
            Config.from_env(environ)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("PORTAL_DATABSE_URL", "PORTAL_DATABASE_URL"),
        ("PORTAL_KEY_DIR", "PORTAL_KEYS_DIR"),
        ("PORTAL_TRUSTED_HOST", "PORTAL_TRUSTED_HOSTS"),
        ("PORTAL_LANG", "PORTAL_LOCALE"),
    ],
)
def test_unknown_variable_names_the_nearest_known_one(misspelt: str, meant: str) -> None:
    with pytest.raises(ConfigError, match=f"{misspelt}，最接近的是 {meant}"):
        Config.from_env({misspelt: "x"})


def test_every_known_variable_is_accepted_and_used(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "theirs").mkdir()
    environ = {
        "PORTAL_DATABASE_URL": POSTGRES,
        "PORTAL_DATABASE_OWNER_URL": "postgresql://owner:geheim@db.example/suyuan",
        "PORTAL_BACKUP_URL": "postgresql://nightly:geheim@db.example/suyuan",
        "PORTAL_DATA_DIR": str(tmp_path / "data"),
        "PORTAL_KEYS_DIR": str(tmp_path / "keys"),
        "PORTAL_SECRET_KEY": LONG,
        "PORTAL_PLUGINS_PATH": os.pathsep.join([str(tmp_path / "mine"), str(tmp_path / "theirs")]),
        "PORTAL_PLUGINS_DISABLED": "alpha, beta",
        "PORTAL_SAFE_MODE": "yes",
        "PORTAL_TRUSTED_HOSTS": "su.example.cn, .linze.example",
        "PORTAL_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/24",
        "PORTAL_LIMITS": "export=20/h",
        "PORTAL_SCANNER": "sh -c 'exit 0'",
        "PORTAL_OIDC_ISSUER": "https://sso.example/realm",
        "PORTAL_OIDC_CLIENT_ID": "suyuan",
        "PORTAL_OIDC_CLIENT_SECRET": "geheim",
        "PORTAL_OIDC_TITLE": "市统一认证",
        "PORTAL_LOCALE": "en",
        "PORTAL_DEMO_PASSWORD": "demo-1234",
        "PORTAL_TEST_REQUIRE": "postgres",
        "PORTAL_TEST_DATABASE_URL": "postgresql://postgres@db.example/postgres",
    }

    config = Config.from_env(environ)

    assert set(environ) == {variable.name for variable in VARIABLES}
    assert config.scanner == ("sh", "-c", "exit 0")
    assert config.database_url == "postgresql+psycopg://portal:geheim@db.example/suyuan"
    assert config.database_owner_url == "postgresql+psycopg://owner:geheim@db.example/suyuan"
    assert config.backup_url == "postgresql+psycopg://nightly:geheim@db.example/suyuan"
    assert config.plugins_path == (tmp_path / "mine", tmp_path / "theirs")
    assert config.plugins_disabled == {"alpha", "beta"}
    assert config.trusted_hosts == ("su.example.cn", ".linze.example")
    assert [str(network) for network in config.trusted_proxies] == ["127.0.0.1/32", "10.0.0.0/24"]
    assert config.limits[Limited.EXPORT] == Rate(20, 3600)
    assert (config.safe_mode, config.locale, config.demo_password) == (True, "en", "demo-1234")
    assert config.session_secret() == LONG
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"PORTAL_DATABASE_URL": "mysql://x/y", "PORTAL_SECRET_KEY": LONG}, "PORTAL_DATABASE_URL"),
        ({"PORTAL_DATABASE_URL": "sqlite://"}, "PORTAL_DATABASE_URL"),
        ({"PORTAL_DATABASE_URL": POSTGRES}, "必须给出 PORTAL_SECRET_KEY"),
        ({"PORTAL_SECRET_KEY": "short"}, "至少要 32 个字符"),
        ({"PORTAL_DEMO_PASSWORD": "short"}, "PORTAL_DEMO_PASSWORD"),
        ({"PORTAL_PLUGINS_PATH": "/nowhere/at/all"}, "PORTAL_PLUGINS_PATH"),
        ({"PORTAL_SAFE_MODE": "maybe"}, "PORTAL_SAFE_MODE"),
        ({"PORTAL_TRUSTED_HOSTS": "http://su.example.cn/"}, "PORTAL_TRUSTED_HOSTS"),
        ({"PORTAL_LOCALE": "fr"}, "PORTAL_LOCALE"),
        ({"PORTAL_DATA_DIR": "var", "PORTAL_KEYS_DIR": "var/keys"}, "密钥要与数据、备份分开"),
    ],
)
def test_wrong_value_is_refused_by_name(environ: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        Config.from_env(environ)


def test_all_mistakes_are_told_at_once_in_one_line() -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_env({"PORTAL_LOCALE": "fr", "PORTAL_SAFE_MODE": "maybe", "PORTAL_NONSENSE": "1"})

    text = str(caught.value)
    assert all(name in text for name in ("PORTAL_LOCALE", "PORTAL_SAFE_MODE", "PORTAL_NONSENSE"))
    assert "\n" not in text


def test_secrets_stay_out_of_repr_and_of_the_address_people_read(tmp_path: Path) -> None:
    config = Config.from_env({"PORTAL_DATABASE_URL": POSTGRES, "PORTAL_SECRET_KEY": LONG, "PORTAL_DEMO_PASSWORD": "demo-1234"})

    assert config.shown_database_url == "postgresql+psycopg://portal:***@db.example/suyuan"
    assert not any(secret in repr(config) for secret in ("geheim", LONG, "demo-1234"))


def test_secret_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    keys = tmp_path / "keys"

    first = load_or_make_secret_key(keys)

    assert load_or_make_secret_key(keys) == first
    assert len(first) >= 32
    assert stat.S_IMODE((keys / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert [path.name for path in keys.iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_agree_on_the_secret_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: load_or_make_secret_key(tmp_path / "keys"), range(32)))

    assert len(made) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_secret_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    load_or_make_secret_key(tmp_path)
    (tmp_path / "secret_key").chmod(mode)

    with pytest.raises(KeyringError, match="chmod 600"):
        load_or_make_secret_key(tmp_path)


def test_truncated_secret_key_is_refused(tmp_path: Path) -> None:
    load_or_make_secret_key(tmp_path)
    (tmp_path / "secret_key").write_text("x\n", encoding="ascii")

    with pytest.raises(KeyringError, match="不完整"):
        load_or_make_secret_key(tmp_path)
