"""After a full round of work no number, address or sealed word lies in plain anywhere the portal writes."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from portal.engine.identifiers import id_number
from portal.reading.case_page import case_page
from portal.services import keys
from portal.services.daily import handlers
from portal.services.jobs import make_queue
from portal.store.actors import System
from portal.store.keyring import FILE
from portal.store.outbox import put, run_due
from tests.rig.requirements import REQUIREMENTS
from tests.store.county import COUNTY, NOW
from tests.web.bench import do, make_bench, rich_body
from tests.web.offices import Offices, posted

ID, OTHER_ID = "620723198807065513", "110101199003070134"
PHONES = {
    "party": "13893607711",
    "corrected": "13893607722",
    "safe": "13893607733",
    "visitor": "13893607744",
    "draft": "13893607755",
}
ADDRESS, PLAN, DRAFT = "沙河镇向阳巷九十七号", "暂住在榆树沟姨母家", "还没写完的伤心话"
CANARIES = (ID, OTHER_ID, *PHONES.values(), ADDRESS, PLAN, DRAFT)


@pytest.fixture
def at_work(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Offices, Path]]:
    """The benches, with a folder for temporary files of their own."""
    folder, temporary = tmp_path / "var", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    made = make_bench(database_url, folder)
    yield made, tmp_path
    made.engine.dispose()


def test_canaries_are_such_that_the_intake_takes_them() -> None:
    assert {id_number(number, NOW.date()).text for number in (ID, OTHER_ID)} == {ID, OTHER_ID}


def test_nothing_secret_lies_in_plain_after_a_full_round(at_work: tuple[Offices, Path], caplog: pytest.LogCaptureFixture) -> None:
    offices, folder = at_work
    caplog.set_level(logging.DEBUG)
    addresses = _round(offices, folder / "var")

    places = {
        "log": caplog.text.encode(),
        "addresses and cookies": "\n".join(addresses).encode(),
        **_files(folder),
        **_database(offices.engine, folder),
    }
    assert {"log", "database"} <= places.keys()
    assert any(name.endswith("seals.jsonl") for name in places)
    assert b"tokens" in places["database"] or b"case_text_grams" in places["database"]
    found = [(name, canary[:3]) for name, content in places.items() for canary in CANARIES if _holds(content, canary)]
    assert found == []


def test_the_search_would_find_what_lies_in_plain(at_work: tuple[Offices, Path]) -> None:
    """A summary is kept as it is: were it not found, the test above would prove nothing."""
    offices, folder = at_work
    offices.open("keeper", "many.rich", **{**rich_body(), "summary": "羊进了向日葵地"})

    content = b"".join(_database(offices.engine, folder).values()) + b"".join(_files(folder).values())

    assert _holds(content, "羊进了向日葵地")


def _round(offices: Offices, data_dir: Path) -> list[str]:
    """Do what people do in a week, and return every address and cookie there was."""
    body = rich_body()
    body["parties"]["grower"][0] |= {"id_number": ID, "phone": PHONES["party"], "address": ADDRESS}
    body["parties"]["grower"][0] = {k: v for k, v in body["parties"]["grower"][0].items() if k not in ("born", "sex")}
    body["details"] |= {"safe_phone": PHONES["safe"], "plan": PLAN}
    opened = offices.open("keeper", "many.rich", **body)
    offices.open("keeper", "many.rich", **body)
    keeper, head = offices.at_work("keeper"), offices.at_work("keeper_head")
    seen: list[str] = []

    def post(client: FlaskClient, path: str, form: dict[str, Any]) -> Any:
        answer = posted(client, path, form)
        assert answer.status_code in (200, 303, 302, 422, 401, 403, 409), (path, answer.status_code)
        seen.extend((path, str(answer.headers.get("Location")), str(answer.headers.getlist("Set-Cookie"))))
        return answer

    for client, text in ((keeper, ID), (keeper, PHONES["party"]), (head, ID)):
        assert post(client, "/cases/search", {"text": text}).status_code in (200, 303)
    post(keeper, "/drafts/new:many.rich:abcdef", {"summary": DRAFT, "parties.grower.0.phone": PHONES["draft"], "mode": "apply"})
    visitor = {"came_on": "昨天", "channel": "phone", "visitor": "马某", "phone": PHONES["visitor"], "question": "羊吃了树怎么办"}
    assert post(keeper, "/consultations/new", {**visitor, "token": "c" * 20}).status_code == 303
    assert (
        post(keeper, "/consultations/new", {**visitor, "question": f"他的号码{OTHER_ID}", "token": "d" * 20}).status_code == 422
    )
    _course(offices, opened.case_id)
    page = keeper.get(f"/cases/{opened.case_id}").text
    party = (
        page.split(f"/cases/{opened.case_id}/reveal/")[1].split("/")[0] if "/reveal/" in page else _party(offices, opened.case_id)
    )
    shown = [post(head, f"/cases/{opened.case_id}/reveal/{party}/{part}", {}).text for part in ("phone", "id_number", "address")]
    assert PHONES["corrected"] in shown[0]
    assert "".join(shown[1].split()).count(ID[:6]) >= 1
    for path in ("/cases/export", "/cases/print"):
        assert post(head, path, {"tab": "all"}).status_code in (200, 303)
    for paper in ("registration", "registration.docx", "registration.pdf"):
        assert keeper.get(f"/cases/{opened.case_id}/papers/{paper}").status_code == 200, paper
    post(keeper, f"/cases/{opened.case_id}/elsewhere", {})
    stranger = offices.app.test_client()
    for account in (ID, PHONES["party"]):
        login = posted(stranger, "/login/", {"username": account, "password": ID}, page="/login/")
        seen.extend((str(login.status_code), str(login.headers.getlist("Set-Cookie"))))
    _jobs(offices, data_dir)
    return seen


def _course(offices: Offices, case_id: uuid.UUID) -> None:
    """Take the case through its course, with a correction of the telephone."""
    party = _party(offices, case_id)
    do(offices, "keeper", case_id, "take")
    do(offices, "keeper", case_id, "consent", consented_on="今天", how="phone")
    do(offices, "keeper", case_id, "note", channel="phone", text="说好周一见面")
    do(offices, "keeper", case_id, "session", held_on="今天", manner="face_to_face", record="愿意赔一部分", result="success")
    changed = {"grower": [{"id": str(party), "phone": PHONES["corrected"]}]}
    do(offices, "keeper", case_id, "correct", reason_text=f"原号{PHONES['party']}已停用", parties=changed)
    term = {"payer": "李桂兰", "payee": "王小军", "amount": "800", "due_on": "2026-12-20", "breach": "加付一成"}
    do(offices, "keeper", case_id, "agree", form="written", agreed_on="今天", terms=[term])


def _party(offices: Offices, case_id: uuid.UUID) -> uuid.UUID:
    with offices.store.begin(offices.people["keeper"]) as uow:
        return next(p.id for p in case_page(uow, offices.people["keeper"], case_id).parties if p.role == "grower")


def _jobs(offices: Offices, data_dir: Path) -> None:
    """Seal the day, run what waits in the queue, let a key take over."""
    queue = make_queue(offices.store, COUNTY, database_url=str(offices.engine.url.render_as_string(False)), data_dir=data_dir)
    offices.store.wake = queue.wake
    offices.clock.pass_by(timedelta(hours=2))
    with offices.store.begin(System(COUNTY, "audit.seal"), write=True) as uow:
        put(uow, "audit.seal", "audit.seal:today")
    report = run_due(offices.store, handlers(data_dir), COUNTY)
    assert (report.done, report.failed) == (1, 0), report
    queue.huey.storage.close()
    keys.rotate(offices.store, COUNTY, data_dir / "keys")
    list(keys.rewrap(offices.store, COUNTY))


def _files(folder: Path) -> dict[str, bytes]:
    """Return every file there is: database, its log, the queue, seals, temporary files; the keys are nobody's data."""
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != FILE
    }


def _database(engine: Engine, folder: Path) -> dict[str, bytes]:
    """Return what the database holds: on SQLite with its log and an online backup, on PostgreSQL as its own dump."""
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        copy = folder / "backup.db"
        with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        target.close()
        source.close()
        beside = {
            f"database{end}": Path(f"{file}{end}").read_bytes() for end in ("-wal", "-shm") if Path(f"{file}{end}").exists()
        }
        return {"database": file.read_bytes(), "backup": copy.read_bytes(), **beside}
    url = make_url(engine.url).set(drivername="postgresql")
    binaries = REQUIREMENTS["postgres"].path()
    assert binaries is not None
    told = url.render_as_string(hide_password=False)
    dump = subprocess.run([binaries / "pg_dump", "--inserts", told], check=True, capture_output=True)
    return {"database": dump.stdout}


def _holds(content: bytes, canary: str) -> bool:
    """Say whether bytes hold the text, also spelled as a dump spells bytes or JSON spells Chinese."""
    plain = canary.encode()
    escaped = canary.encode("unicode_escape")
    return any(spelled in content for spelled in (plain, plain.hex().encode(), escaped, canary.encode("utf-16-le")))
