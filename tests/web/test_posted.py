"""How posted names become a body and come back."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from portal.errors import Refused
from portal.web.forms.posted import body_of, flat, rows_posted


def test_dotted_names_become_a_body_without_what_was_left_empty() -> None:
    form = MultiDict(
        [
            ("csrf_token", "x"),
            ("summary", "欠薪"),
            ("parties.worker.0.name", "王"),
            ("parties.worker.2.name", "李"),
            ("parties.worker.1.name", ""),
            ("parties.employer.0.name", ""),
            ("details.evidence", "a"),
            ("details.evidence", "b"),
        ]
    )

    body = body_of(form, frozenset({"details.evidence"}))

    assert body == {
        "summary": "欠薪",
        "parties": {"worker": [{"name": "王"}, {"name": "李"}]},
        "details": {"evidence": ["a", "b"]},
    }


def test_a_body_goes_back_into_the_names_of_its_form() -> None:
    body = {"parties": {"worker": [{"name": "王"}]}, "details": {"evidence": ["a", "b"], "owed": "1"}}

    assert flat(body) == {"parties.worker.0.name": "王", "details.evidence": ["a", "b"], "details.owed": "1"}
    assert rows_posted(flat(body), "parties.worker") == 1


@pytest.mark.parametrize("names", [["a.b.c.d.e.f.g"], ["a", "a.b"], ["a.b", "a"]])
def test_names_that_contradict_each_other_are_refused(names: list[str]) -> None:
    with pytest.raises(Refused):
        body_of(MultiDict([(name, "x") for name in names]))
