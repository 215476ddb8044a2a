"""Who takes part: the roles a type gives its parties, and the fictional people examples use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.declare.fields import Field
from portal.declare.keys import check_key, check_title, check_unique
from portal.errors import DeclarationError


class PartyKind(StrEnum):
    """A person, an organisation, or either."""

    PERSON = "person"
    ORGANISATION = "organisation"
    EITHER = "either"


class Side(StrEnum):
    """On which side a party stands."""

    APPLICANT = "applicant"  # 申请人
    RESPONDENT = "respondent"  # 被申请人
    THIRD = "third"  # 第三人


PERSON = PartyKind.PERSON
ORGANISATION = PartyKind.ORGANISATION
EITHER = PartyKind.EITHER
APPLICANT = Side.APPLICANT
RESPONDENT = Side.RESPONDENT
THIRD = Side.THIRD


# What the core asks of every party: the seven items of the official form and what identifies it.
CORE_KEYS = frozenset(
    {
        "kind",
        "name",
        "id_number",
        "no_id_reason",
        "born",
        "sex",
        "phone",
        "address",
        "credit_code",
        "representative",
        "nation",
        "occupation",
        "guardian",
        "agent",
    }
)


@dataclass(frozen=True)
class Role:
    """A part that parties of a type play, for example 劳动者. At least one party must play a `required` role."""

    key: str
    title: str
    kind: PartyKind = PartyKind.EITHER
    side: Side = Side.APPLICANT
    many: bool = False
    required: bool = True
    fields: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        where = f"party role {self.key}"
        check_key(self.key, where)
        check_title(self.title, where)
        check_unique((f.key for f in self.fields), where, "field")
        for field in self.fields:
            if field.key in CORE_KEYS:
                raise DeclarationError(where, f"field {field.key!r} is asked of every party by the core")


# The body the API takes for one party. Fictional people of the pilot county with right check digits.
PartyInput = MappingProxyType[str, str]

PERSON_A: PartyInput = MappingProxyType(
    {"kind": "person", "name": "王小军", "id_number": "620723199001010016", "phone": "13893600011", "address": "沙河镇东寨村一社"}
)
PERSON_B: PartyInput = MappingProxyType(
    {"kind": "person", "name": "李桂兰", "id_number": "620723198506150028", "phone": "13893600022", "address": "新华镇大寨村二社"}
)
ELDER_A: PartyInput = MappingProxyType(
    {"kind": "person", "name": "赵德福", "id_number": "620723195511200030", "phone": "13893600033", "address": "平川镇芦湾村三社"}
)
MINOR_A: PartyInput = MappingProxyType(
    {"kind": "person", "name": "王小雨", "id_number": "620723201203081015", "phone": "13893600044", "address": "沙河镇东寨村一社"}
)
COMPANY_A: PartyInput = MappingProxyType(
    {
        "kind": "organisation",
        "name": "临泽县兴业建筑有限公司",
        "credit_code": "91620723MA0000001Q",
        "phone": "0936-5520001",
        "address": "沙河镇滨河路18号",
        "representative": "陈建业",
    }
)
