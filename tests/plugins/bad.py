"""Plugins that are left out at the start: what is wrong with each, and what its report must say.

The table in the guides (`docs/generators/failures.py`) is made from these and from `bad_later`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from portal.hooks.faults import Fault
from tests.plugins.sources import HEAD, hook, models, page, source, write


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


NEIGHBOUR = source("shared", more=models("shared_more_row"))
"""A good plugin, key `shared`, whose table another one wants to have too."""

_WRITES = "\nfrom pathlib import Path\n"
_RULE_RAISES = 'rule(lambda d, today: 1 / 0, "sum", "不行"),'

BAD = (
    Bad("syntax", ("语法错误", "A syntax error"), Fault.SYNTAX, HEAD + "def broken(:\n", ("__init__.py:4", "语法错误")),
    Bad(
        "needs",
        ("要用的模块没有安装", "A module that is not installed"),
        Fault.IMPORT,
        HEAD + "import no_such_module_anywhere\n",
        ("__init__.py:4", "no_such_module_anywhere"),
    ),
    Bad(
        "raises",
        ("读入时出错", "Raises when it is imported"),
        Fault.RAISES,
        HEAD + 'raise RuntimeError("no such thing")\n',
        ("__init__.py:4", "RuntimeError: no such thing"),
    ),
    Bad(
        "plugin_raises",
        ("钩子 portal_plugin 出错", "The hook portal_plugin raises"),
        Fault.RAISES,
        HEAD + hook("portal_plugin()", "return 1 / 0"),
        ("__init__.py:7", "ZeroDivisionError"),
    ),
    Bad(
        "views_raise",
        ("钩子 portal_views 出错", "The hook portal_views raises"),
        Fault.RAISES,
        source("views_raise", more=hook("portal_views()", "return 1 / 0")),
        ("ZeroDivisionError",),
    ),
    Bad(
        "tables_raise",
        ("钩子 portal_tables 出错", "The hook portal_tables raises"),
        Fault.RAISES,
        source("tables_raise", more=hook("portal_tables()", "return 1 / 0")),
        ("ZeroDivisionError",),
    ),
    Bad(
        "cli_raises",
        ("钩子 portal_cli 出错", "The hook portal_cli raises"),
        Fault.RAISES,
        source("cli_raises", more=hook("portal_cli()", "return 1 / 0")),
        ("ZeroDivisionError",),
    ),
    Bad(
        "rule_raises",
        ("规则在示例上就出错", "A rule that raises for the example"),
        Fault.RAISES,
        source("rule_raises", rules=_RULE_RAISES),
        ("ZeroDivisionError",),
    ),
    Bad("nothing", ("没有钩子", "No hook at all"), Fault.NO_PLUGIN, '"""No hook at all."""\n', ("portal_plugin()",)),
    Bad(
        "wrong_value",
        ("钩子返回的不是 Plugin", "A hook that returns no Plugin"),
        Fault.HOOK_VALUE,
        HEAD + hook("portal_plugin()", "return 'me'"),
        ("portal_plugin()", "str", "Plugin"),
    ),
    Bad(
        "one_view",
        ("钩子 portal_views 给出的不是元组", "portal_views gives no tuple"),
        Fault.HOOK_VALUE,
        source("one_view", more=hook("portal_views()", "return object")),
        ("portal_views()", "type"),
    ),
    Bad("county", ("代号是平台自己的", "A key of the portal's own"), Fault.RESERVED, source("county"), ("county",)),
    Bad(
        "other_key",
        ("代号与文件夹名不同", "Another key than the folder's name"),
        Fault.OTHER_KEY,
        source("another"),
        ("another", "other_key"),
    ),
    Bad(
        "unknown_hook",
        ("不认识的钩子", "A hook nobody knows"),
        Fault.UNKNOWN_HOOK,
        source("unknown_hook", more=hook("portal_nonsense()", "return 1")),
        ("portal_nonsense",),
    ),
    Bad(
        "no_basis",
        ("期限没有依据", "A clock without a basis"),
        Fault.DECLARATION,
        source("no_basis", clocks='Clock("c", "期限", starts=RECEIVED, days=15, basis=None, lapse="可以起诉"),'),
        ("__init__.py:", "clock c", "has no basis"),
    ),
    Bad(
        "sealed_counted",
        ("封存的内容要计入统计", "A sealed field that is counted"),
        Fault.DECLARATION,
        source("sealed_counted", fields=', Choice("x", "选项", ("一", "二"), counted=True, sensitivity=Sensitivity.SEALED)'),
        ("field x", "statistics"),
    ),
    Bad(
        "bad_example",
        ("示例通不过登记", "An example that cannot be registered"),
        Fault.EXAMPLE,
        source("bad_example", amount="many"),
        ("类型 t", "details.sum"),
    ),
    Bad(
        "dies",
        ("让进程退出", "Ends its process"),
        Fault.DIES,
        HEAD + "import os\nos._exit(3)\n",
        ("退出码 3",),
    ),
    Bad("leaves", ("读入时就退出", "Leaves when imported"), Fault.DIES, HEAD + "import sys\nsys.exit(0)\n", ("退出码 0",)),
    Bad(
        "writes_file",
        ("读入时写文件", "Writes a file when imported"),
        Fault.WRITES,
        source("writes_file", head=_WRITES + "Path(__file__).with_name('written').write_text('1')\n"),
        ("__init__.py:6", "open(", "written"),
    ),
    Bad(
        "writes_quietly",
        ("读入时写数据库，还把错误藏起来", "Writes into a database when imported, and hides the error"),
        Fault.WRITES,
        source("writes_quietly", head="import sqlite3\ntry:\n    sqlite3.connect('x.db')\nexcept Exception:\n    pass\n"),
        ("__init__.py:6", "sqlite3.connect(x.db)"),
    ),
    Bad(
        "foreign_page",
        ("页面占用别人的地址", "A page at somebody else's address"),
        Fault.ADDRESS,
        source("foreign_page", more="class Page:\n    route_base = '/cases'\n" + hook("portal_views()", "return (Page,)")),
        ("Page", "/foreign_page"),
    ),
    Bad(
        "silent_page",
        ("页面没有说明谁可以进入", "A route without a permission"),
        Fault.SILENT,
        source("silent_page", more=page("silent_page", opens="# nobody said") + hook("portal_views()", "return (Page,)")),
        ("Page", "没有说明谁可以进入", "page"),
    ),
    Bad(
        "foreign_verb",
        ("页面用别的插件的权限", "A page that asks for another plugin's permission"),
        Fault.FOREIGN_VERB,
        source(
            "foreign_verb",
            more=page("foreign_verb", opens="@opens('toy.tool_loan', verb='read')") + hook("portal_views()", "return (Page,)"),
        ),
        ("Page", "toy.tool_loan"),
    ),
    Bad(
        "bad_menu",
        ("菜单指向没有的页面", "A menu entry that leads nowhere"),
        Fault.MENU,
        source(
            "bad_menu",
            more=page("bad_menu", more="menu_label, default_view = '看板', 'list'") + hook("portal_views()", "return (Page,)"),
        ),
        ("Page", "list"),
    ),
    Bad(
        "bad_template",
        ("模板写错", "A broken template"),
        Fault.TEMPLATE,
        source("bad_template", more=page("bad_template") + hook("portal_views()", "return (Page,)")),
        ("templates/bad_template/page.html", "2"),
        {"templates/bad_template/page.html": '{% extends "layout.html" %}\n{% block content %}{{ 1 + }}{% endblock %}\n'},
    ),
    Bad(
        "bad_relation",
        ("关联指向没有的类", "A relationship to a class there is not"),
        Fault.MODELS,
        source("bad_relation", more=models("bad_relation_row", more='nobody: Mapped["Nobody"] = relationship()')),
        ("Nobody",),
    ),
    Bad(
        "foreign_table",
        ("数据表的名称不带自己的代号", "A table without the plugin's key"),
        Fault.TABLE,
        source("foreign_table", more=models("case_file")),
        ("case_file", "foreign_table_"),
    ),
    Bad(
        "shared_more",
        ("与别的插件用同一张表", "The same table as another plugin"),
        Fault.TABLE_TAKEN,
        source("shared_more", more=models("shared_more_row")),
        ("shared_more_row", "shared"),
    ),
    Bad(
        "reads_other",
        ("读别的插件的数据表", "Reads another plugin's table"),
        Fault.OTHER_TABLE,
        source("reads_other", more="def names(session):\n    return session.execute('SELECT name FROM toy_tool')\n"),
        ("__init__.py:", "toy_tool", "toy"),
    ),
    Bad(
        "needs_other",
        ("读入别的插件", "Imports another plugin"),
        Fault.OTHER_PLUGIN,
        source("needs_other", head="import portal_plugins.toy\n"),
        ("toy",),
    ),
)
HANGS = Bad(
    "hangs",
    ("读入时不结束", "An import that does not end"),
    Fault.HANGS,
    HEAD + "import time\nwhile True:\n    time.sleep(60)\n",
    ("没有结束",),
)
NAME = Bad("My-Plugin", ("文件夹名不能作代号", "A folder whose name cannot be a key"), Fault.KEY, source("mine"), ("My-Plugin",))

PRINTS = source("prints", head='print("noise on standard output")\n')


def write_bad(folder: Path, *plugins: Bad) -> None:
    """Write these plugins into the folder."""
    for bad in plugins:
        write(folder, bad.key, bad.source, bad.more)
