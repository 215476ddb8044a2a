"""投诉: what is asked of somebody who complains of a mediator, and of the bureau that answers.

What a mediator must not do, and what follows, stands in 人民调解法 15: the committee criticises and has it put right; in grave
cases whoever elected or appointed the mediator removes her. No article says within how many days a bureau answers; that is
the county's parameter. The bureau guides the committees (人民调解法 5).
"""

from __future__ import annotations

from portal.declare.fields import Choice, Choices, Day, LongText, Phone, Text
from portal.declare.texts import N_

GROUNDS = (
    ("favours", N_("偏袒一方当事人")),
    ("insults", N_("侮辱当事人")),
    ("gains", N_("索取、收受财物或者牟取其他不正当利益")),
    ("discloses", N_("泄露当事人的个人隐私、商业秘密")),
    ("other", N_("其他")),
)
FINDINGS = (("founded", N_("属实")), ("partly", N_("部分属实")), ("unfounded", N_("不属实")), ("elsewhere", N_("不属于受理范围")))
MEASURES = (
    ("none", N_("不需要处理")),
    ("criticised", N_("由其所在的调解委员会批评教育、责令改正")),
    ("removed", N_("建议推选或者聘任单位罢免、解聘")),
)
WHAT = (
    Choices("grounds", N_("投诉的是什么"), GROUNDS, required=True),
    LongText("words", N_("请说说经过"), required=True, longest=1000),
    Text("name", N_("您怎么称呼"), longest=40, hint=N_("不愿留名的，可以不填")),
    Phone("phone", N_("联系电话"), hint=N_("愿意接到电话答复的，请留下")),
)
AT_THE_DESK = (
    Day("came_on", N_("来访日期"), required=True),
    Text("mediator", N_("被投诉的调解员姓名"), required=True, longest=40),
    Text("number", N_("案号"), longest=60, hint=N_("知道的就填")),
    *WHAT,
)
ANSWER = (
    Choice("finding", N_("查实情况"), FINDINGS, required=True),
    Choice("measure", N_("怎么处理"), MEASURES, required=True),
    LongText("answer", N_("给投诉人的答复"), required=True, longest=2000),
)
