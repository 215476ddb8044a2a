"""Plugins that must stop nobody: what is wrong with each, what becomes of it, and what its report must say.

The table in the guides (`docs/generators/failures.py`) is made from this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from portal.hooks.faults import Fault

_HEAD = '''"""A plugin for a test."""
from datetime import date, timedelta
from portal.sdk import *
'''
_PLUGIN = """
@hookimpl
def portal_plugin():
    return Plugin(key="{key}", title="试件", case_types=(T,))
"""
_TYPE = """
T = CaseType(
    key="t", title="试件", version=1, ministry_type="05",
    parties=(Role("a", "甲方", kind=PERSON, side=APPLICANT),),
    fields=(Money("sum", "金额", required=True){fields},),
    clocks=({clocks}),
    rules=({rules}),
    calculators=({calculators}),
    example=lambda today: Example(parties={{"a": PERSON_A}}, sum="{amount}"),
)
"""


def _source(
    key: str,
    *,
    head: str = "",
    fields: str = "",
    clocks: str = "",
    rules: str = "",
    calculators: str = "",
    amount: str = "1.00",
    more: str = "",
) -> str:
    body = _TYPE.format(fields=fields, clocks=clocks, rules=rules, calculators=calculators, amount=amount)
    return _HEAD + head + body + _PLUGIN.format(key=key) + more


def _hook(name: str, body: str) -> str:
    return f"\n@hookimpl\ndef {name}:\n    {body}\n"


def _page(key: str, *, base: str = "", opens: str = "@signed_in", name: str = "Page", more: str = "pass") -> str:
    return (
        "\nfrom flask import render_template\nfrom flask_appbuilder import BaseView, expose\n"
        f"class {name}(BaseView):\n    route_base = '{base or f'/{key}'}'\n    {more}\n"
        f"    @expose('/')\n    {opens}\n    def page(self):\n        return render_template('{key}/page.html')\n"
    )


def _models(table: str, more: str = "", info: str = '{"global": "nothing"}') -> str:
    return (
        "\nfrom sqlalchemy import Integer\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n"
        "class Base(DeclarativeBase):\n    pass\n"
        f"class Row(Base):\n    __tablename__ = '{table}'\n    __table_args__ = ({{'info': {info}}},)\n"
        f"    id: Mapped[int] = mapped_column(Integer, primary_key=True)\n    {more}\n"
        + _hook("portal_tables()", "return Base.metadata")
    )


def _migration(key: str, upgrade: str) -> Mapping[str, str]:
    text = (
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{key}_0001'\ndown_revision = branch_labels = depends_on = None\n\n"
        f"def upgrade():\n    {upgrade}\n\ndef downgrade():\n    op.drop_table('{key}_row')\n"
    )
    return MappingProxyType({"migrations/versions/0001_row.py": text})


class Outcome(StrEnum):
    """What becomes of a bad plugin."""

    LEFT_OUT = "left_out"  # at the start, before any of its code runs in the portal
    TABLES = "tables"  # at the start, because of its tables
    PAGES = "pages"  # its pages only
    SET_ASIDE = "set_aside"  # while the portal runs, after five failures
    ENDED = "ended"  # while the portal runs, with its worker


@dataclass(frozen=True)
class Bad:
    """A failing plugin; each of `told` must stand in the reason of its report. `is_` says in both languages what is wrong."""

    key: str
    is_: tuple[str, str]
    fault: Fault
    source: str
    told: tuple[str, ...]
    more: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    outcome: Outcome = Outcome.LEFT_OUT


NEIGHBOUR = _source("shared", more=_models("shared_more_row"))
"""A good plugin, key `shared`, whose table another one wants to have too."""

_WRITES = "\nfrom pathlib import Path\n"
_RULE_RAISES = 'rule(lambda d, today: 1 / 0, "sum", "不行"),'

BAD = (
    Bad("syntax", ("语法错误", "A syntax error"), Fault.SYNTAX, _HEAD + "def broken(:\n", ("__init__.py:4", "语法错误")),
    Bad(
        "needs",
        ("要用的模块没有安装", "A module that is not installed"),
        Fault.IMPORT,
        _HEAD + "import no_such_module_anywhere\n",
        ("__init__.py:4", "no_such_module_anywhere"),
    ),
    Bad(
        "raises",
        ("读入时出错", "Raises when it is imported"),
        Fault.RAISES,
        _HEAD + 'raise RuntimeError("no such thing")\n',
        ("__init__.py:4", "RuntimeError: no such thing"),
    ),
    Bad(
        "plugin_raises",
        ("钩子 portal_plugin 出错", "The hook portal_plugin raises"),
        Fault.RAISES,
        _HEAD + _hook("portal_plugin()", "return 1 / 0"),
        ("__init__.py:7", "ZeroDivisionError"),
    ),
    Bad(
        "views_raise",
        ("钩子 portal_views 出错", "The hook portal_views raises"),
        Fault.RAISES,
        _source("views_raise", more=_hook("portal_views()", "return 1 / 0")),
        ("ZeroDivisionError",),
    ),
    Bad(
        "tables_raise",
        ("钩子 portal_tables 出错", "The hook portal_tables raises"),
        Fault.RAISES,
        _source("tables_raise", more=_hook("portal_tables()", "return 1 / 0")),
        ("ZeroDivisionError",),
    ),
    Bad(
        "cli_raises",
        ("钩子 portal_cli 出错", "The hook portal_cli raises"),
        Fault.RAISES,
        _source("cli_raises", more=_hook("portal_cli()", "return 1 / 0")),
        ("ZeroDivisionError",),
    ),
    Bad(
        "rule_raises",
        ("规则在示例上就出错", "A rule that raises for the example"),
        Fault.RAISES,
        _source("rule_raises", rules=_RULE_RAISES),
        ("ZeroDivisionError",),
    ),
    Bad("nothing", ("没有钩子", "No hook at all"), Fault.NO_PLUGIN, '"""No hook at all."""\n', ("portal_plugin()",)),
    Bad(
        "wrong_value",
        ("钩子返回的不是 Plugin", "A hook that returns no Plugin"),
        Fault.HOOK_VALUE,
        _HEAD + _hook("portal_plugin()", "return 'me'"),
        ("portal_plugin()", "str", "Plugin"),
    ),
    Bad(
        "one_view",
        ("钩子 portal_views 给出的不是元组", "portal_views gives no tuple"),
        Fault.HOOK_VALUE,
        _source("one_view", more=_hook("portal_views()", "return object")),
        ("portal_views()", "type"),
    ),
    Bad(
        "other_key",
        ("代号与文件夹名不同", "Another key than the folder's name"),
        Fault.OTHER_KEY,
        _source("another"),
        ("another", "other_key"),
    ),
    Bad(
        "unknown_hook",
        ("不认识的钩子", "A hook nobody knows"),
        Fault.UNKNOWN_HOOK,
        _source("unknown_hook", more=_hook("portal_nonsense()", "return 1")),
        ("portal_nonsense",),
    ),
    Bad(
        "no_basis",
        ("期限没有依据", "A clock without a basis"),
        Fault.DECLARATION,
        _source("no_basis", clocks='Clock("c", "期限", starts=RECEIVED, days=15, basis=None, lapse="可以起诉"),'),
        ("__init__.py:", "clock c", "has no basis"),
    ),
    Bad(
        "sealed_counted",
        ("封存的内容要计入统计", "A sealed field that is counted"),
        Fault.DECLARATION,
        _source("sealed_counted", fields=', Choice("x", "选项", ("一", "二"), counted=True, sensitivity=Sensitivity.SEALED)'),
        ("field x", "statistics"),
    ),
    Bad(
        "bad_example",
        ("示例通不过登记", "An example that cannot be registered"),
        Fault.EXAMPLE,
        _source("bad_example", amount="many"),
        ("类型 t", "details.sum"),
    ),
    Bad(
        "dies",
        ("让进程退出", "Ends its process"),
        Fault.DIES,
        _HEAD + "import os\nos._exit(3)\n",
        ("退出码 3",),
    ),
    Bad("leaves", ("读入时就退出", "Leaves when imported"), Fault.DIES, _HEAD + "import sys\nsys.exit(0)\n", ("退出码 0",)),
    Bad(
        "writes_file",
        ("读入时写文件", "Writes a file when imported"),
        Fault.WRITES,
        _source("writes_file", head=_WRITES + "Path(__file__).with_name('written').write_text('1')\n"),
        ("__init__.py:6", "open(", "written"),
    ),
    Bad(
        "writes_quietly",
        ("读入时写数据库，还把错误藏起来", "Writes into a database when imported, and hides the error"),
        Fault.WRITES,
        _source("writes_quietly", head="import sqlite3\ntry:\n    sqlite3.connect('x.db')\nexcept Exception:\n    pass\n"),
        ("__init__.py:6", "sqlite3.connect(x.db)"),
    ),
    Bad(
        "foreign_page",
        ("页面占用别人的地址", "A page at somebody else's address"),
        Fault.ADDRESS,
        _source("foreign_page", more="class Page:\n    route_base = '/cases'\n" + _hook("portal_views()", "return (Page,)")),
        ("Page", "/foreign_page"),
    ),
    Bad(
        "silent_page",
        ("页面没有说明谁可以进入", "A route without a permission"),
        Fault.SILENT,
        _source("silent_page", more=_page("silent_page", opens="# nobody said") + _hook("portal_views()", "return (Page,)")),
        ("Page", "没有说明谁可以进入", "page"),
    ),
    Bad(
        "foreign_verb",
        ("页面用别的插件的权限", "A page that asks for another plugin's permission"),
        Fault.FOREIGN_VERB,
        _source(
            "foreign_verb",
            more=_page("foreign_verb", opens="@opens('toy.tool_loan', verb='read')") + _hook("portal_views()", "return (Page,)"),
        ),
        ("Page", "toy.tool_loan"),
    ),
    Bad(
        "bad_menu",
        ("菜单指向没有的页面", "A menu entry that leads nowhere"),
        Fault.MENU,
        _source(
            "bad_menu",
            more=_page("bad_menu", more="menu_label, default_view = '看板', 'list'") + _hook("portal_views()", "return (Page,)"),
        ),
        ("Page", "list"),
    ),
    Bad(
        "bad_template",
        ("模板写错", "A broken template"),
        Fault.TEMPLATE,
        _source("bad_template", more=_page("bad_template") + _hook("portal_views()", "return (Page,)")),
        ("templates/bad_template/page.html", "2"),
        {"templates/bad_template/page.html": '{% extends "layout.html" %}\n{% block content %}{{ 1 + }}{% endblock %}\n'},
    ),
    Bad(
        "bad_relation",
        ("关联指向没有的类", "A relationship to a class there is not"),
        Fault.MODELS,
        _source("bad_relation", more=_models("bad_relation_row", more='nobody: Mapped["Nobody"] = relationship()')),
        ("Nobody",),
    ),
    Bad(
        "foreign_table",
        ("数据表的名称不带自己的代号", "A table without the plugin's key"),
        Fault.TABLE,
        _source("foreign_table", more=_models("case_file")),
        ("case_file", "foreign_table_"),
    ),
    Bad(
        "shared_more",
        ("与别的插件用同一张表", "The same table as another plugin"),
        Fault.TABLE_TAKEN,
        _source("shared_more", more=_models("shared_more_row")),
        ("shared_more_row", "shared"),
    ),
    Bad(
        "reads_other",
        ("读别的插件的数据表", "Reads another plugin's table"),
        Fault.OTHER_TABLE,
        _source("reads_other", more="def names(session):\n    return session.execute('SELECT name FROM toy_tool')\n"),
        ("__init__.py:", "toy_tool", "toy"),
    ),
    Bad(
        "needs_other",
        ("读入别的插件", "Imports another plugin"),
        Fault.OTHER_PLUGIN,
        _source("needs_other", head="import portal_plugins.toy\n"),
        ("toy",),
    ),
)
HANGS = Bad(
    "hangs",
    ("读入时不结束", "An import that does not end"),
    Fault.HANGS,
    _HEAD + "import time\nwhile True:\n    time.sleep(60)\n",
    ("没有结束",),
)
NAME = Bad("My-Plugin", ("文件夹名不能作代号", "A folder whose name cannot be a key"), Fault.KEY, _source("mine"), ("My-Plugin",))

_NO_ROW = "op.create_table('{0}_row', sa.Column('id', sa.Integer(), primary_key=True))"
WITH_TABLES = (
    Bad(
        "bad_upgrade",
        ("迁移运行时出错", "A migration that fails"),
        Fault.BEHIND,
        _source("bad_upgrade", more=_models("bad_upgrade_row")),
        ("—", "bad_upgrade_0001"),
        _migration("bad_upgrade", _NO_ROW.format("bad_upgrade") + "\n    raise ValueError('half way')"),
        Outcome.TABLES,
    ),
    Bad(
        "bad_script",
        ("迁移脚本有语法错误", "A migration with a syntax error"),
        Fault.HISTORY,
        _source("bad_script", more=_models("bad_script_row")),
        ("SyntaxError",),
        _migration("bad_script", "op.create_table("),
        Outcome.TABLES,
    ),
    Bad(
        "case",
        ("数据表的名称是平台的", "A table with a name of the portal's"),
        Fault.TABLE_TAKEN,
        _source("case", more=_models("case_file")),
        ("case_file", "portal"),
        _migration("case", "op.drop_table('case_file')"),
        Outcome.TABLES,
    ),
    Bad(
        "no_rule",
        ("数据表没有说明谁可以看", "A table that does not say who may see it"),
        Fault.NO_RULE,
        _source("no_rule", more=_models("no_rule_row", info="{}")),
        ("no_rule_row",),
        _migration("no_rule", _NO_ROW.format("no_rule")),
        Outcome.TABLES,
    ),
)
_CASE_COLUMNS = "sa.Column('county_code', sa.String(6)), sa.Column('case_id', sa.Uuid())"
OPEN_ROWS = Bad(
    "open_rows",
    ("数据表不在行级安全之后（PostgreSQL）", "A table outside row security (PostgreSQL)"),
    Fault.UNGUARDED,
    _source(
        "open_rows",
        head="import uuid\nfrom sqlalchemy import String, Uuid\n",
        more=_models(
            "open_rows_row",
            info="{}",
            more="county_code: Mapped[str] = mapped_column(String(6))\n    case_id: Mapped[uuid.UUID] = mapped_column(Uuid)",
        ),
    ),
    ("open_rows_row",),
    _migration("open_rows", _NO_ROW.format("open_rows")[:-1] + f", {_CASE_COLUMNS})"),
    Outcome.TABLES,
)
WITH_PAGES = (
    Bad(
        "cases",
        ("代号是平台的地址", "A key that is an address of the portal"),
        Fault.PORTAL_ADDRESS,
        _source("cases", more=_page("cases") + _hook("portal_views()", "return (Page,)")),
        ("/cases",),
        outcome=Outcome.PAGES,
    ),
    Bad(
        "same_page",
        ("同一个页面给出两次", "The same page twice"),
        Fault.PAGE,
        _source("same_page", more=_page("same_page") + _hook("portal_views()", "return (Page, type('Page', (Page,), {}))")),
        ("Page",),
        outcome=Outcome.PAGES,
    ),
)
RUNNING = (
    Bad(
        "moody",
        ("规则、前置条件、计算或页面运行时出错", "A rule, guard, calculator or page that fails while the portal runs"),
        Fault.KEEPS_FAILING,
        _source("moody", rules='rule(lambda d, today: d.sum <= 100 or 1 / 0, "sum", "不行"),'),
        ("ZeroDivisionError",),
        outcome=Outcome.SET_ASIDE,
    ),
    Bad(
        "sulky",
        ("钩子 portal_case_changed 出错", "The hook portal_case_changed raises"),
        Fault.KEEPS_FAILING,
        _source("sulky", more=_hook("portal_case_changed(event)", "raise LookupError")),
        ("portal_case_changed", "LookupError"),
        outcome=Outcome.SET_ASIDE,
    ),
    Bad(
        "slow",
        ("钩子一次超过 5 秒", "A hook that takes more than 5 seconds"),
        Fault.KEEPS_FAILING,
        _source("slow", more=_hook("portal_case_changed(event)", "wait()")),
        ("portal_case_changed", "TimeoutError"),
        outcome=Outcome.SET_ASIDE,
    ),
    Bad(
        "broken_page",
        ("模板打开时出错", "A template that fails when it is shown"),
        Fault.KEEPS_FAILING,
        _source("broken_page", more=_page("broken_page") + _hook("portal_views()", "return (Page,)")),
        ("broken_page_Page.page", "UndefinedError"),
        {"templates/broken_page/page.html": '{% extends "layout.html" %}{% block content %}{{ nobody.name }}{% endblock %}'},
        Outcome.SET_ASIDE,
    ),
)
LOOPS = Bad(
    "loops",
    ("计算死循环", "An endless loop in a calculator"),
    Fault.HUNG,
    _source(
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

PRINTS = _source("prints", head='print("noise on standard output")\n')


def write(folder: Path, key: str, source: str, more: Mapping[str, str] = MappingProxyType({})) -> Path:
    """Write the plugin into the folder and return its place."""
    place = folder / key
    for path, text in {"__init__.py": source, **more}.items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place


def write_bad(folder: Path, *plugins: Bad) -> None:
    """Write these plugins into the folder."""
    for bad in plugins:
        write(folder, bad.key, bad.source, bad.more)
