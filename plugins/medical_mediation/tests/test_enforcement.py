"""The time to ask a court for enforcement stands on its article: two years, 民事诉讼法 250."""

from __future__ import annotations

import pytest

from portal.sdk import ENFORCEABLE, CaseType, Unit
from portal_plugins.medical_mediation import PLUGIN

CONFIRMED = [one for one in PLUGIN.case_types if one.clock("judicial_confirmation") is not None]


@pytest.mark.parametrize("case_type", CONFIRMED, ids=lambda one: one.key)
def test_enforcement_stands_on_its_article(case_type: CaseType) -> None:
    clock = case_type.clock("enforcement")

    assert clock is not None
    assert (clock.basis.law, clock.basis.article) == ("民事诉讼法", "250")
    assert (clock.term.length, clock.term.unit) == (2, Unit.YEAR)
    assert clock.starts == ENFORCEABLE
    assert clock.basis.verified
