"""Settings of the county, each with its type and what it means. A setting nobody declared here can be neither read nor set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.errors import KeyringError, Refused
from portal.store.keyring import Keyring
from portal.store.standing import standing
from portal.store.tables.machine import Setting

T = TypeVar("T")


@dataclass(frozen=True)
class SettingKey(Generic[T]):
    """One setting: its name in the table, its default, and how it is read from text. `read` raises `ValueError`."""

    name: str
    default: T
    meaning: str
    read: Callable[[str], T]
    write: Callable[[T], str] = str


@dataclass(frozen=True)
class WholeKey(SettingKey[int]):
    """A whole number between two bounds."""

    least: int = 0
    most: int = 0


def _text(text: str) -> str:
    return text.strip()


def _flag(text: str) -> bool:
    if text.strip() not in ("0", "1"):
        raise ValueError("0 or 1")
    return text.strip() == "1"


def _flag_text(value: bool) -> str:
    return "1" if value else "0"


def _day_of_month(text: str) -> int:
    if not 1 <= int(text) <= 28:
        raise ValueError("a day that every month has")
    return int(text)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _password_profile(text: str) -> str:
    if text.strip() not in ("djbh", "asvs"):
        raise ValueError("djbh or asvs")
    return text.strip()


def _names_text(value: frozenset[str]) -> str:
    return " ".join(sorted(value))


def whole(name: str, default: int, meaning: str, least: int, most: int) -> WholeKey:
    """Return the key of a whole number between two bounds."""

    def read(text: str) -> int:
        if not text.strip().isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"from {least} to {most}")
        return int(text)

    return WholeKey(name, default, meaning, read, least=least, most=most)


COUNTY_CODE = SettingKey("county_code", "", "本县行政区划代码（六位）", _text)
COUNTY_NAME = SettingKey("county_name", "", "本县名称，用在登录页和文书上", _text)
HELP_PHONE = SettingKey("help_phone", "", "求助电话，每页可见", _text)
MONTH_STARTS_ON = SettingKey("month_starts_on", 1, "统计月从几号开始（1 至 28；26 表示上月26日至本月25日）", _day_of_month)
DEMO = SettingKey("demo", False, "演示数据：页面上有横幅，登录页有演示账号", _flag, _flag_text)
CALENDAR_VERSION = SettingKey("calendar_version", "", "放假安排的版本，载入时更新", _text)

PASSWORD_PROFILE = SettingKey(
    "password_profile",
    "djbh",
    "密码规定：djbh 按等级保护（三种字符，90 天一换），asvs 按 ASVS（只看长度和常见密码，不强制更换）",
    _password_profile,
)
SECOND_FACTOR_ROLES = SettingKey(
    "second_factor_roles",
    frozenset(("county.sysadmin", "county.secadmin", "county.auditor")),
    "哪些岗位登录时必须用动态验证码；演示县一律不要求",
    _names,
    _names_text,
)

# 特批查阅: no law sets these figures; they are a rule of the house and marked so on the page.
GLASS_MINUTES = whole("glass_minutes", 30, "特批查阅一次看几分钟", 5, 120)
GLASS_URGENT_MINUTES = whole("glass_urgent_minutes", 15, "紧急查阅一次看几分钟", 5, 60)
GLASS_WAIT_MINUTES = whole("glass_wait_minutes", 30, "特批查阅的申请几分钟内有效", 5, 240)
GLASS_REVIEW_DAYS = whole("glass_review_days", 3, "特批查阅几个工作日内复核；紧急查阅总是下一个工作日", 1, 10)
GLASS_ASKS_A_DAY = whole("glass_asks_a_day", 10, "每人 24 小时内最多申请几次特批查阅", 1, 50)
GLASS_URGENT_A_DAY = whole("glass_urgent_a_day", 3, "每人 24 小时内最多紧急查阅几次", 1, 20)
GLASS = (GLASS_MINUTES, GLASS_URGENT_MINUTES, GLASS_WAIT_MINUTES, GLASS_REVIEW_DAYS, GLASS_ASKS_A_DAY, GLASS_URGENT_A_DAY)

SIGNING_IN = (PASSWORD_PROFILE, SECOND_FACTOR_ROLES)
SETTINGS = (COUNTY_CODE, COUNTY_NAME, HELP_PHONE, MONTH_STARTS_ON, DEMO, CALENDAR_VERSION, *SIGNING_IN, *GLASS)
_KEY_CHECK = "key_check."


_VALUE = standing(select(Setting.value).where(Setting.key == bindparam("key")))


def read(session: Session, key: SettingKey[T]) -> T:
    """Return the setting, or its default when it was never set."""
    text = session.scalar(_VALUE, {"key": key.name})
    return key.default if text is None else key.read(text)


def write(session: Session, key: SettingKey[T], value: T) -> None:
    """Set the setting.

    Raises:
        Refused: the value is not one that could be read again.
    """
    text = key.write(value)
    try:
        key.read(text)
    except ValueError:
        raise Refused.at(key.name, "setting_value") from None
    _put(session, key.name, text)


def write_text(session: Session, name: str, text: str) -> None:
    """Set a setting by its name from what somebody typed.

    Raises:
        Refused: no such setting, or a value it cannot have.
    """
    key = next((declared for declared in SETTINGS if declared.name == name), None)
    if key is None:
        raise Refused.at(name, "unknown_setting")
    try:
        key.read(text)
    except ValueError:
        raise Refused.at(name, "setting_value") from None
    _put(session, name, text.strip())


def record_keys(session: Session, keyring: Keyring) -> None:
    """Note which keys this database is written with; keys noted before must be the same.

    Raises:
        KeyringError: a key differs from the one noted.
    """
    check_keys(session, keyring)
    for name, value in keyring.check_values().items():
        _put(session, _KEY_CHECK + name, value)


def check_keys(session: Session, keyring: Keyring) -> None:
    """Compare the loaded keys with those this database was written with.

    Raises:
        KeyringError: a noted key is missing or another one.
    """
    ours, noted = keyring.check_values(), noted_keys(session)
    if any(name in ours and ours[name] != value for name, value in noted.items()):
        raise KeyringError("密钥与数据库不符：这不是写入本数据库时所用的密钥，请从密钥备份恢复")
    if missing := sorted(noted.keys() - ours.keys()):
        raise KeyringError(f"密钥与数据库不符：密钥文件里没有数据库用过的密钥 {'、'.join(missing)}，请从密钥备份恢复")


def noted_keys(session: Session) -> dict[str, str]:
    """Return the check values of the keys this database was written with, by the names of `Keyring.check_values`."""
    rows = session.scalars(select(Setting).where(Setting.key.startswith(_KEY_CHECK, autoescape=True)))
    return {row.key.removeprefix(_KEY_CHECK): row.value for row in rows}


def forget_key(session: Session, name: str) -> None:
    """Strike a key that nothing needs any more off the keys of this database."""
    row = session.get(Setting, _KEY_CHECK + name)
    if row is not None:
        session.delete(row)


def _put(session: Session, name: str, text: str) -> None:
    row = session.get(Setting, name)
    if row is None:
        session.add(Setting(key=name, value=text))
    else:
        row.value = text
