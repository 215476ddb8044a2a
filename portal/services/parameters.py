"""参数: adds a version of an amount, marks one as compared with its source, fills an empty table; and the county's settings.

A version is never changed or deleted: a sum that was worked out with it must stay explainable.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from portal.access.county_roles import PARAMETERS
from portal.declare.fields import Choice, Day, Number, Text, YesNo
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.store import settings
from portal.store.access_log import log_access
from portal.store.parameter_rows import KNOWN, NATION, KnownParameter, seed
from portal.store.settings import COUNTY_NAME, HELP_PHONE, MONTH_STARTS_ON
from portal.store.tables.machine import ParameterValue
from portal.store.unit_of_work import UnitOfWork

KIND = "setting"
WHERE = ("nation", "province", "city", "county")
NAME = Text("county_name", N_("本县名称"), required=True, longest=30)
PHONE = Text("help_phone", N_("求助电话"), longest=30)
MONTH = Text("month_starts_on", N_("统计月从几号开始"), required=True, longest=2)


def division_of(where: str, county_code: str) -> str:
    """Return the division a value holds for: the nation, or this county's province, city or itself."""
    return {"nation": NATION, "province": f"{county_code[:2]}0000", "city": f"{county_code[:4]}00"}.get(where, county_code)


def add_value(uow: UnitOfWork, raw: Mapping[str, object]) -> str:
    """Add a version of a parameter, and return its key.

    Raises:
        Forbidden: the actor does not open the page.
        Refused: every problem at its field; also a version of the same day and place.
    """
    _must(uow)
    known = {one.key: one for one in KNOWN}
    values, problems = read_fields(
        (
            Choice("key", N_("参数"), tuple(known) + other_keys(uow, known), required=True),
            Day("since", N_("从哪天起"), required=True, future=True),
            Choice("where", N_("适用地区"), WHERE, required=True),
            Number("value", N_("数值"), required=True, places=4),
            Text("unit", N_("单位"), longest=20),
            Text("source", N_("依据或来源"), required=True, longest=120),
            YesNo("verified", N_("已与原文核对")),
        ),
        raw,
        uow.today,
        "",
    )
    problems += _out_of_bounds(known.get(str(values.get("key"))), values.get("value"))
    unit = values.get("unit") or (known[values["key"]].unit if values.get("key") in known else "")
    if not unit and not problems:
        problems.append(Problem("unit", "required", {"title": N_("单位")}))
    row_key = (values.get("key"), values.get("since"), division_of(str(values.get("where")), uow.county_code))
    if not problems and uow.session.get(ParameterValue, row_key) is not None:
        problems.append(Problem("since", "parameter_there"))
    if problems:
        raise Refused(tuple(problems))
    uow.session.add(
        ParameterValue(
            key=row_key[0],
            since=row_key[1],
            division_code=row_key[2],
            value=f"{values['value'].normalize():f}",
            unit=unit,
            source=values["source"],
            verified=bool(values.get("verified")),
        )
    )
    uow.session.flush()
    log_access(uow, KIND, "parameter_added", data={"parameter": values["key"], "since": values["since"].isoformat()})
    return str(values["key"])


def _out_of_bounds(known: KnownParameter | None, value: Decimal | None) -> list[Problem]:
    """Return what is wrong with a value that the portal could not work with."""
    if known is None or value is None:
        return []
    if value < known.least:
        return [Problem("value", "too_small", {"least": known.least})]
    return [Problem("value", "too_large", {"most": known.most})] if value > known.most else []


def verify_value(uow: UnitOfWork, key: str, since: date, division_code: str) -> None:
    """Note that a version was compared with its original text.

    Raises:
        Forbidden: the actor does not open the page.
        NotFound: no such version.
    """
    _must(uow)
    row = uow.session.get(ParameterValue, (key, since, division_code))
    if row is None or row.verified:
        raise NotFound
    row.verified = True
    uow.session.flush()
    log_access(uow, KIND, "parameter_verified", data={"parameter": key, "since": since.isoformat()})


def fill(uow: UnitOfWork) -> int:
    """Put the delivered values into an empty table, and return how many. Raises `Forbidden`."""
    _must(uow)
    added = seed(uow.session)
    if added:
        log_access(uow, KIND, "parameters_filled", count=added)
    return added


def change_settings(uow: UnitOfWork, raw: Mapping[str, object]) -> None:
    """Change the county's name, its help telephone and the first day of its statistical month.

    Raises:
        Forbidden: the actor does not open the page.
        Refused: every problem at its field.
    """
    _must(uow)
    values, problems = read_fields((NAME, PHONE, MONTH), raw, uow.today, "")
    month = str(values.get("month_starts_on", ""))
    if month and not (month.isdecimal() and month.isascii() and 1 <= int(month) <= 28):
        problems.append(Problem("month_starts_on", "month_start"))
    if problems:
        raise Refused(tuple(problems))
    before = settings_as_text(uow)
    entered = {name: str(values.get(name) or "") for name in before}
    changed = [name for name, text in entered.items() if text != before[name]]
    for name in changed:
        settings.write_text(uow.session, name, entered[name])
    if not changed:
        raise Refused.at("", "nothing_changed")
    uow.session.flush()
    log_access(uow, KIND, "settings_changed", data={"what": " ".join(changed)})


def settings_as_text(uow: UnitOfWork) -> dict[str, str]:
    """Return the county's settings as a form shows them."""
    return {
        COUNTY_NAME.name: settings.read(uow.session, COUNTY_NAME),
        HELP_PHONE.name: settings.read(uow.session, HELP_PHONE),
        MONTH_STARTS_ON.name: str(settings.read(uow.session, MONTH_STARTS_ON)),
    }


def other_keys(uow: UnitOfWork, known: Mapping[str, object]) -> tuple[str, ...]:
    """Return the keys that stand in the table and are not among the known ones: those of plugins."""
    keys = uow.session.scalars(select(ParameterValue.key).distinct().order_by(ParameterValue.key))
    return tuple(key for key in keys if key not in known)


def _must(uow: UnitOfWork) -> None:
    if not uow.actor.may(*PARAMETERS):
        raise Forbidden("open")
