"""One tokenizer for the search index and for what people look for, on both databases.

Text is normalised (NFKC, small letters), cut into runs of letters and digits, and each run into overlapping pairs; its
last sign stands alone once more. A query is cut the same way, so that every run of it is a phrase of consecutive pairs,
and a run of one sign is the beginning of a token. What the index finds is then everything that contains the query and
perhaps more (where punctuation stood between runs): a recheck with `like_pattern` on the normalised text makes it exact.

Letters and digits are cut like Chinese, not kept as words: only so does the index find 「第12」 in 「第123号」 and 「0723」 in
「620723」, as LIKE does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must follow each other; with `prefix` the only token is the beginning of one in the index."""

    tokens: tuple[str, ...]
    prefix: bool = False


def normalise(text: str) -> str:
    """Return the text as it is indexed, stored for the recheck, and compared: NFKC, small letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def index_text(text: str) -> list[str]:
    """Return the tokens of a text in order: `欠薪3万` gives `欠薪 薪3 3万 万`."""
    return [token for run in _RUN.findall(normalise(text)) for token in (*map("".join, pairwise(run)), run[-1])]


def query_terms(query: str) -> list[Phrase]:
    """Return the phrases that all stand in every text containing the query; none for a query without letter or digit."""
    runs = _RUN.findall(normalise(query))
    return [Phrase(tuple(map("".join, pairwise(run)))) if len(run) > 1 else Phrase((run,), prefix=True) for run in runs]


def like_pattern(query: str) -> str:
    r"""Return the LIKE pattern (escape character `\`) with which the normalised text is rechecked."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", normalise(query).strip()) + "%"


def fts5_match(terms: list[Phrase]) -> str:
    """Return the terms as a query of an FTS5 table with `tokenize="ascii"` (every sign beyond ASCII is part of a token)."""
    return " AND ".join(f'"{" ".join(term.tokens)}"{"*" if term.prefix else ""}' for term in terms)
