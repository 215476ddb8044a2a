"""文书: the dossier, papers to print, what never stands on them, blank forms, and who may print."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.papers import fonts as fonts_found
from portal.store.tables.machine import AccessEntry
from tests.papers.reading import docx_words, pdf_pages, pdf_words
from tests.web.bench import brought_to, rich_body, words
from tests.web.offices import Offices, posted


def paper(offices: Offices, account: str, case_id: uuid.UUID, key: str) -> str:
    return words(offices.page(account, f"/cases/{case_id}/papers/{key}"))


def prints(offices: Offices) -> list[str]:
    with Session(offices.engine) as session:
        return list(session.scalars(select(AccessEntry.action).where(AccessEntry.kind == "print")))


def test_dossier_says_what_is_there_and_what_is_missing(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")

    page = words(offices.page("clerk", f"/cases/{case_id}/papers/"))

    assert "必备 1/8" in page
    assert re.search(r"受理登记表 必备 已有", page)
    assert re.search(r"人民调解记录 必备 缺 现在写", page)
    assert re.search(r"人民调解协议书 必备 还没到时候", page)


def test_filed_paper_counts_and_a_record_cannot_be_filed_without_a_session(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")
    clerk = offices.at_work("clerk")

    for key in ("rights", "record"):
        assert posted(clerk, f"/cases/{case_id}/papers/{key}/filed", {}).status_code == 303

    page = words(clerk.get(f"/cases/{case_id}/papers/").text)
    assert "必备 2/8" in page
    assert "当事人权利义务告知书 必备 已有" in page
    assert "人民调解记录 必备 缺" in page


def test_looking_at_a_paper_is_written_down_and_changes_no_dossier(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")

    told = paper(offices, "clerk", case_id, "registration")

    assert "620723199001010016" in told
    assert "损失金额 1,200.00 元" in told
    assert prints(offices) == ["registration"]
    assert "必备 1/8" in words(offices.page("clerk", f"/cases/{case_id}/papers/"))


def test_everything_that_is_due_prints_in_one_go(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")

    page = offices.page("clerk", f"/cases/{case_id}/papers/all")

    assert page.count("data-paper") == 4
    assert prints(offices) == ["registration", "rights", "identity", "record"]


def test_what_is_sealed_stands_on_no_paper_whoever_prints(bench: Offices) -> None:
    case_id = bench.open("keeper", "many.rich", details={**rich_body()["details"], "fruit": "apple"}).case_id

    told = paper(bench, "keeper", case_id, "oath")

    assert "损失1,200.00 元，安排：" in told
    assert "住在舅舅家" not in told
    assert "住在舅舅家" not in paper(bench, "keeper", case_id, "registration")


def test_paper_for_other_cases_is_not_offered(bench: Offices) -> None:
    case_id = bench.open("keeper", "many.rich").case_id
    keeper = bench.at_work("keeper")

    assert "保证书" not in keeper.get(f"/cases/{case_id}/papers/").text
    assert keeper.get(f"/cases/{case_id}/papers/oath").status_code == 404
    assert keeper.get(f"/cases/{case_id}/papers/nonsense").status_code == 404


def test_sealed_case_prints_without_telephone_and_address(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id

    told = paper(offices, "clerk", case_id, "registration")

    assert "王小军" in told
    assert "13893600011" not in told
    assert "沙河镇东寨村一社" not in told


def test_blank_forms_are_of_the_post_s_own_sectors(offices: Offices) -> None:
    clerk = offices.at_work("clerk")

    blank = words(clerk.get("/cases/blank/orchard.fruit/registration").text)

    assert "县果园调委会 受理登记表" in blank
    assert "□梨 □苹果 □其他" in blank
    assert "□是 □否" in blank
    assert "受理登记表" in words(clerk.get("/cases/blank/orchard.fruit/").text)
    assert clerk.get("/cases/blank/well.water/registration").status_code == 404
    assert clerk.get("/cases/blank/orchard.fruit/nonsense").status_code == 404


def test_post_without_the_verb_may_look_at_the_list_and_print_nothing(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")
    overseer = offices.at_work("overseer")

    page = overseer.get(f"/cases/{case_id}/papers/")

    assert page.status_code == 200
    assert "全部打印" not in page.text
    assert overseer.get(f"/cases/{case_id}/papers/registration").status_code == 403
    assert posted(overseer, f"/cases/{case_id}/papers/rights/filed", {}).status_code == 403


def test_papers_stay_chinese_for_a_reader_of_english(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "agree")
    clerk = offices.at_work("clerk")
    posted(clerk, "/language", {"language": "en"})

    told = words(clerk.get(f"/cases/{case_id}/papers/agreement").text)

    assert "王小军 and 李桂兰" in words(clerk.get(f"/cases/{case_id}").text)
    assert "王小军与李桂兰 果树受损纠纷" in words(clerk.get(f"/cases/{case_id}/papers/record").text)
    assert "于2026年12月20日前向王小军支付人民币800.00元（大写：捌佰元整）" in told
    assert "人民调解员（签名）" in told


def test_paper_comes_as_docx_and_as_pdf_and_both_are_written_down(offices: Offices, fonts: Path) -> None:
    case_id = brought_to(offices, "clerk", "agree")
    clerk = offices.at_work("clerk")

    docx = clerk.get(f"/cases/{case_id}/papers/agreement.docx")
    pdf = clerk.get(f"/cases/{case_id}/papers/agreement.pdf")

    assert "人民币800.00元（大写：捌佰元整）" in docx_words(docx.data)
    assert "人民币800.00元（大写：捌佰元整）" in pdf_words(pdf.data, "")
    assert quote("人民调解协议书.docx") in docx.headers["Content-Disposition"]
    assert "王小军" not in docx.headers["Content-Disposition"] + pdf.headers["Content-Disposition"]
    assert prints(offices) == ["agreement", "agreement"]


def test_whole_dossier_is_one_pdf_that_names_what_is_missing(offices: Offices, fonts: Path) -> None:
    case_id = brought_to(offices, "clerk", "session")

    pages = pdf_pages(offices.at_work("clerk").get(f"/cases/{case_id}/papers/dossier.pdf").data)

    assert "缺件清单" in pages[0]
    assert "1.当事人权利义务告知书（缺）2.当事人身份证明（缺）" in pages[0]
    assert [title in page for title, page in zip(("卷宗封面", "卷内目录", "受理登记表"), pages[1:], strict=False)] == [True] * 3
    assert prints(offices) == ["dossier"]


def test_machine_without_chinese_fonts_says_which_package_brings_them(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts_found, "FOLDERS", (tmp_path,))
    case_id = brought_to(offices, "clerk", "consent")
    clerk = offices.at_work("clerk")

    told = clerk.get(f"/cases/{case_id}/papers/rights.pdf", follow_redirects=True)

    assert "fonts-noto-cjk" in words(told.text)
    assert clerk.get(f"/cases/{case_id}/papers/rights.docx").status_code == 200


def test_files_follow_the_same_walls_as_the_pages(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")

    for form in ("docx", "pdf"):
        assert offices.at_work("overseer").get(f"/cases/{case_id}/papers/rights.{form}").status_code == 403
        assert offices.at_work("stranger").get(f"/cases/{case_id}/papers/rights.{form}").status_code == 404
        assert offices.at_work("clerk").get(f"/cases/{case_id}/papers/nonsense.{form}").status_code == 404
        assert offices.at_work("clerk").get(f"/cases/blank/well.water/rights.{form}").status_code == 404
    assert offices.at_work("overseer").get(f"/cases/{case_id}/papers/dossier.pdf").status_code == 403


def test_sealed_case_keeps_telephone_and_address_out_of_files_too(offices: Offices) -> None:
    case_id = offices.open("clerk", "orchard.quiet").case_id

    told = docx_words(offices.at_work("clerk").get(f"/cases/{case_id}/papers/registration.docx").data)

    assert "王小军" in told
    assert "13893600011" not in told
    assert "东寨村一社" not in told


def test_paper_of_a_case_carries_a_code_and_a_blank_one_does_not(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "consent")

    assert '<div class="paper-qr"' in offices.page("clerk", f"/cases/{case_id}/papers/rights")
    assert '<div class="paper-qr"' not in offices.page("clerk", "/cases/blank/orchard.fruit/rights")
