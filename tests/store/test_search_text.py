"""The search index finds exactly what LIKE finds, the same on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from portal.engine.bigrams import like_pattern, query_terms
from portal.store import search_text
from portal.store.passages import passage
from portal.store.tables.figures import CaseText
from portal.store.unit_of_work import Store, UnitOfWork
from tests.store.county import COUNTY, DEMO, County

OPTIONS = passage("portal.reading.search")
TEXTS = (
    "（2026）临劳调字第123号 王小军 李桂兰 临泽县兴业建筑有限公司拖欠工资12000元",
    "（2026）临婚调字第12号 赵德福 彩礼纠纷，因为婚约解除要求返还彩礼",
    "（2026）临消调字第3号 王某 购买的电动车质量问题 ABC-123 型",
    "工资，工地，工伤；资金。100%赔偿_下划线\\反斜杠",
    "王",
    "𠮷田商店 ＡＢＣ ﬁ Ⅳ 龘",
)


@dataclass
class Index:
    uow: UnitOfWork
    cases: list[uuid.UUID]

    def hits(self, query: str) -> set[uuid.UUID]:
        condition = search_text.matching(self.uow.session, query)
        return set(self.uow.session.scalars(select(CaseText.case_id).where(condition), execution_options=OPTIONS))

    def like(self, query: str) -> set[uuid.UUID]:
        condition = CaseText.text.like(like_pattern(query), escape="\\")
        return set(self.uow.session.scalars(select(CaseText.case_id).where(condition)))

    def tokens(self) -> list[str]:
        """Return what is left in the side table."""
        sqlite = self.uow.session.get_bind().dialect.name == "sqlite"
        sql = "SELECT rowid FROM case_text_fts" if sqlite else "SELECT docid FROM case_text_grams"
        return [str(row[0]) for row in self.uow.session.execute(text(sql), execution_options=OPTIONS)]


@pytest.fixture
def index(shared: Store) -> Iterator[Index]:
    with shared.begin(DEMO, write=True) as uow:
        yield filled(uow)
        uow.session.rollback()


def filled(uow: UnitOfWork) -> Index:
    county = County(uow.session)
    county.division(COUNTY)
    county.organisation("县妇联")
    cases = [county.case("县妇联").id for _ in TEXTS]
    for case_id, content in zip(cases, TEXTS, strict=True):
        search_text.index_case(uow.session, COUNTY, case_id, content)
    return Index(uow, cases)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("工资", {0, 3}),
        ("拖欠工资", {0}),
        ("王", {0, 2, 4}),  # a single sign, also at the end of a text
        ("王小军", {0}),
        ("第12", {0, 1}),
        ("第12号", {1}),
        ("2000", {0}),
        ("abc", {2, 5}),
        ("ＡＢＣ", {2, 5}),
        ("abc-123", {2}),
        ("工资，工地", {3}),
        ("工资工地", set()),
        ("100%", {3}),
        ("赔偿_下", {3}),
        ("偿x下", set()),
        ("线\\反", {3}),
        ("𠮷田", {5}),
        ("龘", {5}),
        ("离婚", set()),
        ("  工伤 ", {3}),
    ],
)
def test_a_query_finds_every_text_that_contains_it(index: Index, query: str, places: set[int]) -> None:
    assert index.hits(query) == {index.cases[place] for place in places} == index.like(query)


@pytest.mark.parametrize("query", ["", "  ", "，。", "%", "_"])
def test_a_query_without_letter_or_digit_finds_nothing(index: Index, query: str) -> None:
    assert index.hits(query) == set()


@pytest.mark.parametrize(
    "query", ['"', '工资" OR "彩礼', "工资*", "NEAR(工资)", "case_text_fts", "'; DROP TABLE", "工资 AND 彩礼", "^工"]
)
def test_a_query_is_never_syntax(index: Index, query: str) -> None:
    assert index.hits(query) == (index.like(query) if query_terms(query) else set())


def test_a_changed_text_is_found_by_its_new_words_only(index: Index) -> None:
    case_id = index.cases[1]

    search_text.index_case(index.uow.session, COUNTY, case_id, "婚约已经履行")

    assert index.hits("彩礼") == set()
    assert index.hits("履行") == {case_id}
    assert len(index.tokens()) == len(TEXTS)


def test_an_unindexed_case_leaves_nothing_behind(index: Index) -> None:
    due = search_text.unindex_case(index.uow.session, COUNTY, index.cases[1])

    assert index.hits("彩礼") == set() == index.like("彩礼")
    assert len(index.tokens()) == len(TEXTS) - 1
    assert due is (index.uow.session.get_bind().dialect.name == "sqlite" and not search_text.FORGETS_AT_ONCE)
    assert search_text.unindex_case(index.uow.session, COUNTY, index.cases[1]) is False


def test_an_unindexed_case_can_be_indexed_again(index: Index) -> None:
    search_text.unindex_case(index.uow.session, COUNTY, index.cases[1])

    search_text.index_case(index.uow.session, COUNTY, index.cases[1], "又受理了彩礼一案")

    assert index.hits("彩礼") == {index.cases[1]}


def test_the_same_text_again_writes_nothing(index: Index) -> None:
    before = index.uow.session.scalars(select(CaseText.docid)).all()

    search_text.index_case(index.uow.session, COUNTY, index.cases[0], TEXTS[0])

    assert index.uow.session.scalars(select(CaseText.docid)).all() == before
    assert len(index.tokens()) == len(TEXTS)


def test_the_side_table_is_rebuilt_from_the_texts(index: Index) -> None:
    session = index.uow.session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("DELETE FROM case_text_grams"), execution_options=OPTIONS)
        assert index.hits("彩礼") == set()

    assert search_text.rebuild(session) == len(TEXTS)
    assert index.hits("彩礼") == {index.cases[1]}
    assert len(index.tokens()) == len(TEXTS)


def test_squeezed_tokens_of_a_removed_text_are_gone_from_the_file(embedded: Store) -> None:
    def in_file(word: str) -> bool:
        with embedded.engine.connect() as connection:
            options = passage("portal.store.search_text")
            blocks = connection.execute(text("SELECT block FROM case_text_fts_data"), execution_options=options).scalars()
            return word.encode() in b"".join(blocks)

    with embedded.begin(DEMO, write=True) as uow:
        cases = filled(uow).cases
    with embedded.begin(DEMO, write=True) as uow:
        search_text.unindex_case(uow.session, COUNTY, cases[5])
    assert in_file("龘") is not search_text.FORGETS_AT_ONCE

    with embedded.begin(DEMO, write=True) as uow:
        search_text.squeeze(uow.session)

    assert not in_file("龘")
    assert in_file("资")


@pytest.fixture
def one_index(embedded: Store) -> Iterator[Index]:
    with embedded.begin(DEMO, write=True) as uow:
        yield filled(uow)


signs = st.sampled_from("王李张工资欠薪县012 a%_\\，。")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("王 李", "王 李")
@example("01", "1")
@given(st.text(signs, min_size=1, max_size=12), st.text(signs, min_size=1, max_size=4))
def test_whatever_is_written_and_asked_the_index_agrees_with_like(one_index: Index, content: str, query: str) -> None:
    search_text.index_case(one_index.uow.session, COUNTY, one_index.cases[0], content)

    expected = one_index.like(query) if query_terms(query) else set()
    assert one_index.hits(query) == expected
