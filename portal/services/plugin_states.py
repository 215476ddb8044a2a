"""插件: an administrator's word that a plugin is not started, or started again. It counts from the next start on."""

from __future__ import annotations

from portal.access.county_roles import PLUGINS
from portal.declare.texts import N_
from portal.errors import Forbidden, NotFound, Refused
from portal.hooks.registry import PluginCondition, PluginReport
from portal.store.access_log import log_access
from portal.store.tables.machine import PluginState
from portal.store.unit_of_work import UnitOfWork

KIND = "plugin"
BY_ADMINISTRATOR = N_("由管理员停用")


def disable_plugin(uow: UnitOfWork, key: str, reason: str) -> None:
    """Decide that the plugin is not started; its cases stay readable.

    Raises:
        Forbidden: the actor does not open the page.
        NotFound: no such plugin.
        Refused: it is disabled already.
    """
    _report(uow, key)
    row = uow.session.get(PluginState, key)
    if row is not None and row.state == PluginCondition.DISABLED:
        raise Refused.at("", "plugin_disabled_already")
    if row is None:
        row = PluginState(key=key)
        uow.session.add(row)
    row.state, row.reason, row.at = PluginCondition.DISABLED.value, reason[:400], uow.now
    uow.session.flush()
    log_access(uow, KIND, "disabled", data={"plugin": key})


def enable_plugin(uow: UnitOfWork, key: str) -> None:
    """Take back what was decided about the plugin, by an administrator or by the quarantine.

    Raises:
        Forbidden: the actor does not open the page.
        NotFound: no such plugin.
        Refused: nothing was decided about it here.
    """
    _report(uow, key)
    row = uow.session.get(PluginState, key)
    if row is None or row.state not in (PluginCondition.DISABLED, PluginCondition.QUARANTINED):
        raise Refused.at("", "plugin_not_disabled")
    uow.session.delete(row)
    uow.session.flush()
    log_access(uow, KIND, "enabled", data={"plugin": key})


def _report(uow: UnitOfWork, key: str) -> PluginReport:
    if not uow.actor.may(*PLUGINS):
        raise Forbidden("open")
    report = next((report for report in uow.registry.states if report.key == key), None)
    if report is None:
        raise NotFound
    return report
