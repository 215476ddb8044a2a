"""操作记录: who sees which acts, in sentences, filtered, page by page; and the auditor without any case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from portal.declare.roles import Reach
from portal.errors import Forbidden, Refused
from portal.reading import audit_trail
from portal.reading.access_sentences import ENTRY_KINDS, TrailKind, access_sentence
from portal.reading.audit_trail import Trail, TrailQuery, trail
from portal.reading.integrity import fault_sentence, last_verdict
from portal.services.advance import advance
from portal.services.open_case import open_case
from portal.services.verify_record import keep_verdict
from portal.store.access_log import log_access
from portal.store.actors import Person, System
from portal.store.faults import FaultKind
from portal.store.imprints import PARTS
from portal.store.passages import passage
from portal.store.verify import Verdict, verify
from tests.engine.wages import raw
from tests.reading.conftest import TYPE, Figured, make_figured
from tests.rig.databases import as_owner
from tests.store.county import COUNTY

ALL = TrailQuery()
FORGER = passage("portal.store.migrate")


@pytest.fixture
def acted(figured: Figured) -> Figured:
    """A case opened, accepted and taken by the head at nine, ten and eleven; somebody else looked, printed and exported."""
    return _acted(figured)


@pytest.fixture
def embedded(sqlite_url: str, tmp_path: Path) -> Iterator[Figured]:
    """The same where the database makes no difference."""
    made = _acted(make_figured(sqlite_url, tmp_path))
    yield made
    made.store.engine.dispose()


def _acted(figured: Figured) -> Figured:
    people = figured.people
    people["auditor"] = replace(people["sysadmin"], verbs=frozenset({("open", "portal.audit")}))
    people["checker"] = replace(people["coordinator"], verbs=frozenset({("draw", "portal.checks")}))
    with figured.store.begin(people["head"], write=True, now=at(9)) as uow:
        case = open_case(uow, {**raw(), "type": TYPE})
    figured.cases.append(case.case_id)
    with figured.store.begin(people["head"], write=True, now=at(10)) as uow:
        advance(uow, case.case_id, "accept", {"accepted_on": "2026-11-21"}, version=1)
    with figured.store.begin(people["head"], write=True, now=at(11)) as uow:
        advance(uow, case.case_id, "correct", {"summary": "欠薪四个月", "reason_text": "补充"}, version=2)
    with figured.store.begin(people["coordinator"], write=True, now=at(12)) as uow:
        log_access(uow, "read", "case", case_id=case.case_id)
        log_access(uow, "export", "register", count=7)
    with figured.store.begin(people["clerk"], write=True, now=at(13)) as uow:
        log_access(uow, "print", "register", count=3)
        log_access(uow, "login", "signed_in")
    return figured


def at(hour: int) -> datetime:
    """Return a moment of 21 November in China."""
    return datetime(2026, 11, 21, hour - 8, tzinfo=UTC)


def seen(figured: Figured, who: str | Person, query: TrailQuery = ALL) -> Trail:
    actor = figured.people[who] if isinstance(who, str) else who
    with figured.store.begin(actor) as uow:
        return trail(uow, actor, query)


def told(shown: Trail) -> list[str]:
    return [f"{row.who}（{row.unit}）{row.sentence}{row.change}" for row in shown.rows]


def test_head_reads_events_of_her_cases_who_came_near_and_what_her_unit_printed(acted: Figured) -> None:
    shown = seen(acted, "head")

    assert told(shown) == [
        "王建国（工会调委会）打印了案件台账，3件",
        "陈统筹（县综治中心）看了限知案件",
        "赵主席（工会调委会）更正了1处",
        "赵主席（工会调委会）受理，案号（2026）临劳调字第1号从“待受理”到“已受理”",
        "赵主席（工会调委会）登记，来源：当事人申请",
    ]
    correction = shown.rows[2]
    assert (correction.case_id, correction.seq, correction.has_values) == (acted.cases[0], 3, True)
    assert correction.number == "（2026）临劳调字第1号"
    assert not shown.rows[3].has_values


def test_checker_reads_the_same_over_the_county_without_the_units_own_prints(acted: Figured) -> None:
    assert [row.sentence for row in seen(acted, "checker").rows] == [
        "看了限知案件",
        "更正了1处",
        "受理，案号（2026）临劳调字第1号",
        "登记，来源：当事人申请",
    ]


def test_auditor_sees_every_act_and_no_case(acted: Figured) -> None:
    shown = seen(acted, "auditor")

    assert told(shown) == [
        "王建国（工会调委会）登录",
        "王建国（工会调委会）打印了案件台账，3件",
        "陈统筹（县综治中心）导出了案件台账，7件",
        "陈统筹（县综治中心）看了限知案件",
        "赵主席（工会调委会）更正",
        "赵主席（工会调委会）受理从“待受理”到“已受理”",
        "赵主席（工会调委会）登记",
    ]
    assert {(row.case_id, row.number, row.seq, row.has_values) for row in shown.rows} == {(None, "", 0, False)}


def test_another_unit_reads_nothing_of_it(acted: Figured) -> None:
    stranger = replace(acted.people["town"], reach=Reach.ORGANISATION, supervises=True)

    assert seen(acted, stranger).rows == ()


def test_acts_on_a_sealed_case_are_known_to_its_people_and_to_the_auditor_only(acted: Figured) -> None:
    with acted.store.begin(acted.people["head"], write=True, now=at(14)) as uow:
        advance(uow, acted.cases[0], "seal", {"to": "4", "reason_text": "发现暴力威胁"}, version=3)

    assert seen(acted, "head").rows[0].sentence.startswith("密级由")
    assert seen(acted, "checker").rows == ()
    assert {row.number for row in seen(acted, "auditor").rows} == {""}
    assert len(seen(acted, "auditor").rows) == 8


def test_reader_of_a_header_alone_sees_the_act_and_not_what_it_said(acted: Figured) -> None:
    with acted.store.begin(acted.people["head"], write=True, now=at(14)) as uow:
        advance(uow, acted.cases[0], "seal", {"to": "3", "reason_text": "涉及病情"}, version=3)

    rows = seen(acted, "checker", TrailQuery(kind=TrailKind.CHANGE)).rows

    assert [row.sentence for row in rows] == ["提高密级", "更正", "受理", "登记"]
    assert not any(row.has_values for row in rows)


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        (TrailKind.LOOK, ["看了限知案件"]),
        (TrailKind.CHANGE, ["更正", "受理", "登记"]),
        (TrailKind.PRINT, ["打印了案件台账，3件"]),
        (TrailKind.EXPORT, ["导出了案件台账，7件"]),
        (TrailKind.MANAGE, ["登录"]),
    ],
)
def test_filter_shows_one_kind_of_act(embedded: Figured, kind: TrailKind, sentences: list[str]) -> None:
    assert [row.sentence for row in seen(embedded, "auditor", TrailQuery(kind=kind)).rows] == sentences


def test_days_are_those_of_china(embedded: Figured) -> None:
    with embedded.store.begin(embedded.people["clerk"], write=True, now=datetime(2026, 11, 21, 16, 30, tzinfo=UTC)) as uow:
        log_access(uow, "login", "signed_in")  # half past midnight of the 22nd

    day = date(2026, 11, 22)
    assert len(seen(embedded, "auditor", TrailQuery(since=day, until=day)).rows) == 1
    assert len(seen(embedded, "auditor", TrailQuery(until=day - timedelta(days=1))).rows) == 7


def test_pages_follow_each_other_without_gap_in_both_directions(acted: Figured, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [row.id for row in seen(acted, "auditor").rows]
    monkeypatch.setattr(audit_trail, "PAGE_SIZE", 2)

    page, forward = seen(acted, "auditor"), []
    while True:
        forward += [row.id for row in page.rows]
        if not page.next:
            break
        page = seen(acted, "auditor", TrailQuery(cursor=page.next))
    back = [row.id for row in page.rows]
    while page.previous:
        page = seen(acted, "auditor", TrailQuery(cursor=page.previous))
        back = [row.id for row in page.rows] + back

    assert forward == back == everything


@pytest.mark.parametrize("cursor", ["x", "n_1_2", "n_99999999999999999999_00", "q_1700000000000000_" + "0" * 32])
def test_cursor_that_makes_no_sense_is_refused(embedded: Figured, cursor: str) -> None:
    with pytest.raises(Refused):
        seen(embedded, "auditor", TrailQuery(cursor=cursor))


@pytest.mark.parametrize("who", ["clerk", "congress", "sysadmin"])
def test_other_posts_read_no_trail_and_no_verdict(embedded: Figured, who: str) -> None:
    with pytest.raises(Forbidden):
        seen(embedded, who)
    actor = embedded.people[who]
    with embedded.store.begin(actor) as uow, pytest.raises(Forbidden):
        last_verdict(uow, actor)
    verdict = Verdict(1, 1, 0, 0, 0, 1, ())
    with embedded.store.begin(actor, write=True) as uow, pytest.raises(Forbidden):
        keep_verdict(uow, verdict)


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_is_told_in_a_sentence_of_its_own(kind: FaultKind) -> None:
    parts = PARTS if kind is FaultKind.ROW else ("", "1203/1202", "copy")
    told = [fault_sentence(kind.value, "7", part) for part in parts]

    assert len(set(told)) == (len(PARTS) if kind is FaultKind.ROW else 2 if kind in (FaultKind.SEAL, FaultKind.SEAL_FILE) else 1)
    assert all("7" in sentence or kind is FaultKind.ORPHAN for sentence in told)
    assert [sentence for sentence in told if "%(" in sentence] == []


def test_verdict_is_kept_and_told_until_the_next_one(acted: Figured, tmp_path: Path) -> None:
    auditor, checker = acted.people["auditor"], acted.people["checker"]
    with acted.store.begin(auditor) as uow:
        assert last_verdict(uow, auditor) is None

    whole = _verified(acted, tmp_path)
    with as_owner(acted.store.engine) as connection:  # the application cannot, on PostgreSQL
        connection.execute(text("UPDATE case_event SET reason = 'forged' WHERE seq = 2"), execution_options=FORGER)
    broken = _verified(acted, tmp_path)
    with acted.store.begin(checker) as uow:
        in_reach = last_verdict(uow, checker)

    assert whole is not None
    assert (whole.is_whole, whole.events, whole.entries, whole.who) == (True, 3, 7, "叶立新")
    assert broken is not None
    assert [(fault.sentence, fault.case_id, fault.number) for fault in broken.faults] == [("第 2 条记录被改动", None, "")]
    assert in_reach is not None
    assert in_reach.faults[0].number == "（2026）临劳调字第1号"


def _verified(figured: Figured, folder: Path) -> Any:
    auditor = figured.people["auditor"]
    with figured.store.begin(System(COUNTY, "audit.verify")) as uow:
        verdict = verify(uow, folder / "seals.jsonl")
    with figured.store.begin(auditor, write=True) as uow:
        keep_verdict(uow, verdict)
    with figured.store.begin(auditor) as uow:
        return last_verdict(uow, auditor)


def test_act_without_a_sentence_of_its_own_is_told_by_its_kind() -> None:
    assert access_sentence("print", "agreement", None) == "打印了文书"
    assert access_sentence("moon", "landing", None) == "其他操作"
    assert {kind for kinds in ENTRY_KINDS.values() for kind in kinds} >= {"read", "search", "reveal", "print", "export"}
