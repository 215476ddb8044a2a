"""Keys of programs: what opens nothing, what ends them, and what is written down."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from portal.access.api_keys import PREFIX, Scope, make_key
from portal.errors import Refused
from portal.store.passages import passage
from portal.store.tables.machine import AccessEntry
from portal.store.tables.people import ApiKey, Post
from tests.api.conftest import Api, Caller, body
from tests.rig.databases import as_owner
from tests.store.county import DEMO, NOW

CASES = "/api/v1/cases"


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer nonsense", f"Bearer {PREFIX}nonsense", "Basic dG95OnRveQ==", "nonsense", "Bearer \u00e9\u00ff"],
)
def test_what_is_no_key_opens_nothing(header: str, embedded_api: Api) -> None:
    answer = embedded_api.app.test_client().get(CASES, headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.get_json()["errors"][0]["message"]


def test_key_opens_no_page(embedded_api: Api) -> None:
    program = embedded_api.program("toy_clerk")

    assert program.get("/account/").status_code == 302


def test_key_ends_with_its_day(embedded_api: Api) -> None:
    program = embedded_api.program("toy_clerk", days=1)
    assert program.get(CASES).status_code == 200

    embedded_api.clock.pass_by(timedelta(days=2))

    assert program.get(CASES).status_code == 401


def test_key_ends_with_its_post_and_when_it_is_ended(embedded_api: Api) -> None:
    of_post, of_key = embedded_api.program("toy_clerk"), embedded_api.program("toy_head")
    with embedded_api.store.engine.begin() as connection:
        connection.execute(
            update(Post).where(Post.id == embedded_api.posts["toy_clerk"]).values(until=(NOW - timedelta(days=1)).date())
        )
        connection.execute(update(ApiKey).where(ApiKey.post_id == embedded_api.posts["toy_head"]).values(ended_at=NOW))

    assert of_post.get(CASES).status_code == 401
    assert of_key.get(CASES).status_code == 401


def test_use_is_written_down_but_not_every_time(embedded_api: Api) -> None:
    program = embedded_api.program("toy_clerk")

    def used() -> object:
        with embedded_api.store.engine.connect() as connection:
            return connection.scalar(select(ApiKey.last_used_at))

    assert used() is None
    program.get(CASES)
    first = used()
    embedded_api.clock.pass_by(timedelta(seconds=10))
    program.get(CASES)
    assert used() == first == NOW
    embedded_api.clock.pass_by(timedelta(minutes=5))
    program.get(CASES)
    assert used() == NOW + timedelta(minutes=5, seconds=10)


def test_every_call_of_a_program_is_written_down_or_not_answered(embedded_api: Api) -> None:
    program = embedded_api.program("toy_clerk")
    case = embedded_api.opened(program)
    with Session(embedded_api.store.engine) as session:
        calls = session.scalars(select(AccessEntry).where(AccessEntry.kind == "api").order_by(AccessEntry.id))
        (entry,) = [(call.action, call.post_id, call.data) for call in calls]
    full = "CREATE TRIGGER no_room BEFORE INSERT ON access_entry BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
    with as_owner(embedded_api.store.engine) as connection:
        connection.execute(text(full), execution_options=passage("portal.store.migrate"))

    answers = [program.get(CASES), program.get(f"{CASES}/{case['id']}"), program.post(CASES, body())]

    assert entry == ("CasesApi.open", embedded_api.posts["toy_clerk"], {"method": "POST"})
    assert [(answer.status_code, answer.get_json().keys()) for answer in answers] == [(503, {"errors", "error_id"})] * 3
    assert {answer.get_json()["errors"][0]["code"] for answer in answers} == {"unrecorded"}


def test_only_the_hash_is_kept(embedded_api: Api) -> None:
    program = embedded_api.program("toy_clerk")
    token = program.headers["Authorization"].removeprefix("Bearer ")

    with embedded_api.store.engine.connect() as connection:
        row = connection.execute(select(ApiKey.key_hash, ApiKey.scopes)).one()

    assert token.encode() not in row.key_hash
    assert len(row.key_hash) == 32
    assert row.scopes == ["cases:read", "cases:write"]


@pytest.mark.parametrize("scopes", [(), ("cases:everything",), ("cases:read", "x")])
def test_key_without_a_scope_that_exists_is_not_made(scopes: tuple[str, ...], embedded_api: Api) -> None:
    with embedded_api.store.begin(DEMO, write=True) as uow, pytest.raises(Refused):
        make_key(uow, post_id=embedded_api.posts["toy_clerk"], name="x", scopes=scopes, expires_on=uow.today)


def test_every_route_asks_for_a_scope(embedded_api: Api) -> None:
    only_writes = embedded_api.program("toy_clerk", Scope.WRITE_CASES)
    only_reads = embedded_api.program("toy_clerk", Scope.READ_CASES)
    rules = [rule for rule in embedded_api.app.url_map.iter_rules() if rule.rule.startswith("/api/v1/cases")]

    for rule in rules:
        path = re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000001", rule.rule).replace("<action>", "note")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answers = {_ask(caller, method, path) for caller in (only_writes, only_reads)}
            assert 403 in answers, (method, path)
    assert len(rules) >= 4


def _ask(caller: Caller, method: str, path: str) -> int:
    return caller.get(path).status_code if method == "GET" else caller.post(path, {}).status_code
