"""Flask-AppBuilder as the portal uses it: registration of views, menu, permissions; none of its pages, files or sign-ups.

What we take away is what `tests/house/test_fab_assumptions.py` guards: FAB's index, back and language pages, its static
files, its user and role screens and its JSON login are never registered.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from flask import Blueprint, Flask, current_app
from flask_appbuilder import AppBuilder, BaseView
from flask_wtf import CSRFProtect
from sqlalchemy import Engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from portal.access.security import PortalSecurity
from portal.web import preferences
from portal.web.acting import current_actor
from portal.web.navigation import may_open
from portal.web.views.login import LoginView

_log = logging.getLogger(__name__)

SETTINGS = {
    "APP_NAME": "诉源",
    "FAB_CREATE_DB": False,
    "FAB_UPDATE_PERMS": False,
    "FAB_ADD_SECURITY_API": False,
    "FAB_API_KEY_ENABLED": False,
    "FAB_ADD_MENU_API": False,
    "FAB_ADD_OPENAPI_VIEWS": False,
    "FAB_BASE_TEMPLATE": "layout.html",
    "FAB_SECURITY_SIGNALS_ENABLED": False,
    "FAB_ALLOW_GET_UNSAFE_MUTATIONS": False,
    "RATELIMIT_ENABLED": False,
    "LANGUAGES": {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "gb", "name": "English"}},
}


class Security(PortalSecurity):
    """The security manager with the portal's login page."""

    auth_view_class = LoginView

    def menu_rule(self, name: str) -> bool:
        """Say whether the acting post may open a menu entry."""
        item = self.appbuilder.menu.find(name)
        return item is not None and may_open(current_actor(), item)


class Builder(AppBuilder):
    """FAB without its own pages."""

    @property
    def get_url_for_index(self) -> str:
        """Return the first page."""
        return "/"

    def _add_admin_views(self) -> None:
        """Register the login page only; FAB would add its index, `/back`, `/lang`, users, roles and a JSON login."""
        self.sm.register_views()

    def _add_global_static(self) -> None:
        """Take FAB's templates as a fallback below ours, not its scripts and styles."""
        import_name = AppBuilder.__module__
        current_app.register_blueprint(Blueprint("appbuilder", import_name, template_folder="templates"))


def build(app: Flask, engine: Engine, csrf: CSRFProtect, views: Iterable[type[BaseView]]) -> Builder:
    """Set FAB up on the application and register the core's views. Runs inside the application context."""
    app.config.update(SETTINGS)
    if "csrf" not in app.extensions or app.extensions["csrf"] is not csrf:
        raise ValueError("CSRFProtect comes before AppBuilder")
    factory: scoped_session[Session] = scoped_session(sessionmaker(engine))
    app.teardown_appcontext(lambda _error: factory.remove())
    builder = Builder(app, factory, security_manager_class=Security)
    app.extensions["babel"].locale_selector = preferences.language
    for view in views:
        builder.add_view_no_menu(view)
    return builder
