"""来访咨询: noting, the ledger in reach, what is restricted, the phone, and how a case is made of one."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.errors import Forbidden, NotFound
from portal.services.consult import amend_consultation, phone_of
from portal.store.tables.desk import Consultation
from portal.store.tables.machine import AccessEntry
from tests.web.desks import queries
from tests.web.offices import Offices, posted

FORM = {
    "came_on": "昨天",
    "channel": "phone",
    "visitor": "王小军",
    "phone": "13893600011",
    "topic": "orchard.fruit",
    "question": "羊啃了树，能赔多少？",
    "answer": "先拍照，再来登记。",
}


def note(offices: Offices, account: str = "clerk", **other: str) -> uuid.UUID:
    answer = posted(offices.at_work(account), "/consultations/new", {**FORM, **other})
    assert answer.status_code == 303, answer.text
    return uuid.UUID(answer.location.rpartition("/")[2])


def kept(offices: Offices, account: str = "clerk") -> list[Consultation]:
    with offices.store.begin(offices.people[account]) as uow:
        return list(uow.session.scalars(select(Consultation).order_by(Consultation.id)))


def logged(offices: Offices) -> list[tuple[str, str]]:
    with Session(offices.engine) as session:
        rows = session.scalars(select(AccessEntry).where(AccessEntry.kind != "login").order_by(AccessEntry.id))
        return [(row.kind, row.action) for row in rows]


def test_consultation_is_noted_with_an_encrypted_phone(both_offices: Offices) -> None:
    note(both_offices)

    row = kept(both_offices)[0]
    assert (str(row.came_on), row.channel, row.visitor, row.phone_mask) == ("2026-11-20", "phone", "王小军", "138****0011")
    assert row.phone is not None
    assert b"13893600011" not in row.phone
    assert logged(both_offices) == [("consult", "recorded")]


def test_every_problem_is_told_and_nothing_is_lost(offices: Offices) -> None:
    answer = posted(
        offices.at_work("clerk"),
        "/consultations/new",
        {**FORM, "came_on": "12.31", "phone": "12", "topic": "well.water", "question": ""},
    )

    assert answer.status_code == 422
    assert re.findall(r'href="#f-([^"]+)">', answer.text) == ["phone", "question", "topic"]
    assert "先拍照，再来登记。" in answer.text
    assert kept(offices) == []


def test_second_click_notes_nothing_twice(offices: Offices) -> None:
    clerk = offices.at_work("clerk")

    first, second = (posted(clerk, "/consultations/new", {**FORM, "token": "once"}) for _click in range(2))

    assert first.location == second.location
    assert len(kept(offices)) == 1


def test_ledger_shows_the_office_s_own_newest_first(both_offices: Offices) -> None:
    note(both_offices, visitor="先来的", came_on="11.10", answer="")
    note(both_offices, "mediator", visitor="后来的")
    note(both_offices, "stranger", visitor="别处的", topic="well.water")

    page = both_offices.page("clerk", "/consultations/")

    assert "别处的" not in page
    assert page.index("后来的") < page.index("先来的")
    assert "待答复" in page
    assert "共 2 次" in page


def test_ledger_is_narrowed_by_address_and_searched_by_post(offices: Offices) -> None:
    note(offices, visitor="甲", channel="visit")
    note(offices, visitor="乙", question="问的是彩礼")
    clerk = offices.at_work("clerk")

    narrowed = posted(clerk, "/consultations/search", {"text": "", "channel": "visit", "period": "month"})
    searched = posted(clerk, "/consultations/search", {"text": "彩礼"}).text

    assert narrowed.location == "/consultations/?channel=visit&since=2026-11-01&until=2026-11-30"
    assert "乙" not in clerk.get(narrowed.location).text.split("<tbody>")[1]
    assert "乙" in searched
    assert "甲" not in searched.split("<tbody>")[1]
    assert logged(offices)[-1] == ("search", "consultations")


def test_restricted_matter_is_read_by_whoever_noted_it_and_the_head(both_offices: Offices) -> None:
    made = note(both_offices, topic="orchard.close", visitor="马某", question="家里的事")
    path = f"/consultations/{made}"

    for account in ("clerk", "head"):
        assert "家里的事" in both_offices.page(account, path)
    mediator = both_offices.at_work("mediator")
    for seen in (mediator.get(path).text, mediator.get("/consultations/").text):
        assert "家里的事" not in seen
        assert "马某" not in seen
        assert "限知" in seen
    assert "没有符合的" in posted(mediator, "/consultations/search", {"text": "家里的事"}).text
    assert "没有符合的" in mediator.get("/consultations/?topic=orchard.close").text
    assert posted(mediator, f"{path}/phone", {}).status_code == 403
    assert mediator.get(f"{path}/amend").status_code == 403


def test_sealed_matter_does_not_exist_for_others(both_offices: Offices) -> None:
    made = note(both_offices, topic="orchard.quiet", question="不能让人知道")
    mediator = both_offices.at_work("mediator")

    assert mediator.get(f"/consultations/{made}").status_code == 404
    assert "还没有咨询记录" in mediator.get("/consultations/").text
    assert "不能让人知道" in both_offices.page("head", f"/consultations/{made}")


@pytest.mark.parametrize(("account", "status"), [("stranger", 404), ("coordinator", 403), ("auditor", 403), ("mediator", 200)])
def test_who_sees_a_consultation(offices: Offices, account: str, status: int) -> None:
    made = note(offices)

    assert offices.at_work(account).get(f"/consultations/{made}").status_code == status


def test_phone_shows_once_and_the_look_is_written_down(offices: Offices) -> None:
    made = note(offices)
    mediator = offices.at_work("mediator")

    before = mediator.get(f"/consultations/{made}").text
    shown = posted(mediator, f"/consultations/{made}/phone", {}).text
    after = mediator.get(f"/consultations/{made}").text

    assert "13893600011" not in before + after
    assert "13893600011" in shown
    assert logged(offices)[-1] == ("reveal", "consultation_phone")


def test_correction_keeps_the_phone_and_notices_who_was_faster(both_offices: Offices) -> None:
    made = note(both_offices)
    clerk = both_offices.at_work("clerk")
    form = {**FORM, "phone": "", "answer": "已经说清了。"}

    done = posted(clerk, f"/consultations/{made}/amend", {**form, "version": "1"})
    late = posted(clerk, f"/consultations/{made}/amend", {**form, "answer": "另一个答复", "version": "1"})

    assert done.status_code == 303
    assert late.status_code == 409
    assert "另一个答复" in late.text
    row = kept(both_offices)[0]
    assert (row.answer, row.phone_mask, row.version) == ("已经说清了。", "138****0011", 2)
    assert logged(both_offices) == [("consult", "recorded"), ("consult", "amended")]


def test_nobody_elsewhere_corrects_or_reveals(offices: Offices) -> None:
    made = note(offices)

    with offices.store.begin(offices.people["stranger"], write=True) as uow:
        with pytest.raises(NotFound):
            phone_of(uow, made)
        with pytest.raises(NotFound):
            amend_consultation(uow, made, FORM, version=1)
    with offices.store.begin(offices.people["coordinator"], write=True) as uow, pytest.raises(Forbidden):
        phone_of(uow, made)


def test_case_begins_with_what_was_said_and_the_two_know_each_other(both_offices: Offices) -> None:
    made = note(both_offices)
    clerk = both_offices.at_work("clerk")

    answer = posted(clerk, f"/consultations/{made}/case", {"type": "orchard.fruit"})
    form = clerk.get(answer.location).text
    draft = answer.location.rpartition("=")[2]
    saved = posted(clerk, "/cases/new/orchard.fruit", {**_entered(form), **REST, "draft": draft, "do": "accept"})

    assert answer.location.startswith("/cases/new/orchard.fruit?draft=")
    assert 'value="王小军"' in form
    assert 'value="13893600011"' in form
    assert "羊啃了树，能赔多少？</textarea>" in form
    assert saved.status_code == 303, saved.text
    assert kept(both_offices)[0].case_id == uuid.UUID(saved.location.rpartition("/")[2])
    assert "（2026）临果调字第1号" in clerk.get(f"/consultations/{made}").text
    assert posted(clerk, f"/consultations/{made}/case", {"type": "orchard.fruit"}).status_code == 422
    assert clerk.get("/").text.count("继续写完") == 0


def test_what_became_a_sealed_case_is_gone_for_all_but_who_wrote_it_down(offices: Offices) -> None:
    made = note(offices)
    clerk = offices.at_work("clerk")
    answer = posted(clerk, f"/consultations/{made}/case", {"type": "orchard.quiet"})
    form = clerk.get(answer.location).text
    posted(clerk, "/cases/new/orchard.quiet", {**_entered(form), **REST, "do": "accept"})

    assert offices.at_work("mediator").get(f"/consultations/{made}").status_code == 404
    assert made.hex not in offices.page("mediator", "/consultations/").replace("-", "")
    assert "字第" in offices.page("clerk", f"/consultations/{made}")


def test_consultation_becomes_no_case_of_another_sector(offices: Offices) -> None:
    made = note(offices)
    clerk = offices.at_work("clerk")

    assert posted(clerk, f"/consultations/{made}/case", {"type": "well.water"}).status_code == 404
    assert posted(clerk, f"/consultations/{made}/case", {"type": "nonsense"}).status_code == 404
    assert posted(offices.at_work("stranger"), f"/consultations/{made}/case", {"type": "well.water"}).status_code == 404


def test_ledger_costs_as_much_with_many_as_with_one(offices: Offices) -> None:
    note(offices)
    clerk = offices.at_work("clerk")
    clerk.get("/consultations/")
    costs = []
    for _round in range(2):
        seen = queries(offices.engine)
        clerk.get("/consultations/")
        costs.append(len(seen))
        for n in range(4):
            note(offices, topic=("orchard.fruit", "orchard.slow")[n % 2])

    assert costs[0] == costs[1] <= 12


REST = {
    "parties.neighbour.0.name": "李桂兰",
    "details.lost": "1200",
    "details.seen_on": "11.3",
}


def _entered(page: str) -> dict[str, Any]:
    """Return what stands in the text fields and hidden fields of the form of a new case."""
    form = re.sub(r"<template.*?</template>", "", page.split('id="new-case"')[1].split('id="rail"')[0], flags=re.DOTALL)
    values = dict(re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', form))
    values["summary"] = form.split('name="summary"')[1].split(">", 1)[1].split("</textarea>")[0].strip()
    wanted = ("parties.", "consultation", "summary")
    return {name: value for name, value in values.items() if name.startswith(wanted) and value and "kind" not in name}
