"""保管与删除 on pages: a hold, a proposal, the decision of another person with her password, and the certificate."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select

from portal.store.tables.cases import CaseFile
from portal.store.tables.keeping import Erasure
from tests.store.county import DEMO
from tests.web.bench import words
from tests.web.desks import PASSWORD
from tests.web.offices import Offices, posted

WHY = {"scope": "case", "ground": "term_over", "document": "鉴字2026-3号", "reason": "期限已满，鉴定后不再保存。"}


def archived(offices: Offices) -> uuid.UUID:
    case_id = offices.open("clerk").case_id
    with offices.store.begin(DEMO, write=True) as uow:
        case = uow.session.get_one(CaseFile, case_id)
        case.phase, case.archived_on = "archived", date(2010, 1, 1)
    return case_id


def test_from_the_list_to_the_certificate(offices: Offices) -> None:
    case_id = archived(offices)
    head, decider, clerk = (offices.at_work(who) for who in ("head", "coordinator", "clerk"))
    page = f"/cases/{case_id}/keeping"

    assert str(case_id) in head.get("/audit/keeping/").text
    assert clerk.get("/audit/keeping/").status_code == 403
    assert clerk.get(page).status_code == 403
    shown = words(head.get(page).text)
    assert "归档后 10 年" in shown
    assert "待核" in shown
    wrong = posted(head, f"{page}/holds", {"ground": "suit", "words": ""})
    assert (wrong.status_code, "说明" in wrong.text) == (422, True)
    assert posted(head, f"{page}/holds", {"ground": "suit", "words": "法院调卷", "until": "2026-12-1"}).status_code == 303
    stopped = posted(head, f"{page}/erasures", WHY)
    assert (stopped.status_code, "暂停删除，结束以前不能删除" in stopped.text) == (422, True)
    hold = head.get(page).text.split("/keeping/holds/")[1].split("/")[0]
    assert posted(head, f"{page}/holds/{hold}/end", {}).status_code == 303
    proposed = posted(head, f"{page}/erasures", {**WHY, "token": "t" * 20})
    where = proposed.headers["Location"]
    assert posted(head, f"{page}/erasures", {**WHY, "token": "t" * 20}).status_code == 303
    assert "王小军" not in decider.get(where).text
    assert posted(decider, f"{where}/decide", {"do": "approve", "password": "wrong"}).status_code == 422
    assert decider.get(f"{where}/certificate").status_code == 404
    assert posted(decider, f"{where}/decide", {"do": "approve", "password": PASSWORD}).status_code == 303

    told = words(decider.get(where).text)
    assert "已删除" in told
    assert "当事人" in told
    assert "鉴字2026-3号" in words(head.get(f"{where}/certificate").text)
    assert head.get(f"{where}/certificate.docx").data.startswith(b"PK")
    case = head.get(f"/cases/{case_id}").text
    assert "个人信息已于" in case
    assert "王小军" not in case
    assert case.count(f"/cases/{case_id}/do/") == 0
    with offices.store.begin(DEMO) as uow:
        assert uow.session.scalars(select(Erasure.state)).all() == ["done"]
