"""Papers name only what the case has."""

from __future__ import annotations

import re

import pytest

from portal.sdk import CaseType, FieldRows, Paper, Paragraph
from portal_plugins.consumer_association import PLUGIN

OF_THE_CASE = {"number", "organisation"}
PAPERS = [pytest.param(t, p, id=f"{t.key}-{p.key}") for t in PLUGIN.case_types for p in t.papers]


@pytest.mark.parametrize(("case_type", "paper"), PAPERS)
def test_rows_and_placeholders_of_a_paper_are_fields_of_its_type(case_type: CaseType, paper: Paper) -> None:
    known = {field.key for field in case_type.fields}

    rows = {key for block in paper.blocks if isinstance(block, FieldRows) for key in block.keys}
    texts = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    named = {key for text in texts for key in re.findall(r"{(\w+)}", text)}

    assert rows <= known
    assert named <= known | OF_THE_CASE
