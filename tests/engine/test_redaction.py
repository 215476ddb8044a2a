"""Free text for readers of masked names. All people are fictional."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engine.redaction import redact, searchable

NAMES = ("王小军", "欧阳娜娜", "王小军辉")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王小军要求支付工资", "王*要求支付工资"),
        ("欧阳娜娜与王小军辉同去", "欧阳*与王*同去"),
        ("身份证620723199001010016，电话13893600011。", "身份证6207************16，电话138****0011。"),
        ("旧证620723900101001", "旧证***************"),
        ("电话138 9360 0011或0936-5521234转8", "电话138****0011或0936-***1234转8"),
        ("欠12000.00元，工期2026-11-21", "欠12000.00元，工期2026-11-21"),
        ("订单号1389360001123", "订单号1389360001123"),
        ("", ""),
    ],
)
def test_names_and_numbers_are_masked_and_nothing_else(text: str, shown: str) -> None:
    assert redact(text, NAMES) == shown


@given(st.text("王小军在工地13890欠薪，-", max_size=30), st.text("王小军在工地13890欠薪，-", max_size=30))
def test_name_is_gone_wherever_it_stood(before: str, after: str) -> None:
    assert "王小军" not in redact(f"{before}王小军{after}", NAMES[:1]).replace("王*", "")


def test_text_that_is_searched_keeps_no_last_digits() -> None:
    assert searchable("王小军620723199001010016，13893600011，0936-5521234，欠3***元", NAMES) == "王*，，，欠元"
