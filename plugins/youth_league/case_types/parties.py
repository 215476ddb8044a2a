"""The invented people, schools and firms of the examples. Children keep their age: their day of birth follows the day."""

from datetime import date

from stdnum.cn import ric

from portal.sdk import APPLICANT, EITHER, ORGANISATION, PERSON, RESPONDENT, THIRD, Role

GIRL_SEQUENCE, BOY_SEQUENCE = "102", "301"

GRANDMOTHER = {"name": "马桂花", "kinship": "grandparent", "phone": "13893600076", "data_consent_on": "今天"}
MOTHER = {"name": "田秀莲", "kinship": "parent", "phone": "13893600077", "data_consent_on": "今天"}


def _number(today: date, years: int, sequence: str) -> str:
    """Return an invented identity number of somebody that old."""
    first17 = f"620723{today.year - years}0101{sequence}"
    check = ric.calc_check_digit(f"{first17}0")
    return f"{first17}{check}"


def pupil(today: date) -> dict[str, object]:
    """Return a minor of 13 years, whatever the day."""
    return {
        "kind": "person",
        "name": "马思涵",
        "id_number": _number(today, 13, GIRL_SEQUENCE),
        "phone": "13893600071",
        "address": "沙河镇五三村二社",
        "guardian": GRANDMOTHER,
    }


def boy(today: date) -> dict[str, object]:
    """Return a minor of 13 years, whatever the day."""
    return {
        "kind": "person",
        "name": "田浩宇",
        "id_number": _number(today, 13, BOY_SEQUENCE),
        "phone": "13893600072",
        "address": "沙河镇西关村一社",
        "guardian": MOTHER,
    }


def youngest(today: date) -> dict[str, object]:
    """Return a minor of 12 years, whatever the day."""
    return {
        "kind": "person",
        "name": "田子轩",
        "id_number": _number(today, 12, BOY_SEQUENCE),
        "phone": "13893600073",
        "address": "倪家营镇梨园村三社",
        "guardian": MOTHER,
    }


FATHER = {
    "kind": "person",
    "name": "马成林",
    "id_number": "620723198303110018",
    "phone": "13893600074",
    "address": "沙河镇五三村二社",
}
YOUNG_WOMAN = {
    "kind": "person",
    "name": "胡雅琴",
    "id_number": "620723200307220046",
    "phone": "13893600075",
    "address": "板桥镇土桥村四社",
}
SCHOOL = {
    "kind": "organisation",
    "name": "临泽县第三初级中学",
    "phone": "0936-5520071",
    "address": "沙河镇颐和社区",
    "representative": "蒋国栋",
}
GAME = {
    "kind": "organisation",
    "name": "兰州星芒网络科技有限公司",
    "credit_code": "91620723MA0000002U",
    "phone": "0931-5520072",
    "address": "兰州市城关区",
    "representative": "邱立",
}
SHOP = {
    "kind": "organisation",
    "name": "临泽县悦客餐饮管理有限公司",
    "credit_code": "91620723MA0000040R",
    "phone": "0936-5520073",
    "address": "沙河镇惠民社区步行街",
    "representative": "曹玉兵",
}

MINOR = Role("minor", "未成年人", kind=PERSON, side=APPLICANT, many=True)
SCHOOL_BESIDE = Role("school", "学校", kind=ORGANISATION, side=THIRD, required=False)


def against(key: str, title: str, *, organisation: bool = False) -> Role:
    """Return the role of the other side."""
    return Role(key, title, kind=ORGANISATION if organisation else EITHER, side=RESPONDENT, many=True)
