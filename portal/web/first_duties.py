"""What somebody who is signed in must do first: replace a one-time password or one whose time is over, set up a second factor."""

from __future__ import annotations

from dataclasses import dataclass

from portal.access.identity import Signed
from portal.web.acting import now
from portal.web.county import county_settings

ALWAYS_OPEN = frozenset(
    {"FrameView.healthz", "FrameView.language", "FrameView.readyz", "FrameView.text_size", "LoginView.logout"}
)


@dataclass(frozen=True)
class Duty:
    """The page where it is done, and what else is open until then."""

    endpoint: str
    open: frozenset[str]


FIRST_PASSWORD = Duty(
    "AccountView.first_password", ALWAYS_OPEN | {"AccountView.first_password", "AccountView.set_first_password"}
)
PASSWORD_DUE = Duty("AccountView.account", ALWAYS_OPEN | {"AccountView.account", "AccountView.change_password"})
SECOND_FACTOR = Duty(
    "SecondFactorView.factor",
    ALWAYS_OPEN | {"SecondFactorView.factor", "SecondFactorView.begin", "SecondFactorView.confirm"},
)


def first_duty(signed: Signed) -> Duty | None:
    """Return what comes first; None for somebody who may work, and for a program with a key."""
    if signed.by_key:
        return None
    if signed.must_change_password:
        return FIRST_PASSWORD
    if is_password_due(signed):
        return PASSWORD_DUE
    return SECOND_FACTOR if must_have_second_factor(signed) and not signed.has_second_factor else None


def is_password_due(signed: Signed) -> bool:
    """Say whether the county asks her for a new password by now."""
    return county_settings().rules.is_due(signed.password_set_at, now())


def must_have_second_factor(signed: Signed) -> bool:
    """Say whether one of her posts asks for a second factor."""
    return county_settings().rules.ask_for_second_factor(signed.posts)
