"""Who takes part: the manager of a residential estate, owners and users, neighbours, the developer, the owners' committee."""

from __future__ import annotations

from portal.sdk import (
    APPLICANT,
    EITHER,
    ORGANISATION,
    RESPONDENT,
    THIRD,
    Choice,
    Day,
    Field,
    Role,
    Sensitivity,
    Text,
)

_CONTRACT: tuple[Field, ...] = (
    Choice(
        "contract_kind",
        "合同种类",
        (
            ("developer", "前期物业服务合同（建设单位签订）"),
            ("committee", "物业服务合同（业主委员会签订）"),
            ("continued", "到期后继续服务，没有续签"),
            ("none", "没有合同"),
        ),
    ),
    Day("contract_until", "合同期限至", future=True),
    Text("service_standard", "约定的服务标准", longest=200),
)

_HOME: tuple[Field, ...] = (
    Text("room", "楼栋房号", longest=60, sensitivity=Sensitivity.MASKED),
    Choice("standing", "身份", (("owner", "业主"), ("tenant", "承租人"), ("user", "其他使用人"), ("committee", "业主委员会"))),
)

COMMITTEE = Role("owners_committee", "业主委员会", kind=ORGANISATION, side=THIRD, required=False)

FEE_PARTIES = (
    Role("company", "物业服务人", kind=ORGANISATION, side=APPLICANT, fields=_CONTRACT),
    Role("owner", "业主或者使用人", kind=EITHER, side=RESPONDENT, many=True, fields=_HOME),
    COMMITTEE,
)

SERVICE_PARTIES = (
    Role("owner", "业主、使用人或者业主委员会", kind=EITHER, side=APPLICANT, many=True, fields=_HOME),
    Role("company", "物业服务人", kind=ORGANISATION, side=RESPONDENT, required=False, many=True, fields=_CONTRACT),
    Role("neighbour", "相邻的业主、使用人", kind=EITHER, side=RESPONDENT, required=False, many=True, fields=_HOME),
    Role("developer", "建设单位", kind=ORGANISATION, side=RESPONDENT, required=False),
    COMMITTEE,
)
