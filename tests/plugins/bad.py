"""Sources of plugins that must stop nobody: what each does wrong, and what its report must say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
    example=lambda today: Example(parties={{"a": PERSON_A}}, sum="{amount}"),
)
"""


def _source(key: str, *, head: str = "", fields: str = "", clocks: str = "", rules: str = "", amount: str = "1.00") -> str:
    body = _TYPE.format(fields=fields, clocks=clocks, rules=rules, amount=amount)
    return _HEAD + head + body + _PLUGIN.format(key=key)


@dataclass(frozen=True)
class Bad:
    """A failing plugin; each of `told` must stand in the reason of its report."""

    key: str
    source: str
    told: tuple[str, ...]


BAD = (
    Bad("raises", _HEAD + 'raise RuntimeError("no such thing")\n', ("__init__.py 第 4 行", "RuntimeError: no such thing")),
    Bad("syntax", _HEAD + "def broken(:\n", ("__init__.py 第 4 行", "SyntaxError")),
    Bad("needs", _HEAD + "import no_such_module_anywhere\n", ("__init__.py 第 4 行", "no_such_module_anywhere")),
    Bad("nothing", '"""No hook at all."""\n', ("portal_plugin()",)),
    Bad("wrong_value", _HEAD + "@hookimpl\ndef portal_plugin():\n    return 'me'\n", ("返回的是 str", "Plugin")),
    Bad("other_key", _source("another"), ("another", "other_key")),
    Bad(
        "no_basis",
        _source("no_basis", clocks='Clock("c", "期限", starts=RECEIVED, days=15, basis=None, lapse="可以起诉"),'),
        ("__init__.py 第", "clock c", "has no basis"),
    ),
    Bad(
        "sealed_counted",
        _source("sealed_counted", fields=', Choice("x", "选项", ("一", "二"), counted=True, sensitivity=Sensitivity.SEALED)'),
        ("field x", "statistics"),
    ),
    Bad("bad_example", _source("bad_example", amount="many"), ("类型 t", "details.sum")),
    Bad("rule_raises", _source("rule_raises", rules='rule(lambda d, today: 1 / 0, "sum", "不行"),'), ("ZeroDivisionError",)),
    Bad("unknown_hook", _source("unknown_hook") + "@hookimpl\ndef portal_nonsense():\n    return 1\n", ("portal_nonsense",)),
    Bad("dies", _HEAD + "import os\nos._exit(3)\n", ("退出码 3",)),
    Bad("leaves", _HEAD + "import sys\nsys.exit(0)\n", ("退出码 0",)),
    Bad(
        "foreign_page",
        _source("foreign_page")
        + "class Page:\n    route_base = '/cases'\n"
        + "@hookimpl\ndef portal_views():\n    return (Page,)\n",
        ("Page", "/foreign_page"),
    ),
    Bad(
        "silent_page",
        _source("silent_page")
        + "from flask_appbuilder import BaseView, expose\n"
        + "class Page(BaseView):\n    route_base = '/silent_page'\n"
        + "    @expose('/')\n    @signed_in\n    def said(self):\n        return ''\n"
        + "    @expose('/open')\n    def unsaid(self):\n        return ''\n"
        + "@hookimpl\ndef portal_views():\n    return (Page,)\n",
        ("Page", "没有说明谁可以进入", "unsaid"),
    ),
    Bad(
        "foreign_table",
        _source("foreign_table")
        + "from sqlalchemy import MetaData, Table\nmetadata = MetaData()\nTable('case_file', metadata)\n"
        + "@hookimpl\ndef portal_tables():\n    return metadata\n",
        ("case_file", "foreign_table_"),
    ),
)
HANGS = Bad("hangs", _HEAD + "import time\nwhile True:\n    time.sleep(60)\n", ("没有结束",))


def moody(key: str) -> str:
    """Return a plugin that passes its trial, and whose rule raises for amounts above one yuan."""
    return _source(key, rules='rule(lambda d, today: d.sum <= 100 or 1 / 0, "sum", "不行"),')


PRINTS = _source("prints", head='print("noise on standard output")\n')


def write(folder: Path, key: str, source: str) -> Path:
    """Write the plugin into the folder and return its place."""
    place = folder / key
    place.mkdir(parents=True)
    (place / "__init__.py").write_text(source, encoding="utf-8")
    return place
