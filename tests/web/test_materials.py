"""材料: added, given out, voided; and out of reach of everybody else."""

from __future__ import annotations

import hashlib
import re
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.services.file_keeping import scan_waiting, sweep, verify
from portal.services.materials import add_materials
from portal.services.scanning import Verdict, scan
from portal.store.tables.machine import ParameterValue
from portal.store.tables.materials import Material
from portal.web import taking_in
from portal.web.acting import Portal
from tests.services.heic import A_HEIC
from tests.store.county import COUNTY, DEMO
from tests.web.desks import queries
from tests.web.filing import PDF, add, get, logged, picture, rows, vault
from tests.web.offices import Offices, posted


def test_file_comes_back_as_it_was_under_its_name_and_is_written_down(both_offices: Offices) -> None:
    at = both_offices
    case_id = at.open("clerk").case_id

    answer = add(at, "clerk", case_id, ("王某借条.pdf", PDF))

    assert answer.status_code == 303
    (row,) = rows(at)
    assert (row.size, row.sha256) == (len(PDF), hashlib.sha256(PDF).digest())
    given = get(at, "clerk", case_id, row.id)
    assert given.data == PDF
    assert (
        given.headers["Content-Disposition"]
        == "attachment; filename=material.pdf; filename*=UTF-8''%E7%8E%8B%E6%9F%90%E5%80%9F%E6%9D%A1.pdf"
    )
    assert given.headers["Content-Security-Policy"].endswith("; sandbox")
    assert (given.headers["X-Content-Type-Options"], given.headers["Cache-Control"]) == ("nosniff", "no-store")
    assert (logged(at, "material"), logged(at, "read")) == (["added"], ["material"])


def test_nothing_of_a_file_stands_on_disk_in_plain(offices: Offices, tmp_path: Path) -> None:
    case_id = offices.open("clerk").case_id
    add(offices, "clerk", case_id, ("王某借条.pdf", PDF))

    everything = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]

    assert [b for b in everything if "王某".encode() in b and b"\xe5\x80\x9f\xe6\x9d\xa1" in b] == []


def test_signed_form_that_lies_there_makes_its_paper_complete(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id
    before = offices.page("clerk", f"/cases/{case_id}/papers/")

    add(offices, "clerk", case_id, ("正面.jpg", picture()), ("反面.heic", A_HEIC), kind="identity")
    after = offices.page("clerk", f"/cases/{case_id}/papers/")

    there = [int(re.search(r"必备 (\d+)/", page)[1]) for page in (before, after)]  # type: ignore[index]
    assert there[1] == there[0] + 1
    assert [row.media for row in rows(offices)] == ["jpg", "jpg"]


MAY_HAVE = (
    ("mediator", "fruit", "evidence", 200),  # a colleague
    ("head", "fruit", "identity", 200),  # sees identity numbers one by one, written down
    ("stranger", "fruit", "evidence", 404),  # another house
    ("coordinator", "fruit", "evidence", 404),  # reads the content, names masked: a picture cannot be masked
    ("auditor", "fruit", "evidence", 403),
    ("mediator", "close", "evidence", 404),  # restricted: the header only
    ("head", "close", "evidence", 200),
    ("mediator", "quiet", "evidence", 404),  # sealed
    ("head", "quiet", "evidence", 200),
)


def test_file_is_given_to_the_house_that_reads_the_case_in_full(offices: Offices) -> None:
    cases = {key: offices.open("clerk", f"orchard.{key}").case_id for key in ("fruit", "close", "quiet")}
    wanted = sorted({(key, kind) for _, key, kind, _ in MAY_HAVE})
    for key, kind in wanted:
        add(offices, "clerk", cases[key], ("借条.pdf", PDF), kind=kind)
    lying = {(row.case_id, row.kind): row.id for row in rows(offices)}

    answers = [get(offices, account, cases[key], lying[cases[key], kind]) for account, key, kind, _ in MAY_HAVE]

    assert [answer.status_code for answer in answers] == [status for *_, status in MAY_HAVE]
    assert [PDF[:40] in answer.data for answer in answers] == [status == 200 for *_, status in MAY_HAVE]


def test_all_files_come_in_or_none(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id

    answer = add(offices, "clerk", case_id, ("好.pdf", PDF), ("坏.pdf", b"PK\x03\x04"), ("坏.exe", b"MZ"))

    assert answer.status_code == 422
    assert "“坏.pdf”的内容和扩展名对不上" in answer.text
    assert "“坏.exe”是程序" in answer.text
    assert rows(offices) == []
    assert list(vault(offices).lying()) == []


@pytest.mark.parametrize(
    ("key", "value", "told"), [("case_files", "2", "最多 2 份材料"), ("case_megabytes", "1", "合计最多 1 MB")]
)
def test_case_has_room_for_so_much(offices: Offices, key: str, value: str, told: str) -> None:
    case_id = offices.open("clerk").case_id
    with offices.store.begin(DEMO, write=True) as uow:
        since = offices.clock.now.date() - timedelta(days=1)
        row = {"key": key, "since": since, "division_code": COUNTY, "value": value, "unit": "", "source": "本县"}
        uow.session.add(ParameterValue(**row, verified=True))
    large = b"%PDF-" + b"x" * 400_000

    answers = [add(offices, "clerk", case_id, (f"{n}.pdf", large)) for n in (1, 2, 3)]

    assert [answer.status_code for answer in answers] == [303, 303, 422]
    assert told in answers[2].text
    assert len(list(vault(offices).lying())) == 2


def test_second_press_adds_nothing(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id

    answers = [add(offices, "clerk", case_id, ("借条.pdf", PDF), token="once").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(rows(offices)) == len(list(vault(offices).lying())) == 1


def test_voided_file_is_given_to_nobody_and_keeps_its_hash(both_offices: Offices) -> None:
    at = both_offices
    case_id = at.open("clerk").case_id
    add(at, "clerk", case_id, ("传错了.pdf", PDF))
    (row,) = rows(at)
    path = f"/cases/{case_id}/materials/{row.id}/void"

    without = posted(at.at_work("clerk"), path, {"reason_text": " "})
    voided = posted(at.at_work("clerk"), path, {"reason_text": "传成了别人的"})
    again = posted(at.at_work("clerk"), path, {"reason_text": "再来一次"})

    assert (without.status_code, voided.status_code, again.status_code) == (422, 303, 422)
    assert get(at, "clerk", case_id, row.id).status_code == 404
    page = at.page("clerk", f"/cases/{case_id}/materials/")
    assert "传成了别人的" in page
    assert row.sha256.hex() in page


@pytest.mark.parametrize("harm", ["altered", "missing"])
def test_file_that_is_not_what_it_was_is_not_given_out(offices: Offices, harm: str) -> None:
    case_id = offices.open("clerk").case_id
    add(offices, "clerk", case_id, ("借条.pdf", PDF))
    (row,) = rows(offices)
    (lying,) = vault(offices).lying()
    content = lying.path.read_bytes()
    if harm == "missing":
        lying.path.unlink()
    else:
        lying.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    client = offices.at_work("clerk")
    answer = client.get(f"/cases/{case_id}/materials/{row.id}", follow_redirects=True)

    assert answer.status_code == 200
    assert "这份材料和登记时不一致" in answer.text
    assert logged(offices, "material")[-1] == "broken"
    report = verify(offices.store, vault(offices), COUNTY, offices.clock.now)
    assert (report.altered, report.missing) == (((row.id,), ()) if harm == "altered" else ((), (row.id,)))


def test_row_that_cannot_be_written_takes_its_file_along(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = offices.open("clerk").case_id

    def fails(*args: Any, **more: Any) -> None:
        add_materials(*args, **more)
        raise OSError("the database is gone")

    monkeypatch.setattr(taking_in, "add_materials", fails)

    answer = add(offices, "clerk", case_id, ("借条.pdf", PDF))

    assert answer.status_code == 500
    assert (rows(offices), list(vault(offices).lying())) == ([], [])


def test_sweep_takes_away_what_a_crash_left_and_nothing_else(both_offices: Offices) -> None:
    at = both_offices
    case_id = at.open("clerk").case_id
    add(at, "clerk", case_id, ("借条.pdf", PDF))
    (row,) = rows(at)
    (kept,) = vault(at).lying()
    orphan = kept.path.with_name(f"{uuid.uuid4()}.sealed")
    part = kept.path.with_name(f".{uuid.uuid4()}.0a.part")
    for path in (orphan, part):
        path.write_bytes(b"left")

    at_once = sweep(at.store, vault(at), COUNTY, at.clock.now - timedelta(days=9999))
    later = sweep(at.store, vault(at), COUNTY, at.clock.now + timedelta(days=9999))

    assert (at_once, later) == (0, 2)
    assert [lying.id for lying in vault(at).lying()] == [row.id]
    assert verify(at.store, vault(at), COUNTY, at.clock.now).is_good


def test_scanner_answers_by_its_exit_code_and_in_time() -> None:
    assert scan(["sh", "-c", "grep -q VIRUS && exit 1; exit 0"], [b"a", b"b"]) is Verdict.CLEAN
    assert scan(["sh", "-c", "cat >/dev/null; exit 1"], [b"VIRUS"]) is Verdict.INFECTED
    assert scan(["sh", "-c", "exit 2"], [b"x" * 1_000_000]) is Verdict.PENDING
    assert scan(["/no/such/scanner"], [b"x"]) is Verdict.PENDING
    assert scan(["sleep", "30"], [b"x" * 1_000_000], longest=0.1) is Verdict.PENDING


def _with_scanner(at: Offices, *command: str) -> None:
    running: Portal = at.app.extensions["portal"]
    at.app.extensions["portal"] = replace(running, config=replace(running.config, scanner=command))


def test_infected_file_is_not_taken(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id
    _with_scanner(offices, "sh", "-c", "cat >/dev/null; exit 1")

    answer = add(offices, "clerk", case_id, ("借条.pdf", PDF))

    assert answer.status_code == 422
    assert "查出病毒" in answer.text
    assert (rows(offices), list(vault(offices).lying())) == ([], [])


def test_file_nobody_could_scan_waits_until_somebody_did(both_offices: Offices) -> None:
    at = both_offices
    case_id = at.open("clerk").case_id
    _with_scanner(at, "sh", "-c", "exit 2")
    add(at, "clerk", case_id, ("借条.pdf", PDF))
    (row,) = rows(at)

    waiting = get(at, "clerk", case_id, row.id).status_code
    counts = scan_waiting(at.store, vault(at), COUNTY, ["sh", "-c", "cat >/dev/null"], everything=False)

    assert (waiting, counts[Verdict.CLEAN]) == (303, 1)
    assert get(at, "clerk", case_id, row.id).data == PDF


def test_page_of_materials_costs_few_statements(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id
    for n in range(3):
        add(offices, "clerk", case_id, (f"{n}.pdf", PDF))

    client = offices.at_work("clerk")
    client.get("/")
    seen = queries(offices.engine)
    client.get(f"/cases/{case_id}/materials/")

    assert len(seen) <= 12
    with offices.store.begin(DEMO) as uow:
        assert uow.session.scalar(select(func.count(Material.id))) == 3
