"""What opens holes is not written, or stands on a list with its reason: markup past the escaping, SQL as text, code from data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, named, tree

CODE = [path for path in files("portal", "plugins") if "tests" not in path.parts]
TEMPLATES = files("portal", "plugins", suffixes=(".html",))
MARKUP = {
    "portal/web/registries.py": "FAB drops the mark of what its own escaping templates rendered",
    "portal/web/vocabulary.py": "a drawing made of squares",
}
SQL_AS_TEXT = {
    "portal/proof/throwaway.py": "making and dropping a database and its roles; names are made here or quoted",
    "portal/store/migrate.py": "names of the migrations' own tables",
    "portal/store/erasing/scouring.py": "VACUUM of the portal's own tables; their names come from the metadata",
    "portal/store/search_text.py": "FTS5 has no expression in SQLAlchemy; values are bound",
    "portal/store/squeezing.py": "commands of the database, without values",
    "portal/store/database.py": "pragmas, without values",
    "portal/store/row_roles.py": "roles and their rights, which SQLAlchemy has no words for; names are quoted",
    "portal/store/row_wall.py": "policies and the catalogue of PostgreSQL; names are quoted",
    "portal/store/tables/cases.py": "conditions of indexes, without values",
    "portal/store/tables/materials.py": "a condition of an index, without values",
    "portal/testing/kept.py": "a setting of a database of the kit's own, without values",
    "portal/testing/tried_on.py": "the catalogue of PostgreSQL, without values",
    "portal/store/together.py": "INSERTs compiled from the tables; values go beside them",
}
CALLS_OUT = {
    "portal/access/oidc.py": "asks the one other house the environment names who somebody is; bounded in time and size",
    "portal/cli/serve.py": "looks whether its own port is free",
    "portal/cli/serving.py": "the server's own sockets",
}
"""Whoever lets the portal speak to another machine adds the module here, with thought, and to `docs/security-rules.md`."""
OUTWARD = {
    "aiohttp", "asyncio", "authlib", "ftplib", "http.client", "httplib2", "httpx", "imaplib", "ldap", "ldap3", "poplib",
    "requests", "smtplib", "socket", "ssl", "telnetlib", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip
NEVER = {"eval", "exec", "compile", "__import__"}
NEVER_OF = {
    ("pickle", "load"),
    ("pickle", "loads"),
    ("marshal", "loads"),
    ("shelve", "open"),
    ("yaml", "load"),
    ("os", "system"),
    ("os", "popen"),
    ("tempfile", "mktemp"),
}
UNESCAPED = re.compile(
    r"\|\s*safe\b(?!_url_for)|\bautoescape\s+false|\bMarkup\(|\bxmlattr\b|\son[a-z]+\s*=|javascript:|<style\b|\sstyle\s*="
)
MADE_WITH_CARE = ("create_engine", "xlsxwriter.Workbook")
ASKED = ("request.args", "request.form", "request.values", "request.headers", "request.cookies")


@dataclass(frozen=True)
class Called:
    """One call: the name that is called, and what the tests ask about it."""

    name: str
    line: int
    shell: bool
    formatted: str
    of_request: bool
    text: str


@cache
def calls(path: Path) -> tuple[Called, ...]:
    return tuple(_called(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> Called:
    name = ast.unparse(call.func)
    asks = name.endswith((".execute", ".scalars", ".scalar", "text"))
    text = ast.unparse(call) if asks or name in MADE_WITH_CARE else ""
    as_text = (name == "text" or name.endswith("exec_driver_sql")) and call.args and isinstance(call.args[0], ast.JoinedStr)
    return Called(
        name,
        call.lineno,
        any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in call.keywords),
        ast.unparse(call.args[0]) if as_text else "",
        asks and any(asked in text for asked in ASKED),
        text,
    )


def imported(path: Path) -> Iterator[str]:
    """Yield each imported module and the packages it stands in."""
    for node in ast.walk(tree(path)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{name}" for name in names)]
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def test_templates_escape_everything_and_hold_no_script_and_no_style() -> None:
    found = [f"{named(path)}: {hit.group().strip()}" for path in TEMPLATES for hit in UNESCAPED.finditer(path.read_text("utf-8"))]

    assert TEMPLATES
    assert found == []


def test_markup_is_made_where_it_was_reviewed() -> None:
    found = {named(path) for path in CODE for call in calls(path) if call.name.rpartition(".")[2] == "Markup"}

    assert found == set(MARKUP)


def test_sql_is_text_where_it_was_reviewed() -> None:
    found = {
        named(path)
        for path in CODE
        for call in calls(path)
        if call.name in ("text", "sa.text", "sqlalchemy.text", "literal_column", "TextClause")
        or call.name.endswith("exec_driver_sql")
    }

    assert found - set(SQL_AS_TEXT) == set()


def test_sql_as_text_takes_no_value_into_its_text_but_a_name_of_our_own() -> None:
    formatted = {named(path) for path in CODE for call in calls(path) if call.formatted}

    assert formatted <= {
        "portal/proof/throwaway.py",
        "portal/store/migrate.py",
        "portal/store/database.py",
        "portal/store/row_wall.py",
        "portal/store/erasing/scouring.py",
    }


@pytest.mark.parametrize("path", CODE, ids=named)
def test_code_is_never_made_from_data_and_no_shell_is_asked(path: Path) -> None:
    found = []
    for call in calls(path):
        owner, _, method = call.name.rpartition(".")
        if call.name in NEVER or (owner, method) in NEVER_OF:
            found.append(f"{call.line}: {call.name}")
        if call.shell:
            found.append(f"{call.line}: shell")
        if call.of_request:
            found.append(f"{call.line}: a value of the request in a statement")

    assert found == []


def test_no_code_calls_out_but_where_it_was_reviewed() -> None:
    found = {named(path) for path in CODE if any(name in OUTWARD for name in imported(path))}

    assert found == set(CALLS_OUT)


def test_workbooks_take_no_text_for_a_formula() -> None:
    books = [(named(path), call.text) for path in CODE for call in calls(path) if call.name == "xlsxwriter.Workbook"]

    assert books
    assert [path for path, made in books if "'strings_to_formulas': False" not in made] == []
    cells = [
        f"{named(path)}:{call.line}"
        for path in CODE
        for call in calls(path)
        if call.name.endswith((".write_formula", ".write_url"))
    ]
    assert cells == []


def test_the_engine_hides_parameters_from_errors() -> None:
    engines = [call.text for path in CODE for call in calls(path) if call.name == "create_engine"]

    assert engines
    assert [made for made in engines if "hide_parameters=True" not in made] == []
    assert (ROOT / "portal/store/database.py").is_file()
