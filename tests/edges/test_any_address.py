"""Whatever stands in an address or a form: an answer, never a 500. Every page that reads, every role that differs.

`--deep 50` draws fifty times as much.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.edges.walking import FEW, MISSING, Walk

pytestmark = pytest.mark.slow

NAMES = st.sampled_from(
    """
    page page_size psize cursor sort order tab here type phase division handler organisation since until period scope sector
    figure kind unit channel topic year town amount case copies draft mode of state next stale parent ended part text q
    number _oc_ _od_ _flt_0_name psize_Registry date fields limit offset token version
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)
NASTY = st.sampled_from(
    [
        *("", "0", "-1", "1e9", "999999999999999999999999", "NaN", "½", "٣", "0x10", "1_000", "true", "null", "[]", "{}"),
        *("2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-11", "11.31", "今天", "昨天", "month:2026-13", "year:0"),
        *("' OR 1=1 --", "%", "_", "\\", "*", '"', "AND", "NEAR(", "<script>", "{{7*7}}", "{%", "\0", "\ud800", "\x1b", "\u202e"),
        *("../../etc/passwd", "//evil.example", "javascript:alert(1)", "n__", "n_2026-11-21_zz", f"n_9999-12-31_{MISSING}"),
        *(
            f"p_0001-01-01_{MISSING}",
            f"n_2026-11-21_{MISSING}",
            MISSING,
            "trade_union",
            "trade_union.unpaid_wages",
            "county",
            "x" * 3000,
        ),
        *(
            "place:620723",
            "unit:",
            "sector:x",
            "2026-11",
            "2026-Q9",
            "2026-W99",
            "custom",
            "since",
            "week:2026-54",
            "half:2026-3",
        ),
    ]
)
TEXT = NASTY | st.text(max_size=12)
QUERY = st.lists(st.tuples(NAMES | st.text(max_size=8), TEXT), max_size=5)


def as_query(pairs: list[tuple[str, str]]) -> str:
    """Return the pairs as a query string, with whatever cannot be UTF-8 as the bytes a broken client sends."""
    return "&".join("=".join(quote(part.encode("utf-8", "surrogatepass")) for part in pair) for pair in pairs)


def test_every_page_answers_any_query(whole: Walk, deep: int) -> None:
    clients = [whole.as_user(account) for account in FEW]
    paths = [path for rule in whole.rules(reading=True) for path in whole.paths(rule, deep)]
    failed: dict[str, int] = {}
    asked = 0

    @settings(max_examples=250 * deep, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
    @given(st.sampled_from(clients), st.sampled_from(paths), QUERY)
    def ask(client: FlaskClient, path: str, pairs: list[tuple[str, str]]) -> None:
        nonlocal asked
        asked += 1
        with client.get(f"{path}?{as_query(pairs)}") as answer:
            if answer.status_code >= 500:
                failed[f"{path}?{as_query(pairs)}"] = answer.status_code

    ask()

    assert failed == {}
    assert asked >= 250


def test_every_form_answers_any_fields(whole: Walk, deep: int) -> None:
    clients = [whole.as_user(account) for account in FEW]
    skipped = {"/logout", "/login/demo", "/post", "/account/sessions/end", "/account/password", "/audit/integrity"}
    paths = [path for rule in whole.rules(reading=False) for path in whole.paths(rule, deep) if path not in skipped]
    fields = st.lists(st.tuples(FIELDS | NAMES, TEXT), max_size=6)
    failed: dict[str, int] = {}

    @settings(max_examples=150 * deep, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
    @given(st.sampled_from(clients), st.sampled_from(paths), fields)
    def send(client: FlaskClient, path: str, pairs: list[tuple[str, str]]) -> None:
        sent = as_query([("csrf_token", whole.token), *pairs])
        with client.post(path, data=sent, content_type="application/x-www-form-urlencoded") as answer:
            if answer.status_code >= 500:
                failed[f"{path} {sent}"] = answer.status_code

    send()

    assert failed == {}


FIELDS = st.sampled_from(
    """
    summary details.owed details.owed_since parties.worker.0.name parties.worker.0.id_number parties.worker.0.phone do
    confirmed parties.worker.99.name parties..0 parties.worker.x.name terms.0.amount terms.0.due_on received_on place
    division_code version account password language size username reason when until receiver role organisation name title
    verbs size overdue value key since where source verified month_starts_on county_name help_phone came_on question answer
    phone visitor channel topic session token draft mode plugin text file year form code short_name seal kind divisions
    plugins numbers word back
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)
