"""Who takes part in a labour dispute of the union."""

from __future__ import annotations

from portal.sdk import APPLICANT, EITHER, ORGANISATION, PERSON, RESPONDENT, Choice, Money, Role, Text, YesNo

_ABOUT_WORKER = (
    Text("job", "岗位或者工种", longest=60),
    YesNo("union_member", "是否工会会员"),
    YesNo("delegate", "是否推举的代表", hint="十人以上有共同请求的，可以推举代表参加调解"),
)

WORKER = Role(
    "worker",
    "劳动者",
    kind=PERSON,
    side=APPLICANT,
    many=True,
    fields=(*_ABOUT_WORKER, Money("owed", "其中欠付本人", hint="多人一起讨薪时逐人填写，便于核对总额")),
)
DISMISSED = Role("worker", "劳动者", kind=PERSON, side=APPLICANT, many=True, fields=_ABOUT_WORKER)
EMPLOYER = Role(
    "employer",
    "用人单位",
    kind=EITHER,
    side=RESPONDENT,
    fields=(
        YesNo("has_union", "是否已建工会"),
        Choice("size", "人员规模", (("micro", "不足20人"), ("small", "20至299人"), ("large", "300人以上"))),
    ),
)
GENERAL_CONTRACTOR = Role("general_contractor", "施工总承包单位", kind=ORGANISATION, side=RESPONDENT, required=False)
LABOUR_USER = Role("labour_user", "用工单位（劳务派遣）", kind=ORGANISATION, side=RESPONDENT, required=False)
