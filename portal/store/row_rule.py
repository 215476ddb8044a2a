"""The third wall as PostgreSQL is told it: the coarse rule of `portal.store.coarse` as a policy for each kind of row.

Nobody is let in by a policy's own words: each asks the session variables of the transaction (`portal.store.row_actor`), which
are empty unless a unit of work set them, and an empty one meets no row. What must be asked beyond the actor's own rows stands
in views of the owner that give keys only: a policy on `case_access` could not ask `case_access`.
A test compares what the policies let through with what the coarse rule says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from portal.declare.privacy import Privacy
from portal.store.access_rows import OWNER
from portal.store.coarse import GLASS, RECUSED
from portal.store.links import links_out_of
from portal.store.scoping import AUTHOR_COLUMN, BENEATH, SEARCH_TABLES, Follows, follows
from portal.store.system_tasks import EVERYTHING

GRAMS = SEARCH_TABLES[1]
READ, ADD, CHANGE, REMOVE, LOOK_UP, AUDIT = "wall_read", "wall_add", "wall_change", "wall_remove", "wall_look_up", "wall_audit"
POLICIES = (READ, ADD, CHANGE, REMOVE, LOOK_UP, AUDIT)
# The cases whose rows of access let the actor in come from a function: they are few, the planner is told so and looks them up
# once. Texts are found by their tokens through another: no index over an array can be used beneath a policy.
LET_IN, SEEN_CASE, NEAR_DISPUTE, TAKEN_DISPUTE, TEXTS_WITH = BENEATH
VIEWS = (TAKEN_DISPUTE, NEAR_DISPUTE, SEEN_CASE)
FUNCTIONS = (f"{LET_IN}()", f"{TEXTS_WITH}(text[])")

THROUGH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "case_file": ("portal.access.doors", "portal.reading.statistics"),
        "case_access": ("portal.access.doors",),
        "case_clock": ("portal.access.doors",),
        "blind_index": ("portal.access.doors",),
        "case_fact": ("portal.reading.statistics",),
        "case_measure": ("portal.reading.statistics",),
        "case_event": ("portal.reading.statistics", "portal.reading.audit_trail"),
    }
)
"""The tables that a passage reads beyond the actor's reach, to count in them or to tell acts without their case."""

APPEND_ONLY = frozenset(("case_event", "access_entry", "seal"))
AUDITED = ("case_event", "audit_value", "access_entry", "seal")

_SEALED = int(Privacy.P4)
_COUNTY = "current_setting('portal.county', true)"
_STAFF = "nullif(current_setting('portal.staff', true), '')::uuid"
_GLASS = "nullif(current_setting('portal.glass', true), '')::uuid"
_MOMENT = "nullif(current_setting('portal.moment', true), '')::timestamptz"
_SEES_CASES = "current_setting('portal.reach', true) IN ('near', 'wide')"
_WIDE = "current_setting('portal.reach', true) = 'wide'"
_BELOW = (
    f"ARRAY(SELECT below.id FROM organisation AS below WHERE below.county_code = {_COUNTY} AND {_SEES_CASES}"
    " AND starts_with(below.path, nullif(current_setting('portal.organisations', true), '')))"
)


@dataclass(frozen=True)
class Roles:
    """The roles of one database, in full; `owner` is whoever owns the tables.

    `lowering` stands between owner and application: he may become it, but must not have its rights as he is, for the policies
    that bind it would then hold for what looks up beneath them.
    """

    owner: str
    application: str
    lowering: str
    backup: str
    audit: str

    @property
    def made(self) -> tuple[str, ...]:
        """The roles that are made for the database."""
        return (self.application, self.lowering, self.backup, self.audit)


def prelude(roles: Roles, schema: str) -> Iterator[str]:
    """Give the statements that make functions and views, and let the owner look up through them what no policy shows to itself.

    Whoever comes as the owner himself is shown nothing by it: the session must be the application's.
    """
    application = literal(roles.application)
    for table in ("case_access", "case_file"):
        yield (
            f"CREATE POLICY {LOOK_UP} ON {table} FOR SELECT TO {quoted(roles.owner)}"
            f" USING ({application} IN (session_user, current_setting('role')))"
        )
    let_in = (
        f"SELECT a.case_id FROM case_access AS a WHERE a.county_code = {_COUNTY}"
        f" AND {_SEES_CASES} AND a.ground <> '{RECUSED}' AND a.since <= {_MOMENT} AND (a.until IS NULL OR a.until > {_MOMENT})"
        f" AND (a.ground <> '{GLASS}' OR a.id = {_GLASS})"
        f" AND (a.staff_id = {_STAFF} OR (a.ground <> '{OWNER}' AND a.organisation_id = ANY ({_BELOW})))"
    )
    yield from _function(roles, schema, f"{LET_IN}() RETURNS SETOF uuid", "plpgsql", f"BEGIN RETURN QUERY {let_in}; END")
    case = "FROM case_file AS c WHERE c.county_code = " + _COUNTY
    seen = f"(({_WIDE} AND c.privacy < {_SEALED}) OR c.organisation_id = ANY ({_BELOW}))"
    yield f"CREATE VIEW {SEEN_CASE} AS SELECT c.county_code, c.id {case} AND {seen}"
    near = f"({seen} OR c.id IN (SELECT {LET_IN}()))"
    yield f"CREATE VIEW {NEAR_DISPUTE} AS SELECT c.county_code, c.dispute_id AS id {case} AND {near}"
    yield f"CREATE VIEW {TAKEN_DISPUTE} AS SELECT c.county_code, c.dispute_id AS id {case} AND {_SEES_CASES}"
    yield f"GRANT SELECT ON {', '.join(VIEWS)} TO {quoted(roles.application)}"


def search_function(roles: Roles, schema: str) -> Iterator[str]:
    """Give the statements that make the one way to the tokens of texts: words in, numbers of texts out."""
    found = f"SELECT docid FROM {GRAMS} WHERE grams @> words"
    yield from _function(roles, schema, f"{TEXTS_WITH}(words text[]) RETURNS SETOF integer", "sql", found)


def _function(roles: Roles, schema: str, head: str, language: str, body: str) -> Iterator[str]:
    name = head.partition(" RETURNS")[0].replace("words ", "")
    path = f"pg_catalog, {quoted(schema)}, pg_temp"
    how = f"LANGUAGE {language} STABLE SECURITY DEFINER COST 100 ROWS 50 SET search_path = {path}"
    yield f"CREATE FUNCTION {head} {how} AS $${body}$$"
    yield f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {name} TO {quoted(roles.application)}"


def policies(table: Any, roles: Roles) -> tuple[str, ...]:
    """Return the statements that put a scoped table (of the metadata, or reflected) behind the wall."""
    name = quoted(table.name)
    rule = _grams_rule() if table.name == GRAMS else _rule(table)
    to = f"ON {name} FOR {{}} TO {quoted(roles.application)}"
    statements = [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {READ} {to.format('SELECT')} USING ({rule.read})",
        f"CREATE POLICY {ADD} {to.format('INSERT')} WITH CHECK ({rule.add})",
        f"CREATE POLICY {CHANGE} {to.format('UPDATE')} USING ({rule.change}) WITH CHECK ({rule.changed})",
        f"CREATE POLICY {REMOVE} {to.format('DELETE')} USING ({rule.change})",
    ]
    if table.name in AUDITED:
        statements.append(f"CREATE POLICY {AUDIT} {('ON ' + name)} FOR SELECT TO {quoted(roles.audit)} USING (true)")
    if table.name == GRAMS:
        statements.append(f"CREATE POLICY {LOOK_UP} ON {name} FOR SELECT TO {quoted(roles.owner)} USING (true)")
    return tuple(statements)


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class _Rule:
    read: str
    add: str
    change: str
    changed: str


def _rule(table: Any) -> _Rule:
    what = follows(table)
    near, new = _near(table, what), _new(table, what)
    links = "".join(f" AND {link}" for link in _links(table))
    task, passages = _task(table.name), THROUGH.get(table.name, ())
    through = f" OR current_setting('portal.through', true) IN ({', '.join(map(literal, passages))})" if passages else ""
    county = f"{quoted(table.name)}.county_code = (SELECT {_COUNTY})"
    return _Rule(
        read=f"{county} AND ((SELECT {task}{through}) OR {near})",
        add=f"{county} AND ((SELECT {task}) OR ({new}{links}))",
        change=f"{county} AND ((SELECT {task}) OR {near})",
        changed=f"{county} AND ((SELECT {task}) OR ({near}{links}))",
    )


def _grams_rule() -> _Rule:
    """Tokens follow their text, which follows its case."""
    text = f"EXISTS (SELECT 1 FROM case_text AS t WHERE t.docid = {GRAMS}.docid)"
    return _Rule(text, text, text, text)


def _near(table: Any, what: Follows) -> str:
    """Return the condition on rows a person may come near: `CoarseRule.rows`, case by case.

    The owner's row of access stands as long as its case, so it is read off the case itself: what is one's own needs no search.
    """
    name = quoted(table.name)
    match what:
        case Follows.ITSELF:
            own = f"{name}.organisation_id = ANY ({_BELOW})"
            return f"(((SELECT {_WIDE}) AND {name}.privacy < {_SEALED}) OR {own} OR {_let_in(name, 'id')})"
        case Follows.CASE:
            return f"({_in(SEEN_CASE, name, 'case_id')} OR {_let_in(name, 'case_id')})"
        case Follows.DISPUTE:
            return _in(NEAR_DISPUTE, name, "id")
        case Follows.AUTHOR:
            return f"{name}.{AUTHOR_COLUMN} = (SELECT {_STAFF})"
    return f"((SELECT {_WIDE}) OR {name}.organisation_id = ANY ({_BELOW}))"


def _let_in(name: str, column: str) -> str:
    """Return the condition that a row of access lets the actor in: hers are few, they are looked up once for a statement."""
    return f"{name}.{column} IN (SELECT {LET_IN}())"


def _in(view: str, name: str, column: str) -> str:
    """Return the condition that a view holds what a column names; `OFFSET 0` keeps it a look-up of the one row by its key."""
    return f"EXISTS (SELECT 1 FROM {view} AS v WHERE v.county_code = {name}.county_code AND v.id = {name}.{column} OFFSET 0)"


def _new(table: Any, what: Follows) -> str:
    """Return the condition on rows a person may add."""
    if what in (Follows.ITSELF, Follows.ORGANISATION):
        return f"{quoted(table.name)}.organisation_id = ANY ({_BELOW})"
    return f"(SELECT {_SEES_CASES})" if what is Follows.DISPUTE else _near(table, what)


def _links(table: Any) -> Iterator[str]:
    """Give the conditions that what a row points at is in reach: a foreign key alone asks whether it is there."""
    name = quoted(table.name)
    if table.name == "case_file":
        yield f"({_in(NEAR_DISPUTE, name, 'dispute_id')} OR NOT {_in(TAKEN_DISPUTE, name, 'dispute_id')})"
        return
    for link in links_out_of(table):
        there = " AND ".join(
            f"x.{quoted(theirs)} = {name}.{quoted(ours)}" for ours, theirs in zip(link.columns, link.keys, strict=True)
        )
        empty = " OR ".join(f"{name}.{quoted(column)} IS NULL" for column in link.optional)
        exists = f"EXISTS (SELECT 1 FROM {quoted(link.target)} AS x WHERE {there})"
        yield f"({empty} OR {exists})" if empty else exists


def _task(table: str) -> str:
    named = f"ARRAY[{literal(EVERYTHING)}, {literal(table)}]"
    return f"coalesce(string_to_array(current_setting('portal.tables', true), ',') && {named}, false)"
