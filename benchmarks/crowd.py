"""A county with any number of cases, written by a few statements of the database instead of by the portal.

For PostgreSQL and for measuring only: the cases have parties, access, a clock, facts and events, but no chain that verifies.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import reduce

from sqlalchemy import Connection, text

from portal.declare.roles import Reach
from portal.declare.steps import Verb
from portal.store import row_wall
from portal.store.actors import Person
from portal.store.identifiers import new_id

COUNTY = "620723"
TYPE = "trade_union.unpaid_wages"

_STATEMENTS = """
INSERT INTO division (code, parent_code, county_code, kind, name, path, ordinal) VALUES (:county, NULL,
    :county, 'county', '临泽县', :county || '/', 0);
CREATE TEMPORARY TABLE unit ON COMMIT DROP AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS
    staff_id FROM generate_series(1, :units) AS n;
INSERT INTO organisation (county_code, id, path, name, short_name, number_code, sponsor, seal_name,
    kind, level, plugins, division_code, phone, address) SELECT :county, id, id || '/', '单位' || n, '单位' ||
    n, '临', '', '', 'industry', 'county', '["trade_union"]', :county, '', '' FROM unit;
INSERT INTO staff (county_code, id, name, phone, specialties, must_change_password, text_size, locale)
    SELECT :county, staff_id, '人' || n, '', '[]', false, '', '' FROM unit;
CREATE TEMPORARY TABLE made ON COMMIT DROP AS SELECT g.n, gen_random_uuid() AS id, gen_random_uuid() AS
    dispute_id, u.id AS organisation_id, u.staff_id, date '2026-01-01' + mod(g.n, 300) AS day, mod(g.n, 3) =
    0 AS is_open, mod(g.n, 500) = 0 AS is_sealed FROM generate_series(1, :cases) AS g(n) JOIN unit AS u ON
    u.n = 1 + mod(g.n, :units);
INSERT INTO dispute (county_code, id, responsible_case_id, opened_at) SELECT :county, dispute_id, id,
    now() FROM made;
INSERT INTO case_file (county_code, id, dispute_id, organisation_id, plugin, type, type_version,
    ministry_type, number, number_word, number_year, number_serial, phase, step, ending, reason, privacy,
    source, version, handler_id, registered_by_id, division_code, place, summary, details, received_on,
    accepted_on, ended_on, applicant_name, applicant_kind, applicant_count, respondent_name,
    respondent_kind, respondent_count, next_due_on, next_due_key, move, after_the_fact, recorded_at,
    changed_at) SELECT :county, id, dispute_id, organisation_id, 'trade_union', :type, 1, '10',
    '（2026）临劳调字第' || n || '号', '劳调', 2026, n, CASE WHEN is_open THEN 'mediating' ELSE 'ended' END, '', CASE
    WHEN is_open THEN NULL ELSE 'settled' END, '', CASE WHEN is_sealed THEN 4 ELSE 2 END, 'application', 3,
    staff_id, staff_id, :county, '', '经过', '{}', day, day, CASE WHEN is_open THEN NULL ELSE day + 10 END,
    '申请人' || n, 'person', 1, '单位' || n, 'organisation', 1, CASE WHEN is_open THEN day + 15 END, CASE WHEN
    is_open THEN 'mediation' ELSE '' END, '', false, now(), now() FROM made;
INSERT INTO case_access (county_code, id, case_id, organisation_id, staff_id, ground, since) SELECT
    :county, gen_random_uuid(), id, CASE WHEN ground = 'owner' THEN organisation_id END, CASE WHEN ground =
    'owner' THEN NULL ELSE staff_id END, ground, timestamptz '2026-01-01' FROM made, unnest(ARRAY['owner',
    'registrar', 'handler']) AS ground;
INSERT INTO party (county_code, id, case_id, role, side, ordinal, kind, name, sex, age_band, is_minor,
    nation, occupation, representative, credit_code, no_id_reason, id_mask, phone_mask, address_mask,
    details) SELECT :county, gen_random_uuid(), id, CASE o WHEN 0 THEN 'worker' ELSE 'employer' END, CASE o
    WHEN 0 THEN 'applicant' ELSE 'respondent' END, o, CASE o WHEN 0 THEN 'person' ELSE 'organisation' END,
    '当事人' || n, '', '', false, '', '', '', '', '', '', '', '', '{}' FROM made, generate_series(0, 1) AS o;
INSERT INTO case_event (county_code, id, case_id, seq, action, occurred_on, recorded_at, actor,
    phase_before, phase_after, reason, data, previous, hash) SELECT :county, gen_random_uuid(), id, s,
    'accept', day, now(), 'person', '', 'accepted', '', '{}', '\\x00', '\\x00' FROM made, generate_series(1,
    3) AS s;
INSERT INTO case_clock (county_code, id, case_id, key, started_seq, started_on, length, unit, law,
    article, basis_since, whose, warns, due_on, provisional, moves, state, stopped_by, suspensions) SELECT
    :county, gen_random_uuid(), id, 'mediation', 1, day, 15, 'day', '劳动争议调解仲裁法', '14', '2008-05-01',
    'ours', true, day + 15, false, true, CASE WHEN is_open THEN 'running' ELSE 'stopped' END, '', '[]' FROM
    made;
INSERT INTO case_fact (county_code, id, case_id, fact, day, from_event, organisation_id, type) SELECT
    :county, gen_random_uuid(), id, fact, day, 1, organisation_id, :type FROM made,
    unnest(ARRAY['received_on', 'accepted_on']) AS fact;
INSERT INTO case_text (county_code, case_id, text) SELECT :county, id, '申请人' || n || ' 拖欠工资' FROM made
    WHERE NOT is_sealed;
INSERT INTO case_text_grams (docid, grams) SELECT docid, ARRAY['拖欠', '欠工', '工资', substr(text, 4, 4)]
    FROM case_text
"""


@dataclass(frozen=True)
class Crowd:
    """Who looks: a clerk of one of the organisations and a coordinator who sees the county; and one case of the clerk's."""

    clerk: Person
    coordinator: Person
    case_id: uuid.UUID


def fill(connection: Connection, cases: int, units: int = 50) -> Crowd:
    """Write a county with so many cases, as the owner of the tables, and say who looks at it."""
    values = {":county": f"'{COUNTY}'", ":type": f"'{TYPE}'", ":cases": str(cases), ":units": str(units)}
    with row_wall.down(connection):
        for statement in _STATEMENTS.split(";"):
            connection.exec_driver_sql(reduce(lambda sql, name: sql.replace(name, values[name]), values, statement))
        organisation_id, staff_id, case_id = connection.execute(
            text("SELECT organisation_id, staff_id, id FROM made WHERE is_open AND NOT is_sealed ORDER BY n LIMIT 1")
        ).one()
    return Crowd(
        _person(organisation_id, staff_id, Reach.ORGANISATION), _person(organisation_id, new_id(), Reach.COUNTY), case_id
    )


def _person(organisation_id: uuid.UUID, staff_id: uuid.UUID, reach: Reach) -> Person:
    return Person(
        county_code=COUNTY,
        staff_id=staff_id,
        user_id=1,
        post_id=new_id(),
        organisation_id=organisation_id,
        organisation_path=f"{organisation_id}/",
        plugins=frozenset(("trade_union",)),
        division_path=f"{COUNTY}/",
        role="trade_union.clerk",
        reach=reach,
        supervises=False,
        manages_people=False,
        verbs=frozenset((verb.value, TYPE) for verb in Verb) | {("open", "portal.cases"), ("open", "portal.statistics")},
    )
