"""A dispute the market authority entrusted goes back to it with its result (消费者权益保护法实施条例 46).

The authority owes both sides notice of the end within seven working days: 市场监督管理投诉举报处理暂行办法 21 said so; the text
of the measures that replaced it was not at hand. So the report is due within that time, and no file closes without it.
"""

from __future__ import annotations

from portal.sdk import Action, Choice, Day, Guard, Phase, When, guard

from .bases import regulation

ENTRUSTED = When("entrusted", True)

REPORT_TO_AUTHORITY = Action(
    "report_to_authority",
    "反馈委托单位",
    (Phase.AGREED, Phase.ENDED, Phase.FOLLOWED_UP),
    "向委托单位反馈了调解结果",
    fields=(
        Day("reported_back_on", "反馈日期", required=True),
        Choice("how", "反馈方式", (("letter", "反馈函"), ("platform", "12315平台"), ("in_person", "当面移交")), required=True),
    ),
    once=True,
    when=ENTRUSTED,
)

REPORTED_BEFORE_ARCHIVE: Guard = guard(
    "archive",
    lambda case, data: not case.details.get("entrusted") or case.did("report_to_authority"),
    "这是行政部门委托调解的争议，还没有把结果反馈委托单位。请先反馈，再归档",
    basis=regulation("46"),
)

ONLY_TESTS_STOP_THE_DAYS: Guard = guard(
    "pause",
    lambda case, data: not case.details.get("entrusted") or data.reason == "appraisal",
    "委托调解的六十日里，只有鉴定、检测的时间不计算。因其他原因中止会让页面上的期限比法定的晚，请与委托单位商定后确认",
    field="reason",
    basis=regulation("46"),
    asks=True,
)
ENTRUSTED_GUARDS = (REPORTED_BEFORE_ARCHIVE, ONLY_TESTS_STOP_THE_DAYS)
