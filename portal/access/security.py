"""Flask-AppBuilder's security manager, answering from the post that acts.

FAB asks `has_access("can_list", "portal.calendar")`; the answer is whether the acting post holds the verb `list`, which
`Registry` views map to `open`, on that view. Nothing is looked up per question: the verbs come with the actor, once per
request. FAB's other ways in are closed here: there is one, `portal.access.signing_in`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask, g
from flask_appbuilder.const import PERMISSION_PREFIX
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_login import LoginManager, UserMixin

from portal.access.actors import Person


class SignedInUser(UserMixin):
    """What Flask-Login and FAB see of the person who acts: an id and that she is active."""

    def __init__(self, user_id: int) -> None:
        self.id = user_id


class PortalSecurity(SecurityManager):
    """FAB's security manager over the acting post."""

    auth_view_class: ClassVar[type | None] = None
    menu_rule: Callable[[str], bool] | None = None
    """Says whether the acting post may open a menu entry; set by the builder."""

    def register_views(self) -> None:
        """Register the login page and nothing else of FAB's: people, roles and passwords have our own pages."""
        if self.auth_view_class is not None:
            self.auth_view = self.appbuilder.add_view_no_menu(self.auth_view_class)

    def create_login_manager(self, app: Flask) -> LoginManager:
        """Return a Flask-Login that takes the user from the acting post and writes nothing into the session."""
        manager = LoginManager(app)
        manager.session_protection = None
        manager.request_loader(lambda _request: _user())
        return manager

    def has_access(self, permission_name: str, view_name: str) -> bool:
        """Say whether the acting post holds the verb on the view."""
        actor = _actor()
        return actor is not None and actor.may(permission_name.removeprefix(PERMISSION_PREFIX), view_name)

    def get_user_menu_access(self, menu_names: list[str] | None = None) -> set[str]:
        """Return which menu entries the acting post may open."""
        rule = self.menu_rule
        return set() if rule is None else {name for name in menu_names or () if rule(name)}

    def is_item_public(self, permission_name: str, view_name: str) -> bool:
        """Nothing is public by a row in a table; `@public` on the route says it."""
        return False

    def load_user(self, pk: int) -> Any | None:
        """Nobody is signed in by an id in Flask's session."""
        return None

    def load_user_jwt(self, _jwt_header: object, jwt_data: object) -> Any | None:
        """Nobody is signed in by a token of FAB's."""
        return None

    def auth_user_db(self, username: str, password: str) -> Any | None:
        """Nobody is signed in past the lock-out."""
        return None

    def validate_api_key(self, api_key_string: str) -> Any | None:
        """FAB's API keys, whose scopes nobody enforces, open nothing."""
        return None


def _actor() -> Person | None:
    actor = g.get("actor")
    return actor if isinstance(actor, Person) else None


def _user() -> SignedInUser | None:
    actor = _actor()
    return None if actor is None else SignedInUser(actor.user_id)
