"""Passwords: what a new one must be, and that a check tells nothing by its work."""

from __future__ import annotations

import pytest

from portal.access import passwords
from portal.access.common_passwords import common_passwords, is_common
from portal.access.passwords import Profile, Weakness

NAMES = ("women_clerk", "13893600001", "李秀英")


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("short", Weakness.TOO_SHORT),
        ("九个字的密码还不够", Weakness.TOO_SHORT),
        ("十个字的密码才刚刚够了", None),
        ("x" * 129, Weakness.TOO_LONG),
        ("aaaaaaaaaaaa", Weakness.COMMON),
        ("1234567890", Weakness.COMMON),
        ("Password123", Weakness.COMMON),
        ("my-women_clerk-pass", Weakness.NAMES_THE_PERSON),
        ("tel13893600001", Weakness.NAMES_THE_PERSON),
        ("我是李秀英我爱临泽", Weakness.TOO_SHORT),
        ("我是李秀英我最爱临泽县", Weakness.NAMES_THE_PERSON),
        ("old-Linze-2026", Weakness.UNCHANGED),
        ("right-Linze-2026", None),
    ],
)
def test_what_a_new_password_must_be(password: str, weak: Weakness | None) -> None:
    assert passwords.weakness(password, names=NAMES, old="old-Linze-2026") is weak


PROFILES = (
    # password, by 等级保护, by ASVS
    ("old-Linze-2027", None, None),
    ("今天开始用新的密码了", Weakness.TOO_PLAIN, None),
    ("今天开始用新的密码了!7", None, None),
    ("correct horse battery", Weakness.TOO_PLAIN, None),
    ("Correct horse battery", None, None),
    ("kdhfgekwhrtz", Weakness.TOO_PLAIN, None),
    ("Kdhfgekwhrt7", None, None),
    ("Kdhf-9", Weakness.TOO_SHORT, Weakness.TOO_SHORT),
    ("Qwerty-123456", Weakness.COMMON, Weakness.COMMON),
)


def test_profiles_differ_in_composition_and_change_only() -> None:
    for password, djbh, asvs in PROFILES:
        assert passwords.weakness(password, names=NAMES, profile=Profile.DJBH) is djbh, password
        assert passwords.weakness(password, names=NAMES, profile=Profile.ASVS) is asvs, password
    assert (Profile.DJBH.days, Profile.ASVS.days) == (90, None)


def test_common_passwords_are_refused_as_they_are_and_in_disguise() -> None:
    listed = common_passwords()
    disguised = (
        *("P@ssw0rd2026", "!!Password!!", "20261128password", "passwordpassword", "Woaini5201314", "Linze2026!!"),
        *("asdfghjkl", "lkjhgfdsa"),
    )
    uncommon = ("right-Linze-2026", "another-Linze-2027", "tiger lamp orange", "wo-zai-linze-shangban", "x" + "7q" * 30 + "ab")

    assert len([one for one in listed if len(one) >= 8]) > 3000
    assert len([one for one in listed if len(one) >= passwords.SHORTEST]) > 1000
    assert [one for one in sorted(listed)[::97] if not is_common(one) or not is_common(one.upper())] == []
    assert [one for one in disguised if not is_common(one)] == []
    assert [one for one in uncommon if is_common(one)] == []


def test_hash_fits_its_password_only() -> None:
    stored = passwords.hash_password("right-Linze-2026")

    assert passwords.is_right(stored, "right-Linze-2026")
    assert not passwords.is_right(stored, "right-Linze-2027")
    assert not passwords.is_right(stored, "")
    assert "right" not in stored
    assert stored.startswith("scrypt:32768:8:3$")  # the least that ASVS 5.0 (appendix C) allows with 32 MiB
    assert not passwords.is_outdated(stored)


def test_without_an_account_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def check(stored: str, _password: str) -> bool:
        checked.append(stored.split("$")[0])
        return True

    stored = passwords.hash_password("right-Linze-2026")
    monkeypatch.setattr(passwords, "check_password_hash", check)

    assert passwords.is_right(None, "anything") is False
    assert passwords.is_right(stored, "anything") is True
    assert checked == [stored.split("$")[0]] * 2


def test_one_time_passwords_are_readable_strong_and_different() -> None:
    given = {passwords.one_time_password() for _ in range(50)}

    assert len(given) == 50
    assert all(len(one) == 14 and not set(one) & set("0O1lI") for one in given)
    assert all(passwords.weakness(one) is None for one in given)
