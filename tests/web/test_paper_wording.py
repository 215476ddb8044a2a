"""文书用语: officials word papers anew and put Word templates in their place; papers made before keep theirs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.papers import office
from portal.papers.core_papers import RIGHTS
from portal.papers.wording import editable
from portal.store.tables.machine import AccessEntry
from portal.store.tables.wording import PaperWording
from tests.papers.reading import docx_words
from tests.papers.test_own_template import template
from tests.web.bench import brought_to, words
from tests.web.offices import Offices, make_offices, posted

SYSADMIN = ("叶立新", "县水站调委会", "county.sysadmin", "sysadmin")
PAGE = "/admin/papers/portal/rights"
OLD = editable(RIGHTS)[-1]


@pytest.fixture
def offices(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    made = make_offices(sqlite_url, tmp_path, others=(SYSADMIN,))
    yield made
    made.engine.dispose()


def sent(offices: Offices, path: str, data: Mapping[str, Any]) -> Any:
    """Send a form as the administrator does."""
    return posted(offices.at_work("sysadmin"), path, data, PAGE)


def said(**changed: str) -> dict[str, str]:
    fields = {f"text_{n}": text for n, text in enumerate(editable(RIGHTS))}
    return {**fields, "reason": "按司法局通知", **changed}


LAST = f"text_{len(editable(RIGHTS)) - 1}"


def test_new_wording_stands_on_papers_made_from_then_on(offices: Offices) -> None:
    filed, fresh = brought_to(offices, "clerk", "consent"), brought_to(offices, "clerk", "consent")
    clerk = offices.at_work("clerk")
    posted(clerk, f"/cases/{filed}/papers/rights/filed", {})
    offices.clock.pass_by(timedelta(minutes=5))

    answer = sent(offices, PAGE, said(**{LAST: "以上内容{organisation}已讲清，我已知晓。"}))

    assert answer.status_code == 303
    assert "县果园调委会已讲清，我已知晓。" in words(clerk.get(f"/cases/{fresh}/papers/rights").text)
    assert "已讲清" not in clerk.get(f"/cases/{filed}/papers/rights").text
    assert OLD in clerk.get(f"/cases/{filed}/papers/rights").text
    assert "县果园调委会已讲清" in docx_words(clerk.get(f"/cases/{fresh}/papers/rights.docx").data)
    assert "县果园调委会已讲清" in words(clerk.get("/cases/blank/orchard.fruit/rights").text)


def test_version_says_who_when_and_why_and_is_written_down(offices: Offices) -> None:
    sent(offices, PAGE, said(**{LAST: "一"}))
    sent(offices, PAGE, said(**{LAST: "二", "reason": "改正错字"}))

    page = words(offices.at_work("sysadmin").get(PAGE).text)

    assert "用语第 2 版" in page
    assert "改正错字" in page
    with Session(offices.engine) as session:
        assert [row.version for row in session.scalars(select(PaperWording).order_by(PaperWording.version))] == [1, 2]
        assert list(session.scalars(select(AccessEntry.action).where(AccessEntry.kind == "setting"))) == ["wording_changed"] * 2


def test_broken_placeholders_are_refused_at_their_fields_all_at_once_and_nothing_is_written(offices: Offices) -> None:
    answer = sent(offices, PAGE, said(text_0="{aplicants}：", **{LAST: "我{organisation已知晓", "reason": ""}))

    page = words(answer.text)
    assert answer.status_code == 422
    assert "没有“aplicants”这个占位符，最接近的是“applicants”。" in page
    assert "“我{organisation已知晓”这里的占位符不完整" in page
    assert "请填写“修改的理由”。" in page
    assert "{aplicants}：" in answer.text
    with Session(offices.engine) as session:
        assert session.scalars(select(PaperWording)).all() == []


def test_unchanged_wording_makes_no_version(offices: Offices) -> None:
    answer = sent(offices, PAGE, said())

    assert answer.status_code == 422
    assert "没有改动任何内容。" in words(answer.text)


def test_look_shows_the_paper_and_writes_nothing(offices: Offices) -> None:
    answer = sent(offices, PAGE, said(**{LAST: "先看看样子。", "do": "look", "reason": ""}))

    assert answer.status_code == 200
    assert "<p>先看看样子。</p>" in answer.text
    with Session(offices.engine) as session:
        assert session.scalars(select(PaperWording)).all() == []


def test_only_who_opens_the_page_may_word_papers(offices: Offices) -> None:
    assert offices.at_work("clerk").get(PAGE).status_code == 403
    assert posted(offices.at_work("clerk"), PAGE, said(**{LAST: "x"})).status_code == 403
    assert offices.at_work("sysadmin").get("/admin/papers/portal/nonsense").status_code == 404
    assert offices.at_work("sysadmin").get("/admin/papers/no.type/rights").status_code == 404


def _upload(offices: Offices, content: bytes) -> int:
    data = {"template": (io.BytesIO(content), "本县样式.docx")}
    return int(sent(offices, f"{PAGE}/template", data).status_code)


def test_county_s_own_template_makes_the_docx_and_may_be_withdrawn(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: None)
    case_id = brought_to(offices, "clerk", "consent")
    clerk = offices.at_work("clerk")

    assert _upload(offices, template("本县样式 {{ number }}", "{{ parties }}", "{{ undisputed }}")) == 303

    told = docx_words(clerk.get(f"/cases/{case_id}/papers/rights.docx").data)
    assert "本县样式（2026）临" in told
    assert "王小军" in told
    assert "＿＿＿" in told
    assert "没有LibreOffice" in words(clerk.get(f"/cases/{case_id}/papers/rights.pdf", follow_redirects=True).text).replace(
        " ", ""
    )
    assert sent(offices, f"{PAGE}/template/withdraw", {}).status_code == 303
    assert "本县样式" not in docx_words(clerk.get(f"/cases/{case_id}/papers/rights.docx").data)


@pytest.mark.parametrize("content", [b"", b"%PDF", template("{{ nmber }}"), template("{{ number.x }}")])
def test_template_that_cannot_be_used_is_refused_at_its_field(offices: Offices, content: bytes) -> None:
    assert _upload(offices, content) == 422
