"""Plugins that pass their trial and fail later: because of their tables, their pages, or while the portal runs."""

from __future__ import annotations

from portal.hooks.faults import Fault
from tests.plugins.bad import BAD, HANGS, NAME, Bad, Outcome
from tests.plugins.sources import hook, migration, models, page, source

_NO_ROW = "op.create_table('{0}_row', sa.Column('id', sa.Integer(), primary_key=True))"
WITH_TABLES = (
    Bad(
        "bad_upgrade",
        ("迁移运行时出错", "A migration that fails"),
        Fault.BEHIND,
        source("bad_upgrade", more=models("bad_upgrade_row")),
        ("—", "bad_upgrade_0001"),
        migration("bad_upgrade", _NO_ROW.format("bad_upgrade") + "\n    raise ValueError('half way')"),
        Outcome.TABLES,
    ),
    Bad(
        "bad_script",
        ("迁移脚本有语法错误", "A migration with a syntax error"),
        Fault.HISTORY,
        source("bad_script", more=models("bad_script_row")),
        ("SyntaxError",),
        migration("bad_script", "op.create_table("),
        Outcome.TABLES,
    ),
    Bad(
        "case",
        ("数据表的名称是平台的", "A table with a name of the portal's"),
        Fault.TABLE_TAKEN,
        source("case", more=models("case_file")),
        ("case_file", "portal"),
        migration("case", "op.drop_table('case_file')"),
        Outcome.TABLES,
    ),
    Bad(
        "no_rule",
        ("数据表没有说明谁可以看", "A table that does not say who may see it"),
        Fault.NO_RULE,
        source("no_rule", more=models("no_rule_row", info="{}")),
        ("no_rule_row",),
        migration("no_rule", _NO_ROW.format("no_rule")),
        Outcome.TABLES,
    ),
)
_CASE_COLUMNS = "sa.Column('county_code', sa.String(6)), sa.Column('case_id', sa.Uuid())"
OPEN_ROWS = Bad(
    "open_rows",
    ("数据表不在行级安全之后（PostgreSQL）", "A table outside row security (PostgreSQL)"),
    Fault.UNGUARDED,
    source(
        "open_rows",
        head="import uuid\nfrom sqlalchemy import String, Uuid\n",
        more=models(
            "open_rows_row",
            info="{}",
            more="county_code: Mapped[str] = mapped_column(String(6))\n    case_id: Mapped[uuid.UUID] = mapped_column(Uuid)",
        ),
    ),
    ("open_rows_row",),
    migration("open_rows", _NO_ROW.format("open_rows")[:-1] + f", {_CASE_COLUMNS})"),
    Outcome.TABLES,
)
WITH_PAGES = (
    Bad(
        "cases",
        ("代号是平台的地址", "A key that is an address of the portal"),
        Fault.PORTAL_ADDRESS,
        source("cases", more=page("cases") + hook("portal_views()", "return (Page,)")),
        ("/cases",),
        outcome=Outcome.PAGES,
    ),
    Bad(
        "same_page",
        ("同一个页面给出两次", "The same page twice"),
        Fault.PAGE,
        source("same_page", more=page("same_page") + hook("portal_views()", "return (Page, type('Page', (Page,), {}))")),
        ("Page",),
        outcome=Outcome.PAGES,
    ),
)
RUNNING = (
    Bad(
        "moody",
        ("规则、前置条件、计算或页面运行时出错", "A rule, guard, calculator or page that fails while the portal runs"),
        Fault.KEEPS_FAILING,
        source("moody", rules='rule(lambda d, today: d.sum <= 100 or 1 / 0, "sum", "不行"),'),
        ("ZeroDivisionError",),
        outcome=Outcome.SET_ASIDE,
    ),
    Bad(
        "sulky",
        ("钩子 portal_case_changed 出错", "The hook portal_case_changed raises"),
        Fault.KEEPS_FAILING,
        source("sulky", more=hook("portal_case_changed(event)", "raise LookupError")),
        ("portal_case_changed", "LookupError"),
        outcome=Outcome.SET_ASIDE,
    ),
    Bad(
        "slow",
        ("钩子一次超过 5 秒", "A hook that takes more than 5 seconds"),
        Fault.KEEPS_FAILING,
        source("slow", more=hook("portal_case_changed(event)", "wait()")),
        ("portal_case_changed", "TimeoutError"),
        outcome=Outcome.SET_ASIDE,
    ),
    Bad(
        "broken_page",
        ("模板打开时出错", "A template that fails when it is shown"),
        Fault.KEEPS_FAILING,
        source("broken_page", more=page("broken_page") + hook("portal_views()", "return (Page,)")),
        ("broken_page_Page.page", "UndefinedError"),
        {"templates/broken_page/page.html": '{% extends "layout.html" %}{% block content %}{{ nobody.name }}{% endblock %}'},
        Outcome.SET_ASIDE,
    ),
)
LOOPS = Bad(
    "loops",
    ("计算死循环", "An endless loop in a calculator"),
    Fault.HUNG,
    source(
        "loops",
        head="HOUSE = Basis('办法', '', since=date(2026, 1, 1), house=True)\ndef turn(entered):\n    while True: entered\n",
        calculators='Calculator("turn", "转圈", (Money("sum", "金额"),), turn, (HOUSE,)),',
    ),
    ("__init__.py:",),
    outcome=Outcome.ENDED,
)
EVERY = (NAME, *BAD, HANGS, *WITH_TABLES, OPEN_ROWS, *WITH_PAGES, *RUNNING, LOOPS)


MOODY = RUNNING[0]
"""Passes its trial, and its rule raises for amounts above one yuan."""
