"""An agreement in a family case leaves every road open: police, court, doctor, protection order."""

from __future__ import annotations

from typing import Any

import pytest

from portal.testing.desk import Desk
from portal_plugins.womens_federation.tests.at_the_desk import (
    SESSION,
    TERM,
    TODAY,
    articles,
    at_the_table,
    consented,
    opened,
    refusal,
)


def at_the_agreement() -> Desk:
    at = at_the_table()
    at.act("session", **{**SESSION, "manner": "separate"})
    return at


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("受害人不得报警", "13"),
        ("受害人到派出所撤回报警", "33"),
        ("受害人谅解家庭暴力行为", "33"),
        ("受害人不追究加害人任何责任", "33"),
    ],
)
@pytest.mark.parametrize("where", ["facts", "act", "breach"])
def test_no_agreement_closes_the_road_to_the_police(words: str, article: str, where: str) -> None:
    at = at_the_agreement()
    term = {"kind": "act", "payer": "陈志强", "act": "搬出住所"}
    data: dict[str, Any] = {"agreed_on": TODAY, "facts": "双方商量分开居住。", "terms": [term]}
    if where == "facts":
        data["facts"] = words
    else:
        term[where] = words

    assert ("反家庭暴力法", article) in articles(lambda: at.act("agree", **data))


@pytest.mark.parametrize("words", ["不得阻止受害人报警", "不再实施任何家庭暴力", "不得要求受害人撤回报警"])
def test_an_agreement_that_protects_is_taken(words: str) -> None:
    at = at_the_agreement()
    term = {"kind": "act", "payer": "陈志强", "act": words}

    assert refusal(lambda: at.act("agree", agreed_on=TODAY, terms=[term])) == ()


def test_no_family_agreement_may_forbid_calling_the_police_violence_or_not() -> None:
    at = consented(opened("marriage_family"))
    at.act("session", **SESSION)

    said = articles(lambda: at.act("agree", form="written", agreed_on=TODAY, terms=[{**TERM, "act": "今后不得报警"}]))

    assert said == {("反家庭暴力法", "13")}
