"""The kinds of medical dispute, one a file; what they share lies one folder up."""

from typing import Any

from portal.sdk import COMPANY_A

HOSPITAL_A: dict[str, Any] = {**COMPANY_A, "name": "临泽县某医院", "address": "沙河镇健康路1号"}
WORDS = ("医院", "医生", "误诊", "手术", "病历", "医疗事故", "看病")
REMEDIES = ("可以向卫生主管部门申请行政调解", "可以向人民法院起诉")
