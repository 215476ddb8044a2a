"""What the county asks of whoever signs in: which passwords, and for which posts a second factor.

A demo county asks for no second factor and no change of a password: its password is on its login page.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.access.county_roles import COUNTY
from portal.access.identity import HeldPost
from portal.access.passwords import Profile
from portal.store import settings

HEADS, DESKS = "heads", "desks"
"""Beside the names of the county's roles: posts of any sector that administer people, and all its other posts."""


@dataclass(frozen=True)
class SignInRules:
    """The rules in force."""

    factor_roles: frozenset[str] = frozenset()
    profile: Profile = Profile.DJBH
    is_demo: bool = False

    def is_due(self, set_at: datetime | None, now: datetime) -> bool:
        """Say whether a password is to be changed by now."""
        days = None if self.is_demo else self.profile.days
        return days is not None and set_at is not None and now - set_at >= timedelta(days=days)

    def ask_for_second_factor(self, posts: Collection[HeldPost]) -> bool:
        """Say whether somebody with these posts works only with a second factor, whichever post she acts in."""
        return any(_group(post) in self.factor_roles for post in posts)


def rules_in_force(session: Session) -> SignInRules:
    """Return the rules as the county set them."""
    profile = Profile(settings.read(session, settings.PASSWORD_PROFILE))
    if settings.read(session, settings.DEMO):
        return SignInRules(profile=profile, is_demo=True)
    return SignInRules(settings.read(session, settings.SECOND_FACTOR_ROLES), profile)


def _group(post: HeldPost) -> str:
    if post.plugin == COUNTY:
        return post.role_name
    return HEADS if post.manages_people else DESKS
