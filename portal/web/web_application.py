"""The Flask application: settings, session, builder, gate, headers, errors, templates. In this order, which matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response
from flask_appbuilder import BaseView
from flask_wtf import CSRFProtect

from portal.hooks.registry import PluginCondition, Registry
from portal.reading.wording import use_catalogues
from portal.web.acting import Portal, today
from portal.web.assets import Assets
from portal.web.builder import build
from portal.web.components import Components
from portal.web.converters import SmallWhole
from portal.web.cookies import PortalSessions
from portal.web.errors import tell_errors
from portal.web.figures import FILTERS
from portal.web.frame import frame
from portal.web.gate import Gate
from portal.web.headers import GuardedAnswers, keep_static_files
from portal.web.plugin_pages import add_plugin_pages
from portal.web.proxies import TrustedProxies
from portal.web.registries import fieldset_columns, rendered
from portal.web.spool import PortalRequest
from portal.web.vocabulary import GLOBALS

MEGABYTE = 1024 * 1024
TRANSLATIONS = Path(__file__).parent.parent / "translations"


class Application(Flask):
    """Flask without its own log of errors: it would write their texts, and a text may hold what somebody typed."""

    request_class = PortalRequest

    def log_exception(self, exc_info: object) -> None:
        """Write nothing; `portal.web.errors` logs what failed and where."""

    def finalize_request(self, rv: Any, from_error_handler: bool = False) -> Response:
        """Finish an answer. Flask would log the text of what fails while the page of an error is finished; here it is told."""
        return super().finalize_request(rv)


def make_web_application(portal: Portal, secret: str, views: Iterable[type[BaseView]]) -> Flask:
    """Return the application with the core's and the plugins' pages.

    Raises:
        PortalError: a route of the core does not say who may enter.
    """
    app = Application("portal.web")
    app.config.update(
        SECRET_KEY=secret,
        TRUSTED_HOSTS=list(portal.config.trusted_hosts),
        MAX_CONTENT_LENGTH=25 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,  # a narrative of 3 MB still gets its sentence at its field
        MAX_FORM_PARTS=1000,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        SEND_FILE_MAX_AGE_DEFAULT=None,
        TEMPLATES_AUTO_RELOAD=False,
        WTF_CSRF_CHECK_DEFAULT=False,  # the gate asks for the token, after it knows who comes
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        BABEL_DEFAULT_LOCALE=portal.config.locale,
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
    )
    app.url_map.converters["int"] = SmallWhole
    app.extensions["portal"] = portal
    use_catalogues(_translations(portal.registry))
    app.session_interface = PortalSessions(portal.engine, portal.store.clock)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS, fieldset_columns=fieldset_columns, rendered=rendered)
    app.jinja_env.globals.update(asset=Assets(app), today_iso=lambda: today().isoformat(), **GLOBALS)
    app.before_request(lambda: app.extensions["portal_gate"].ask())
    csrf = CSRFProtect(app)
    with app.app_context():
        builder = build(app, portal.engine, csrf, views)
        app.extensions["portal_page_refusals"] = add_plugin_pages(app, builder, portal.registry)
    app.jinja_env.globals["ui"] = Components(app.jinja_env)
    app.context_processor(lambda: {"frame": frame()})
    app.extensions["portal_gate"] = Gate.of(app, csrf)
    keep_static_files(app)
    tell_errors(app)
    app.wsgi_app = GuardedAnswers(TrustedProxies(app.wsgi_app, portal.config.trusted_proxies))  # type: ignore[method-assign]
    return app


def _translations(plugins: Registry) -> dict[str, Path]:
    """Return the folder of translations of each loaded plugin."""
    active = (report for report in plugins.states if report.state is PluginCondition.ACTIVE)
    return {report.key: report.folder / "translations" for report in active if report.folder is not None}
