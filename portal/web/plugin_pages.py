"""Pages of plugins: checked before they are registered, so that a plugin whose pages break a rule stops nobody.

A view's `route_base` is `/<plugin key>` or below; every route says who may enter; with `menu_label` it gets an entry in the
plugin's group at the left. Templates lie in the plugin's `templates/<key>/`, static files in its `static/`, served as
`/static/plugins/<key>/`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Flask
from flask_appbuilder import AppBuilder, BaseView
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

from portal.declare.plugins import Plugin
from portal.hooks.faults import Failure, Fault, PluginFailed
from portal.hooks.own_names import is_own, wrong_with_view
from portal.hooks.registry import Registry
from portal.web.guarding import guards_of_view

_log = logging.getLogger(__name__)


def add_plugin_pages(app: Flask, builder: AppBuilder, plugins: Registry) -> dict[str, Failure]:
    """Register the pages of the loaded plugins and return, by plugin key, why a plugin got none."""
    _add_folders(app, plugins)
    refused: dict[str, Failure] = {}
    offered = plugins.hooks.views()
    for key, plugin in plugins.plugins.items():
        classes = [view for told, view in offered if told == key]
        try:
            for view in [_checked(app, key, cls) for cls in _different(classes)]:
                _register(builder, plugin, view)
        except Exception as error:  # noqa: BLE001 - the outermost edge towards a plugin
            refused[key] = _failure(error)
            _log.error("pages of plugin %s left out: %s", key, refused[key])
    return refused


def _different(classes: Sequence[type]) -> Sequence[type]:
    """Return the views of a plugin. Raises `PluginFailed` when two have one name, which is their address inside the portal."""
    for cls in classes:
        if sum(getattr(other, "__name__", "") == getattr(cls, "__name__", "") for other in classes) > 1:
            raise PluginFailed(Fault.PAGE, view=getattr(cls, "__name__", type(cls).__name__))
    return classes


def _checked(app: Flask, key: str, cls: type) -> BaseView:
    """Return an instance of the view. Raises `PluginFailed`, or whatever the plugin's own code raises."""
    if wrong := wrong_with_view(key, cls):
        raise PluginFailed(wrong.fault, **wrong.said)
    if not issubclass(cls, BaseView) or _endpoint(key, cls) in app.blueprints:
        raise PluginFailed(Fault.PAGE, view=cls.__name__)
    if any(rule.rule.split("/")[1] == key for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(f"{key}_")):
        raise PluginFailed(Fault.PORTAL_ADDRESS, view=cls.__name__, key=key)
    view = cls()
    asked = {guard.view for guard in guards_of_view(view).values() if guard is not None and guard.view}
    if foreign := sorted(name for name in asked if not is_own(key, name)):  # with Flask-AppBuilder's own permissions
        raise PluginFailed(Fault.FOREIGN_VERB, view=cls.__name__, views=", ".join(foreign))
    return view


def _failure(error: Exception) -> Failure:
    if isinstance(error, PluginFailed):
        return error.failure
    return Failure.of(Fault.RAISES, where="", said=type(error).__name__)


def _register(builder: AppBuilder, plugin: Plugin, view: BaseView) -> None:
    builder.add_view_no_menu(view, endpoint=_endpoint(plugin.key, type(view)))
    label = _label(view)
    if label:
        builder.menu.add_link(
            f"{plugin.key}.{type(view).__name__}", label=label, category=plugin.key, category_label=plugin.title, baseview=view
        )


def _endpoint(key: str, cls: type) -> str:
    return f"{key}_{cls.__name__}"


def _label(view: BaseView) -> str:
    return str(getattr(view, "menu_label", "") or "")


def _add_folders(app: Flask, plugins: Registry) -> None:
    """Let every plugin find its own templates and static files, and nobody else's."""
    templates: dict[str, FileSystemLoader] = {}
    for report in plugins.states:
        if report.key not in plugins.plugins or report.folder is None:
            continue
        own = Path(report.folder) / "templates" / report.key
        if own.is_dir():
            templates[report.key] = FileSystemLoader(own)
        static = Path(report.folder) / "static"
        if static.is_dir():
            files = Blueprint(
                f"{report.key}_files", __name__, static_folder=static, static_url_path=f"/static/plugins/{report.key}"
            )
            app.register_blueprint(files)
    loaders = [app.jinja_loader, PrefixLoader(dict(templates))]
    app.jinja_loader = ChoiceLoader([loader for loader in loaders if loader is not None])
