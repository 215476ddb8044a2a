"""Who stands against whom in firms' disputes, and the invented firms of the examples."""

from portal.sdk import APPLICANT, EITHER, RESPONDENT, Role

SEED_FIRM = {
    "kind": "organisation",
    "name": "临泽县金穗种业有限公司",
    "credit_code": "91620723MA0000020P",
    "phone": "0936-5520012",
    "address": "沙河镇工业园区种业大道6号",
    "representative": "马玉祥",
}
MAKER = {
    "kind": "organisation",
    "name": "张掖市绿洲食品有限公司",
    "credit_code": "91620723MA0000030Q",
    "phone": "0936-5520023",
    "address": "鸭暖镇暖泉村工业点",
    "representative": "宋文慧",
}
OFFICE = {
    "kind": "organisation",
    "name": "临泽县新华镇人民政府",
    "phone": "0936-5520034",
    "address": "新华镇西街村",
    "representative": "高振国",
}
OWNER = {
    "kind": "person",
    "name": "何永平",
    "id_number": "620723198703120039",
    "phone": "13893600055",
    "address": "沙河镇惠民社区滨河小区3号楼",
}
PARTNER = {
    "kind": "person",
    "name": "陆建军",
    "id_number": "620723198208040015",
    "phone": "13893600066",
    "address": "蓼泉镇双泉村二社",
}


def firm_against(other: str) -> tuple[Role, ...]:
    """Return the roles of a firm or trader and the other side, named as the dispute names it."""
    return (
        Role("firm", "企业或者经营者", kind=EITHER, side=APPLICANT, many=True),
        Role("other", other, kind=EITHER, side=RESPONDENT, many=True),
    )
