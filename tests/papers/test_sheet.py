"""Papers as pieces: what is filled in, what stays a rule to write on, and what many people make of a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.declare.papers import FieldRows, Lines, Paper, Paragraph, PartyTable, Signatures, Terms
from portal.papers.core_papers import AGREEMENT, CORE_PAPERS, ENDED_NOTICE, RECORD
from portal.papers.layout import INFORMED, Text, drawn
from portal.papers.on_paper import MARKED, OPEN_BOX, CaseOnPaper, FieldOnPaper, PartyOnPaper, TermOnPaper
from portal.papers.sheet import RULE, Piece, ordinal, sheet, term_sentence
from tests.papers.samples import FILLED

CASE = CaseOnPaper(
    organisation="县果园调委会",
    number="（2026）临果调字第1号",
    type_title="果树受损",
    ending="调解不成",
    reason="分歧较大",
    parties=(PartyOnPaper("果农", "applicant", True, "王小军"), PartyOnPaper("邻居", "respondent", True, "李桂兰")),
    fields=(
        FieldOnPaper("lost", "损失金额", "1,200.00 元"),
        FieldOnPaper("ending", "怎么结束", "羊赶走了"),
        FieldOnPaper("note", "备注", ""),
    ),
    remedies=("一、起诉。", "二、找镇政府。"),
)
TERM = TermOnPaper("李桂兰", "王小军", 80_000, "", date(2026, 12, 20), "转账", "加付一成")


def pieces(paper: Paper, case: CaseOnPaper, kind: str) -> list[Piece]:
    return [piece for piece in sheet(paper, case).pieces if piece.kind == kind]


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        (TERM, "李桂兰于2026年12月20日前向王小军支付人民币800.00元（大写：捌佰元整），支付方式：转账；逾期的，加付一成。"),
        (replace(TERM, method="", breach=""), "李桂兰于2026年12月20日前向王小军支付人民币800.00元（大写：捌佰元整）。"),
        (replace(TERM, amount=None, act="把围栏修好。"), "李桂兰于2026年12月20日前把围栏修好；逾期的，加付一成。"),
        (replace(TERM, amount=None, act="赔礼道歉", due_on=None, breach=""), "李桂兰赔礼道歉。"),
        (
            TermOnPaper("", "", None, "", None, "", ""),
            f"{RULE}于{RULE}前向{RULE}支付人民币{RULE}元（大写：{RULE}）。",
        ),
    ],
)
def test_term_is_one_sentence_and_what_is_missing_is_a_rule(term: TermOnPaper, sentence: str) -> None:
    assert term_sentence(term) == sentence


def test_terms_are_numbered_and_a_blank_form_has_lines() -> None:
    filled = sheet(AGREEMENT, replace(CASE, terms=(TERM, TERM)))
    blank = sheet(AGREEMENT, CaseOnPaper("县果园调委会", is_blank=True))

    texts = [text for piece in filled.pieces for text in piece.text]
    assert [text[:2] for text in texts if "李桂兰于" in text] == ["一、", "二、"]
    assert "本协议一式3份" in "".join(texts)
    assert [piece.count for piece in blank.pieces if piece.kind == "lines"] == [6]
    assert [party.role for piece in blank.pieces if piece.kind == "party" for party in piece.parties] == ["申请人", "被申请人"]


def test_core_paper_means_its_own_values_where_a_type_has_a_field_of_that_name() -> None:
    told = "".join(text for piece in sheet(ENDED_NOTICE, CASE).pieces for text in piece.text)

    assert "你们之间的果树受损纠纷，经本单位办理，结果为：调解不成。原因：分歧较大。" in told
    assert "一、起诉。二、找镇政府。" in told


def test_paper_of_a_type_means_its_field() -> None:
    own = Paper("own", "说明", (Paragraph("{ending}，{note}"), FieldRows(("ending", "number"))))

    made = sheet(own, CASE)

    assert made.pieces[0].text == (f"羊赶走了，{RULE}",)
    assert made.pieces[1].rows == ((("怎么结束", "羊赶走了"), ("编号", "（2026）临果调字第1号")),)


def test_rows_without_keys_are_what_is_filled_in_and_on_a_blank_form_everything() -> None:
    rows = Paper("rows", "表", (FieldRows(),))

    filled = pieces(rows, CASE, "rows")[0].rows
    blank = pieces(rows, replace(CASE, is_blank=True), "rows")[0].rows

    assert [title for row in filled for title, _value in row] == ["损失金额", "怎么结束"]
    assert [title for row in blank for title, _value in row] == ["损失金额", "怎么结束", "备注"]


def test_short_values_share_a_row_and_long_ones_have_their_own() -> None:
    fields = (
        FieldOnPaper("a", "甲", "短"),
        FieldOnPaper("b", "乙", "也短"),
        FieldOnPaper("c", "丙", "很长" * 12),
        FieldOnPaper("d", "丁", "短"),
    )

    rows = pieces(Paper("rows", "表", (FieldRows(),)), replace(CASE, fields=fields), "rows")[0].rows

    assert [len(row) for row in rows] == [2, 1, 1]


def test_many_people_of_a_role_stand_in_a_list_and_sign_in_one() -> None:
    people = tuple(PartyOnPaper("劳动者", "applicant", True, f"工人{n}") for n in range(12))
    paper = Paper("all", "表", (PartyTable(), Signatures(parties=True)))

    made = sheet(paper, replace(CASE, parties=(*people, *CASE.parties[1:])))

    assert [(piece.kind, len(piece.parties)) for piece in made.pieces] == [
        ("party_list", 12),
        ("party", 1),
        ("signature_list", 12),
        ("signatures", 1),
    ]


def test_those_elected_sign_for_the_many_and_who_stands_apart_signs_alone() -> None:  # 民事诉讼法 56
    people = tuple(PartyOnPaper("劳动者", "applicant", True, f"工人{n}", is_elected=n < 2, is_apart=n == 11) for n in range(12))

    made = pieces(Paper("all", "表", (Signatures(parties=True),)), replace(CASE, parties=people), "signature_list")

    assert [(piece.text, [p.name for p in piece.parties]) for piece in made] == [
        (("劳动者推选的代表人（代表9人）", "和自己签字的劳动者"), ["工人0", "工人1", "工人11"])
    ]


def test_whoever_acts_for_a_party_stands_beside_it_and_signs_after_it() -> None:
    child = PartyOnPaper(
        "果农", "applicant", True, "王小云", acting=(("法定代理人", "李桂兰（父母）"),), signs_beside=("果农的法定代理人",)
    )
    paper = Paper("one", "表", (PartyTable(), Signatures(parties=True)))

    shown = drawn(sheet(paper, replace(CASE, parties=(child,))))

    assert "李桂兰（父母）" in str(shown)
    assert str(shown).index("果农（签名、盖章或按指印）") < str(shown).index("果农的法定代理人（签名、盖章或按指印）")


@pytest.mark.parametrize(("n", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")])
def test_ordinals(n: int, word: str) -> None:
    assert ordinal(n) == word


@pytest.mark.parametrize("paper", CORE_PAPERS, ids=lambda paper: paper.key)
def test_every_paper_of_the_core_prints_blank_without_a_stray_placeholder(paper: Paper) -> None:
    made = sheet(paper, CaseOnPaper("县果园调委会", type_title="果树受损", is_blank=True))

    assert made.pieces
    assert not [text for piece in made.pieces for text in piece.text if "{" in text]


def test_block_without_terms_or_people_is_room_to_write() -> None:
    made = sheet(Paper("room", "表", (Terms(), Lines("备注", 2))), CaseOnPaper("县果园调委会"))

    assert [(piece.kind, piece.count) for piece in made.pieces] == [("lines", 6), ("lines", 2)]


@pytest.mark.parametrize("paper", CORE_PAPERS, ids=lambda paper: paper.key)
def test_every_row_of_a_core_paper_is_labelled_in_words(paper: Paper) -> None:
    made = sheet(paper, CASE)

    labels = [title for piece in made.pieces for row in piece.rows for title, _value in row]
    assert [title for title in labels if title.isascii()] == []


def test_record_says_of_each_session_when_it_was_what_was_told_and_when_it_goes_on() -> None:
    said = "\n".join(f"{e.lead}{e.text}" for e in drawn(sheet(RECORD, FILLED)).elements if isinstance(e, Text))
    blank = "\n".join(f"{e.lead}{e.text}" for e in drawn(sheet(RECORD, CaseOnPaper(""))).elements if isinstance(e, Text))

    assert said.count(f"告知声明：{OPEN_BOX}{INFORMED}") == said.count(f"告知声明：{MARKED}{INFORMED}") == 1
    assert f"{MARKED}有待继续调解\n下次调解：2026年11月10日" in said
    assert f"告知声明：{OPEN_BOX}{INFORMED}" in blank
