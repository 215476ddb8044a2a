"""What the county says about itself, for every page: its name, its help telephone, whether it is a demo, what it asks at sign-in.

These are settings; they are read with the request that needs them first and kept for half a minute, so that a change shows
soon and pages cost nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy.orm import Session

from portal.access.sign_in_rules import SignInRules, rules_in_force
from portal.store import settings
from portal.web.acting import portal

SETTINGS_LIFE = 30.0


@dataclass(frozen=True)
class CountySettings:
    """What the county says about itself."""

    county: str = ""
    help_phone: str = ""
    is_demo: bool = False
    rules: SignInRules = field(default_factory=SignInRules)


def county_settings() -> CountySettings:
    """Return the county's settings as of at most half a minute ago."""
    kept: tuple[float, CountySettings] | None = current_app.extensions.get("portal_county")
    if kept is None or time.monotonic() - kept[0] > SETTINGS_LIFE:
        with Session(portal().engine) as session:
            read = CountySettings(
                settings.read(session, settings.COUNTY_NAME),
                settings.read(session, settings.HELP_PHONE),
                settings.read(session, settings.DEMO),
                rules_in_force(session),
            )
        kept = (time.monotonic(), read)
        current_app.extensions["portal_county"] = kept
    return kept[1]


def forget_county_settings() -> None:
    """Read the county's settings anew with the next page of this process; other processes follow within half a minute."""
    current_app.extensions.pop("portal_county", None)
