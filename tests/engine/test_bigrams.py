"""One tokenizer: what is in the text is found, on SQLite's index as in plain LIKE."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.engine.bigrams import Phrase, fts5_match, index_text, like_pattern, normalise, query_terms

HAN = st.text(alphabet="欠薪工资王建国临泽县第号", min_size=1, max_size=12)
MIXED = st.text(alphabet="欠薪工资𬭎第号aBＣ１２3 ，。%_\\'\"-（）ß", max_size=20)


def _found(terms: list[Phrase], tokens: list[str]) -> bool:
    """Say whether every phrase stands in the tokens, as a full-text index would."""

    def stands(phrase: Phrase) -> bool:
        if phrase.prefix:
            return any(token.startswith(phrase.tokens[0]) for token in tokens)
        size = len(phrase.tokens)
        return any(tuple(tokens[at : at + size]) == phrase.tokens for at in range(len(tokens) - size + 1))

    return all(stands(phrase) for phrase in terms)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("欠薪", ["欠薪", "薪"]),
        ("欠薪3万", ["欠薪", "薪3", "3万", "万"]),
        ("王", ["王"]),
        ("王某，欠薪", ["王某", "某", "欠薪", "薪"]),
        ("ＡＢc", ["ab", "bc", "c"]),
        ("（2026）12号", ["20", "02", "26", "6", "12", "2号", "号"]),
        ("，。_ ", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_pairs_and_the_last_sign(text: str, tokens: list[str]) -> None:
    assert index_text(text) == tokens


def test_a_query_is_cut_into_phrases() -> None:
    assert query_terms("拖欠工资 王") == [Phrase(("拖欠", "欠工", "工资")), Phrase(("王",), prefix=True)]
    assert query_terms("？") == []


@given(MIXED, st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    stored = normalise(text)
    start = data.draw(st.integers(0, len(stored)))
    end = data.draw(st.integers(start, len(stored)))

    assert _found(query_terms(stored[start:end]), index_text(text))


@given(HAN, HAN)
def test_within_one_run_exactly_what_is_contained_is_found(text: str, query: str) -> None:
    assert _found(query_terms(query), index_text(text)) == (query in text)


@given(HAN, HAN)
def test_a_phrase_never_reaches_over_punctuation(left: str, right: str) -> None:
    seam = left[-1] + right[0]

    assert _found(query_terms(seam), index_text(f"{left}，{right}")) == (seam in left or seam in right)


@given(MIXED)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_signs_with_a_meaning_in_like_are_escaped() -> None:
    assert like_pattern(r" 100%_\ ") == r"%100\%\_\\%"


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE tokens USING fts5(body, content='', tokenize='ascii')")
        connection.execute("CREATE TABLE texts(id INTEGER PRIMARY KEY, body TEXT)")
        yield connection


@given(texts=st.lists(MIXED, min_size=1, max_size=6), query=MIXED)
def test_the_index_of_sqlite_with_recheck_equals_like(database: sqlite3.Connection, texts: list[str], query: str) -> None:
    like = "SELECT id FROM texts WHERE body LIKE ? ESCAPE '\\'"
    with database:
        database.execute("INSERT INTO tokens(tokens) VALUES ('delete-all')")
        database.execute("DELETE FROM texts")
        for docid, text in enumerate(texts, start=1):
            database.execute("INSERT INTO tokens(rowid, body) VALUES (?, ?)", (docid, " ".join(index_text(text))))
            database.execute("INSERT INTO texts VALUES (?, ?)", (docid, normalise(text)))

    pattern, terms = like_pattern(query), query_terms(query)
    indexed = f"{like} AND id IN (SELECT rowid FROM tokens WHERE tokens MATCH ?) ORDER BY id"

    assume(terms)
    assert database.execute(indexed, (pattern, fts5_match(terms))).fetchall() == database.execute(like, (pattern,)).fetchall()
