"""A small sector that uses every hook: neighbours who lend each other tools."""

from __future__ import annotations

from datetime import date, timedelta

import click
from sqlalchemy import MetaData

from portal.sdk import (
    AGREED,
    APPLICANT,
    BY_ALL_PARTIES,
    ENDED,
    PERSON,
    PERSON_A,
    PERSON_B,
    RECEIVED,
    RESPONDENT,
    Action,
    Basis,
    CaseChanged,
    CaseType,
    Choice,
    Clock,
    Day,
    Ending,
    Example,
    Fact,
    LongText,
    Money,
    Phase,
    Plugin,
    Privacy,
    Reason,
    Role,
    Sensitivity,
    Step,
    Text,
    Whole,
    hookimpl,
    rule,
)

from .models import ToyBase

told: list[CaseChanged] = []

LOAN = CaseType(
    key="tool_loan",
    title="借用农具",
    version=1,
    ministry_type="05",
    privacy=Privacy.P1,
    parties=(
        Role("lender", "出借人", kind=PERSON, side=APPLICANT, many=True),
        Role("borrower", "借用人", kind=PERSON, side=RESPONDENT, fields=(Text("village", "住在哪个村"),)),
    ),
    fields=(
        Choice("tool", "农具", (("tractor", "拖拉机"), ("pump", "水泵"), ("other", "其他")), required=True, counted=True),
        Money("worth", "价值", required=True, fact=Fact.AMOUNT_CLAIMED),
        Day("lent_on", "借出日期", required=True),
        Whole("pieces", "件数", unit="件"),
        LongText("secret", "不便公开的情况", sensitivity=Sensitivity.SEALED),
    ),
    clocks=(
        Clock(
            "mediation",
            "调解期限",
            days=30,
            starts=RECEIVED,
            stops=(AGREED, ENDED),
            extend=BY_ALL_PARTIES,
            basis=Basis("农具借用办法", "3", since=date(2020, 1, 1), house=True),
            lapse="可以向法院起诉",
        ),
    ),
    rules=(rule(lambda d, today: d.lent_on <= today, "lent_on", "借出日期不能晚于今天"),),
    steps=(Step("inspected", "已验看农具", Phase.MEDIATING),),
    actions=(Action("inspect", "验看农具", (Phase.MEDIATING,), "已验看农具", to="inspected", once=True),),
    reasons={Ending.NOT_SETTLED: (Reason("tool_lost", "农具下落不明"),)},
    example=lambda today: Example(
        parties={"lender": PERSON_A, "borrower": PERSON_B},
        summary="借出的水泵一直没有归还。",
        tool="pump",
        worth="1280.00",
        lent_on=today - timedelta(days=40),
        pieces=1,
    ),
)


class ToolBoard:
    """A page of the sector."""

    route_base = "/toy/board"


@click.command()
def recount() -> None:
    """Count the tools again."""
    click.echo("1")


@hookimpl
def portal_plugin() -> Plugin:
    """Return the sector."""
    return Plugin(key="toy", title="农具互助会", version="1.2", number_word="具", case_types=(LOAN,))


@hookimpl
def portal_views() -> tuple[type, ...]:
    """Return the page."""
    return (ToolBoard,)


@hookimpl
def portal_tables() -> MetaData:
    """Return the table."""
    return ToyBase.metadata


@hookimpl
def portal_cli() -> tuple[click.Command, ...]:
    """Return the command."""
    return (recount,)


@hookimpl
def portal_case_changed(event: CaseChanged) -> None:
    """Remember what was told."""
    told.append(event)
