"""Under which law an agreement stands: it decides who signs how, and what follows when it is not kept."""

from __future__ import annotations

from enum import StrEnum


class AgreementLaw(StrEnum):
    """The law of the agreement of a type (domain 2.6)."""

    PEOPLES = "peoples"  # 人民调解法 28-33
    LABOUR = "labour"  # 劳动争议调解仲裁法 14-16
    MEDICAL = "medical"  # 医疗纠纷预防和处理条例 39
