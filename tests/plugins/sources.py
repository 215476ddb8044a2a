"""Sources of plugins for tests, put together from parts, and written into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

HEAD = '''"""A plugin for a test."""
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


def source(
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
    return HEAD + head + body + _PLUGIN.format(key=key) + more


def hook(name: str, body: str) -> str:
    return f"\n@hookimpl\ndef {name}:\n    {body}\n"


def page(key: str, *, base: str = "", opens: str = "@signed_in", name: str = "Page", more: str = "pass") -> str:
    return (
        "\nfrom flask import render_template\nfrom flask_appbuilder import BaseView, expose\n"
        f"class {name}(BaseView):\n    route_base = '{base or f'/{key}'}'\n    {more}\n"
        f"    @expose('/')\n    {opens}\n    def page(self):\n        return render_template('{key}/page.html')\n"
    )


def models(table: str, more: str = "", info: str = '{"global": "nothing"}') -> str:
    return (
        "\nfrom sqlalchemy import Integer\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n"
        "class Base(DeclarativeBase):\n    pass\n"
        f"class Row(Base):\n    __tablename__ = '{table}'\n    __table_args__ = ({{'info': {info}}},)\n"
        f"    id: Mapped[int] = mapped_column(Integer, primary_key=True)\n    {more}\n"
        + hook("portal_tables()", "return Base.metadata")
    )


def migration(key: str, upgrade: str, table: str = "") -> Mapping[str, str]:
    text = (
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{key}_0001'\ndown_revision = branch_labels = depends_on = None\n\n"
        f"def upgrade():\n    {upgrade}\n\ndef downgrade():\n    op.drop_table('{table or f'{key}_row'}')\n"
    )
    return MappingProxyType({"migrations/versions/0001_row.py": text})


def write(folder: Path, key: str, source: str, more: Mapping[str, str] = MappingProxyType({})) -> Path:
    """Write the plugin into the folder and return its place."""
    place = folder / key
    for path, text in {"__init__.py": source, **more}.items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place
