"""特批查阅: how long, how often, and by when it is judged. No law sets these figures; the county does, within bounds."""

from __future__ import annotations

from collections.abc import Mapping

from portal.access.county_roles import PARAMETERS
from portal.declare.fields import Whole
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, Refused
from portal.store import settings
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork

_TITLES = (
    (settings.GLASS_MINUTES, N_("特批查阅一次看几分钟")),
    (settings.GLASS_URGENT_MINUTES, N_("紧急查阅一次看几分钟")),
    (settings.GLASS_WAIT_MINUTES, N_("申请几分钟内有效")),
    (settings.GLASS_REVIEW_DAYS, N_("几个工作日内复核")),
    (settings.GLASS_ASKS_A_DAY, N_("每人 24 小时内最多申请几次")),
    (settings.GLASS_URGENT_A_DAY, N_("每人 24 小时内最多紧急查阅几次")),
)
FIELDS = tuple(Whole(key.name, title, required=True, least=key.least, most=key.most) for key, title in _TITLES)


def figures(uow: UnitOfWork) -> dict[str, int]:
    """Return the figures in force by the names of their fields."""
    return {key.name: settings.read(uow.session, key) for key, _ in _TITLES}


def change_figures(uow: UnitOfWork, raw: Mapping[str, object]) -> None:
    """Change the figures.

    Raises:
        Forbidden: the actor does not keep the county's settings.
        Refused: every problem at its field, or nothing changed.
    """
    if not uow.actor.may(*PARAMETERS):
        raise Forbidden("open")
    values, problems = read_fields(FIELDS, raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    before = figures(uow)
    changed = [key for key, _ in _TITLES if values[key.name] != before[key.name]]
    if not changed:
        raise Refused.at("", "nothing_changed")
    for key in changed:
        settings.write(uow.session, key, values[key.name])
    uow.session.flush()
    log_access(uow, "setting", "settings_changed", data={"what": " ".join(key.name for key in changed)})
