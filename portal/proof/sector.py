"""The proof's own sector: a type of every starting class with every kind of field, so that the proof asks for no plugin.

It is declared like any other and loaded beside those of the installation, for the proof only.
"""

from __future__ import annotations

from datetime import date, timedelta

from portal.declare.case_types import CaseType, Example
from portal.declare.clocks import Basis, Clock
from portal.declare.facts import Fact
from portal.declare.fields import (
    Choice,
    Choices,
    CreditCode,
    Day,
    IdNumber,
    LongText,
    Money,
    Number,
    Phone,
    Plate,
    Text,
    Whole,
    YesNo,
)
from portal.declare.papers import Paper, Paragraph
from portal.declare.parties import APPLICANT, COMPANY_A, EITHER, PERSON, PERSON_A, RESPONDENT, Role
from portal.declare.phases import Moment, Phase
from portal.declare.plugins import Plugin
from portal.declare.privacy import Privacy, Sensitivity
from portal.declare.roles import STANDARD_ROLES, PostRole, Reach
from portal.declare.steps import Action, Verb

KEY = "proof"
_OPEN = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING)
_TITLES = ("公开", "一般", "内部", "限知", "封存")


def _type(privacy: Privacy) -> CaseType:
    return CaseType(
        key=f"class_{privacy.value}",
        title=f"证明用{_TITLES[privacy]}纠纷",
        version=1,
        ministry_type="17",
        privacy=privacy,
        oral=True,
        parties=(
            Role("asker", "申请人", kind=PERSON, side=APPLICANT, many=True, fields=(Text("habit", "习惯"),)),
            Role("asked", "被申请人", kind=EITHER, side=RESPONDENT),
        ),
        fields=(
            Text("line", "一行", searchable=True),
            LongText("lines", "几行"),
            Text("hidden_line", "隐去的一行", sensitivity=Sensitivity.MASKED),
            LongText("sealed_lines", "封存的几行", sensitivity=Sensitivity.SEALED),
            IdNumber("other_id", "另一个证件"),
            Phone("other_phone", "另一个电话"),
            CreditCode("credit_code", "统一社会信用代码"),
            Plate("plate", "车牌"),
            Money("sum", "金额", required=True, fact=Fact.AMOUNT_CLAIMED),
            Number("area", "面积", unit="平方米"),
            Whole("count", "件数", counted=True),
            Day("seen_on", "发现日期", required=True),
            Choice("which", "哪一种", (("one", "甲"), ("two", "乙")), counted=True),
            Choices("several", "哪几种", (("one", "甲"), ("two", "乙"))),
            YesNo("agreed", "是否同意"),
        ),
        clocks=(
            Clock(
                "mediation",
                "调解期限",
                days=30,
                starts=Moment.ACCEPTED,
                stops=(Moment.AGREED, Moment.ENDED),
                basis=Basis("证明用规定", "1", since=date(2024, 1, 1), house=True),
                lapse="可以向法院起诉",
            ),
        ),
        actions=(
            Action(
                "look",
                "看现场",
                _OPEN,
                "看了现场",
                fields=(
                    LongText("found", "看到什么", required=True),
                    Phone("called", "打给谁"),
                    LongText("kept", "不公开的", sensitivity=Sensitivity.SEALED),
                ),
            ),
        ),
        papers=(Paper("promise", "保证书", (Paragraph("一行：{line}；几行：{lines}；不公开：{sealed_lines}"),)),),
        example=lambda today: Example(
            parties={"asker": PERSON_A, "asked": COMPANY_A},
            summary="双方发生争议，申请调解。",
            sum="12000.00",
            seen_on=today - timedelta(days=10),
            which="one",
        ),
    )


SECTOR = Plugin(
    key=KEY,
    title="证明",
    case_types=tuple(_type(privacy) for privacy in Privacy),
    roles=(
        *STANDARD_ROLES,
        PostRole("helper", "助手", (Verb.READ, Verb.HANDLE), reach=Reach.ASSIGNED),
        PostRole("guide", "行业指导", (Verb.READ, Verb.EXPORT, Verb.PRINT), reach=Reach.SECTOR),
    ),
    order=99,
)
