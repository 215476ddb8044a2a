"""The kinds of traffic dispute, one a file; what they share lies one folder up."""

from typing import Any

from portal.sdk import COMPANY_A, PERSON_B

DRIVER_B: dict[str, Any] = {**PERSON_B, "plate": "甘G12345", "vehicle": "car"}
INSURER_A: dict[str, Any] = {
    **COMPANY_A,
    "name": "某财产保险公司临泽支公司",
    "address": "沙河镇县府街2号",
    "covers": ["compulsory", "commercial"],
}
WORDS = ("车祸", "交通事故", "撞车", "撞人", "追尾", "交强险")
REMEDIES = ("可以向人民法院起诉", "可以在三个工作日内一致书面申请交警部门调解")
