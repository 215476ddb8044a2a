"""Pages of an agreement in force: its ledger, judicial confirmation with its package, the list of the county."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from portal.papers.package import MANIFEST
from tests.web.bench import brought_to, do, words
from tests.web.offices import Offices

APPLICATION: dict[str, Any] = {
    "applied_on": "今天",
    "court": "临泽县人民法院",
    "joint": True,
    "materials": ["application", "agreement", "proof", "identity", "contact"],
}


def test_agreement_in_force_has_a_ledger_and_a_way_to_confirmation(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "sign")
    clerk = offices.at_work("clerk")

    case = words(clerk.get(f"/cases/{case_id}").text)
    ledger = words(clerk.get(f"/cases/{case_id}/performance").text)
    page = words(clerk.get(f"/cases/{case_id}/confirmation").text)

    assert "履行台账（已履行 0 / 1 条）" in case
    assert "司法确认 可以申请到 12月21日（周一）" in case
    assert "共 1 条，已履行 0 条；应付 800.00 元，已付 0.00 元。" in ledger
    assert "双方可以共同申请，到 12月21日（周一） 为止，还剩 30 天。" in page
    assert "要备" in page


def test_package_holds_each_paper_and_the_manifest(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "sign")

    answer = offices.at_work("clerk").get(f"/cases/{case_id}/confirmation/package.zip")

    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        told = json.loads(archive.read(MANIFEST))
        kinds = {name.rpartition(".")[2] for name in archive.namelist()}
    assert (len(told["parts"]), kinds) == (10, {"json", "docx", "pdf"})
    assert (told["effective_on"], told["apply_until"]) == ("2026-11-21", "2026-12-21")


def test_answer_of_the_court_is_on_the_page_and_in_the_list(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "sign")
    do(offices, "clerk", case_id, "apply_confirmation", **APPLICATION)
    clerk = offices.at_work("clerk")
    waiting = words(clerk.get(f"/cases/{case_id}/confirmation").text)
    do(offices, "clerk", case_id, "confirmation_answer", answer="not_accepted", answered_on="今天", why="other_court")

    refused = words(clerk.get(f"/cases/{case_id}/confirmation").text)
    listed = words(offices.at_work("coordinator").get("/statistics/confirmations?year=2026").text)

    assert "已向临泽县人民法院提出申请，等法院答复。" in waiting
    assert "不属于收到申请的人民法院管辖" in refused
    assert "就协议的履行向人民法院起诉" in refused
    assert "不予受理 1" in listed
    assert "不属于收到申请的人民法院管辖" in listed


def test_case_without_an_agreement_in_force_has_neither_page(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "agree")
    clerk = offices.at_work("clerk")

    assert clerk.get(f"/cases/{case_id}/performance").status_code == 404
    assert clerk.get(f"/cases/{case_id}/confirmation").status_code == 404
