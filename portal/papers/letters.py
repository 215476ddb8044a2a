"""Letters between bodies: from whom, to whom, about what, on which basis, until when, with a receipt; and the slip in four parts.

Their form is the portal's own proposal; no text of general law fixes it.
"""

from __future__ import annotations

from portal.declare.papers import Heading, LabelledRows, Lines, Paper, Paragraph, PartyTable, Signatures, TearLine

_LAST = 12
_CASE = LabelledRows((("案号", "{number}"), ("收到日期", "{received_on}"), ("事由", "{cause}"), ("承办人", "{mediator}")))
_SEALED = Signatures(parties=False, mediator=False, seal=True)
_RECEIPT = LabelledRows((("收到日期", ""), ("接收单位、人", ""), ("办理结果", "")))


def _letter(key: str, title: str, to: str, opening: str, asked: str, *, parties: bool = True, lines: int = 3) -> Paper:
    """Return a letter with its receipt to tear off."""
    return Paper(
        key,
        title,
        (
            LabelledRows(((to, ""), ("办理期限", ""))),
            _CASE,
            *((PartyTable(),) if parties else ()),
            Paragraph(opening),
            Lines("依据", 1),
            Lines(asked, lines),
            _SEALED,
            TearLine("回执"),
            _RECEIPT,
        ),
        order=_LAST,
        copies=2,
    )


TRANSFER = _letter(
    "transfer_letter",
    "移送函",
    "移送至",
    "下列事项不属于调解范围，或者应当由贵单位处理，现将有关情况移送贵单位。",
    "移送的事项和所附材料",
    lines=2,
)
REFERRAL = _letter(
    "referral_slip",
    "转办单",
    "转至",
    "下列纠纷经当事人同意，转请贵单位受理调解。贵单位受理前，仍由本单位负责。",
    "转办理由和所附材料",
    lines=2,
)
WHISTLE = _letter(
    "whistle_slip",
    "吹哨单",
    "报到单位",
    "下列事项需要贵单位到场协同处理，请按时报到。",
    "需要报到的事项、时间、地点",
    parties=False,
)
SUPERVISION = _letter(
    "supervision_slip",
    "督办单",
    "承办单位",
    "下列纠纷尚未按要求办理，请抓紧办理，并按期书面报告结果。",
    "督办事项和要求",
    parties=False,
)
REMINDER = _letter(
    "reminder", "提醒函", "收函单位", "在办理纠纷中发现下列情况，现予提醒，请研究处理并反馈。", "提醒的情况和建议", parties=False
)


def _part(title: str, *rows: tuple[str, str]) -> tuple[Heading, LabelledRows]:
    number = (("案号", "{number}"), ("事由", "{cause}"))
    return Heading(title), LabelledRows((*number, *rows))


_CUT = TearLine("沿虚线裁开")
FOUR_PARTS = Paper(
    "four_part_slip",
    "矛盾纠纷四联单",
    (
        *_part(
            "第一联　登记联（登记单位留存）",
            ("收到日期", "{received_on}"),
            ("来源", "{source}"),
            ("当事人", "{applicants}与{respondents}"),
            ("登记人", ""),
        ),
        _CUT,
        *_part(
            "第二联　交办联（承办单位留存）",
            ("交办单位", "{organisation}"),
            ("承办单位", ""),
            ("办理期限", "{due_on}"),
            ("签收人、日期", ""),
        ),
        _CUT,
        *_part(
            "第三联　反馈联（承办单位办结后退回）",
            ("承办人", "{mediator}"),
            ("办结日期", "{ended_on}"),
            ("办理结果", "{ending}"),
            ("反馈人、日期", ""),
        ),
        _CUT,
        *_part("第四联　存根联（交办单位留存）", ("交办日期", ""), ("承办单位", ""), ("反馈日期", ""), ("经办人", "")),
    ),
    order=_LAST,
)

LETTERS = (TRANSFER, REFERRAL, WHISTLE, SUPERVISION, REMINDER, FOUR_PARTS)
