"""Who stands against whom, and the invented people and bodies of the examples."""

from portal.sdk import APPLICANT, EITHER, PERSON, RESPONDENT, THIRD, PartyKind, Role

from ..fields import CARD

LIMBS = {
    "kind": "person",
    "name": "郑国强",
    "id_number": "620723197806070017",
    "phone": "13893600081",
    "address": "蓼泉镇湾子村二社",
    "card": "62072319780607001743",
}
SIGHT = {
    "kind": "person",
    "name": "薛桂英",
    "id_number": "620723196508080044",
    "phone": "13893600082",
    "address": "平川镇四坝村一社",
    "card": "62072319650808004411",
}
HEARING = {
    "kind": "person",
    "name": "白玉梅",
    "id_number": "620723199602150022",
    "phone": "13893600083",
    "address": "沙河镇颐和社区",
    "card": "62072319960215002222",
}
WARD = {
    "kind": "person",
    "name": "任志刚",
    "id_number": "620723198009250036",
    "phone": "13893600084",
    "address": "鸭暖镇大鸭村三社",
    "card": "62072319800925003652",
    "guardian": {"ground": "limited", "kinship": "organisation", "name": "大鸭村村民委员会"},
}
BROTHER = {
    "kind": "person",
    "name": "任志明",
    "id_number": "620723197012030013",
    "phone": "13893600085",
    "address": "鸭暖镇大鸭村三社",
}
FACTORY = {
    "kind": "organisation",
    "name": "临泽县丰源果蔬加工有限公司",
    "credit_code": "91620723MA0000002U",
    "phone": "0936-5520081",
    "address": "沙河镇工业园区",
    "representative": "冯永胜",
}
TOWN = {"kind": "organisation", "name": "临泽县平川镇人民政府", "phone": "0936-5520082", "address": "平川镇平川村"}
ESTATE = {
    "kind": "organisation",
    "name": "临泽县安居物业服务有限公司",
    "credit_code": "91620723MA0000040R",
    "phone": "0936-5520083",
    "address": "沙河镇颐和社区",
    "representative": "石磊",
}
SHOP = {
    "kind": "organisation",
    "name": "张掖市康达辅具经营部",
    "credit_code": "91620723MA0000030Q",
    "phone": "0936-5520084",
    "address": "张掖市甘州区",
    "representative": "邵兰",
}

DISABLED = Role("disabled", "残疾人", kind=PERSON, side=APPLICANT, many=True, fields=(CARD,))
HELPER = Role("helper", "助残员、村（社区）残协", kind=EITHER, side=THIRD, many=True, required=False)


def against(key: str, title: str, kind: PartyKind = EITHER) -> Role:
    """Return the role of the other side."""
    return Role(key, title, kind=kind, side=RESPONDENT, many=True)
