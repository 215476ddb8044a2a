"""What the county asks of whoever signs in: for which posts a second factor. A demo county asks for nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.access.county_roles import COUNTY
from portal.access.identity import HeldPost
from portal.store import settings

HEADS, DESKS = "heads", "desks"
"""Beside the names of the county's roles: posts of any sector that administer people, and all its other posts."""


@dataclass(frozen=True)
class SignInRules:
    """The rules in force."""

    factor_roles: frozenset[str] = frozenset()

    def ask_for_second_factor(self, posts: Collection[HeldPost]) -> bool:
        """Say whether somebody with these posts works only with a second factor, whichever post she acts in."""
        return any(_group(post) in self.factor_roles for post in posts)


def rules_in_force(session: Session) -> SignInRules:
    """Return the rules as the county set them."""
    if settings.read(session, settings.DEMO):
        return SignInRules()
    return SignInRules(settings.read(session, settings.SECOND_FACTOR_ROLES))


def _group(post: HeldPost) -> str:
    if post.plugin == COUNTY:
        return post.role_name
    return HEADS if post.manages_people else DESKS
