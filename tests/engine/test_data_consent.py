"""Who consents to the processing of a party's data, and where no consent is needed (个人信息保护法 13, 14, 31)."""

from __future__ import annotations

import pytest

from portal.engine.data_consent import problems_with


@pytest.mark.parametrize(
    ("basis", "given_by", "age_band", "wrong"),
    [
        ("consent", "self", "from_30", []),  # 13 I 1
        ("consent", None, "from_30", ["consent_whose"]),  # 14: 由个人作出
        ("consent", "self", "under_14", ["consent_under_14"]),  # 31 I
        ("consent", "agent", "under_14", ["consent_under_14"]),
        ("consent", "guardian", "under_14", []),
        ("consent", "self", "from_14", []),
        ("consent", "self", "", []),  # an age nobody knows
        ("duty", None, "under_14", []),  # 13 I 3, II: 不需取得个人同意
        ("emergency", None, "from_30", []),  # 13 I 4
    ],
)
def test_whose_consent_is_asked(basis: str, given_by: str | None, age_band: str, wrong: list[str]) -> None:
    values = {"basis": basis, "given_by": given_by}

    assert [problem.code for problem in problems_with(values, age_band)] == wrong
