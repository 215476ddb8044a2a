"""`portal stats`: Form A, the monthly text and the register for a period, and whether the figures tie."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal.access.actors import Actor
from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json, say_table
from portal.cli.words import in_words
from portal.errors import ConfigError, Forbidden
from portal.reading.figures_bulletin import bulletin as bulletin_of
from portal.reading.figures_form_a import BLOCKS, COLUMNS, KINDS, TOTAL, Column, FormA, Unit
from portal.reading.figures_periods import Period, read_period, title
from portal.reading.figures_register import period_register, register_workbook
from portal.reading.figures_scopes import Scope, scope_of, scopes
from portal.reading.figures_suppression import hidden_places, suppresses
from portal.reading.figures_totals import Figures
from portal.reading.statistics import form_a as read_form_a
from portal.reading.statistics import statistics as read_statistics
from portal.reading.wording import say as sentence
from portal.services.rebuild_facts import rebuild_facts
from portal.store import settings
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork

_SCOPE = "county、own、sector:<插件>、place:<代码>、unit:<单位>；默认此人最大的范围"
_PERIOD = "2026-11、2026-Q4、2026 或 2026-10-01..2026-10-31；默认本月"


@click.command("form-a", cls=Command, help="人民调解案件情况统计表。")
@click.option("--as", "as_user", metavar="账号", default="", help="以谁的身份统计：只计此人可见范围内的案件；默认全县")
@click.option("--period", default="", metavar="时期", help=_PERIOD)
@click.option("--scope", default="", metavar="范围", help=_SCOPE)
@as_json
@on_installation
def form_a(installation: Installation, as_user: str, period: str, scope: str, as_json: bool) -> int:
    """Print Form A."""
    with in_words(installation.config.locale, installation.registry), _counting(installation, as_user) as uow:
        chosen, wanted = _wanted(uow, period, scope)
        form = read_form_a(uow, uow.actor, chosen, wanted)
        if as_json:
            say_json(_json(form, wanted, {"code": chosen.code, "title": chosen.title}, uow.actor))
        else:
            _say_form(form, wanted, chosen.title, uow.actor)
    return 0


@click.command("bulletin", cls=Command, help="月度文字简报，可以直接用在工作简报里。")
@click.option("--as", "as_user", metavar="账号", default="", help="以谁的身份统计；默认全县")
@click.option("--period", default="", metavar="时期", help=_PERIOD)
@click.option("--scope", default="", metavar="范围", help=_SCOPE)
@as_json
@on_installation
def bulletin(installation: Installation, as_user: str, period: str, scope: str, as_json: bool) -> int:
    """Print the monthly text; like every paper it is Chinese."""
    with in_words("zh", installation.registry), _counting(installation, as_user) as uow:
        chosen, wanted = _wanted(uow, period, scope)
        text = bulletin_of(read_statistics(uow, uow.actor, chosen, wanted))
        if as_json:
            say_json({"period": wanted.key, "scope": {"code": chosen.code, "title": chosen.title}, "text": text})
        else:
            say(text)
    return 0


@click.command("register", cls=Command, help="月度台账：某一时期受理的案件，A4 横向的 Excel 文件。")
@click.option("--as", "as_user", metavar="账号", required=True, help="以谁的身份；只列此人可以打印的案件")
@click.option("--period", default="", metavar="时期", help=_PERIOD)
@click.option("--scope", default="", metavar="范围", help=_SCOPE)
@click.option(
    "--output", required=True, metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件（.xlsx）"
)
@as_json
@on_installation
def register(installation: Installation, as_user: str, period: str, scope: str, output: Path, as_json: bool) -> int:
    """Write the register of a period; that it was exported is written down."""
    with in_words("zh", installation.registry), installation.acting_as(as_user, write=True) as (uow, who):
        chosen, wanted = _wanted(uow, period, scope)
        made = period_register(uow, who.actor, chosen, wanted)
        text = bulletin_of(read_statistics(uow, who.actor, chosen, wanted))
        book = register_workbook(made, text, uow.today)
        log_access(uow, "export", "register", count=len(made.rows), data={"period": wanted.key, "scope": chosen.code})
        try:
            output.write_bytes(book)
        except OSError as error:
            raise ConfigError(f"写不进 {output}：{error.strerror}") from error
    if as_json:
        say_json(
            {"period": wanted.key, "scope": chosen.code, "cases": len(made.rows), "sealed": made.sealed, "file": str(output)}
        )
    else:
        say(f"{made.heading}：{len(made.rows)} 件，已写到 {output}。")
    return 0


@click.command("verify", cls=Command, help="核对统计：各类型、各来源之和等于受理总数，且每个数字都能从案件重算；不符以 1 退出。")
@click.option("--period", default="", metavar="时期", help=_PERIOD)
@as_json
@on_installation
def verify(installation: Installation, period: str, as_json: bool) -> int:
    """Look whether the figures tie and can be worked out again."""
    with in_words(installation.config.locale, installation.registry), installation.at_task("statistics") as uow:
        wanted = read_period(period, today=uow.today, starts_on=settings.read(uow.session, settings.MONTH_STARTS_ON))
        tie = read_form_a(uow, uow.actor, scopes(uow, uow.actor)[0], wanted).tie
    differing = _differing(installation)
    good = tie.holds and differing == 0
    if as_json:
        say_json(
            {
                "period": wanted.key,
                "types": tie.types,
                "sources": tie.sources,
                "total": tie.total,
                "differing": differing,
                "good": good,
            }
        )
    else:
        say(f"类型合计 {tie.types}，来源合计 {tie.sources}，受理 {tie.total}。")
        say("每个数字都能从案件重算。" if differing == 0 else f"有 {differing} 处与案件不符，请执行 portal facts rebuild。")
    return 0 if good else 1


stats = Group(
    "stats",
    {
        "form-a": ("portal.cli.stats:form_a", "人民调解案件情况统计表"),
        "bulletin": ("portal.cli.stats:bulletin", "月度文字简报"),
        "register": ("portal.cli.stats:register", "月度台账（A4 横向）"),
        "verify": ("portal.cli.stats:verify", "核对统计"),
    },
    help="统计。",
)


def _wanted(uow: UnitOfWork, period: str, scope: str) -> tuple[Scope, Period]:
    """Return the scope and the period meant. Raises `Forbidden` for an actor without figures, `NotFound`, `Refused`."""
    offered = scopes(uow, uow.actor)
    if not offered:
        raise Forbidden("open")
    wanted = read_period(period, today=uow.today, starts_on=settings.read(uow.session, settings.MONTH_STARTS_ON))
    return scope_of(offered, scope), wanted


@contextmanager
def _counting(installation: Installation, account: str) -> Iterator[UnitOfWork]:
    """Open a unit of work of somebody, or without an account of the system, which counts the whole county."""
    if account:
        with installation.acting_as(account) as (uow, _who):
            yield uow
    else:
        with installation.at_task("statistics") as uow:
            yield uow


class _OnlyLooked(Exception):
    """Takes back what a rebuild wrote; it was only done to see whether there is anything to write."""

    def __init__(self, written: int) -> None:
        super().__init__(written)
        self.written = written


def _differing(installation: Installation) -> int:
    try:
        with installation.at_task("facts.rebuild", write=True) as uow:
            raise _OnlyLooked(rebuild_facts(uow).written)
    except _OnlyLooked as looked:
        return looked.written


def _json(form: FormA, period: Period, scope: dict[str, str], actor: Actor) -> dict[str, object]:
    hidden = hidden_places(form) if suppresses(actor) else frozenset()
    rows = [
        {
            "kind": kind or "total",
            "title": sentence(KINDS[kind]) if kind != TOTAL else "合计",
            "figures": {key: None if (kind, key) in hidden else _value(column, figures) for key, column in COLUMNS.items()},
        }
        for kind, figures in form.lines
    ]
    days = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    return {"form": "a", "period": {"key": period.key, "title": title(period), **days}, "scope": scope, "rows": rows}


def _say_form(form: FormA, period: Period, scope: str, actor: Actor) -> None:
    say(f"人民调解案件情况统计表　{scope}　{title(period)}")
    hidden = hidden_places(form) if suppresses(actor) else frozenset()
    for block in BLOCKS:
        say("")
        heads = ("", *(_head(column) for column in block.columns))
        rows = [
            (
                sentence(KINDS[kind]) if kind != TOTAL else "合计",
                *("＊" if (kind, c.key) in hidden else _shown(c, figures) for c in block.columns),
            )
            for kind, figures in form.lines
        ]
        say_table(heads, rows)


def _head(column: Column) -> str:
    return f"{sentence(column.under)}·{sentence(column.title)}" if column.under else sentence(column.title)


def _value(column: Column, figures: Figures) -> object:
    """Return a figure for a program: money in yuan as text, shares as text, what is filled in by hand as nothing."""
    value = column.value(figures)
    if column.unit is Unit.MONEY and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d}"
    return value


def _shown(column: Column, figures: Figures) -> str:
    value = column.value(figures)
    if value is None:
        return ""
    return f"{int(value) / 1_000_000:.2f}" if column.unit is Unit.MONEY else str(value)
