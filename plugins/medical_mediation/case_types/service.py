"""费用和服务: fees, attitude, and records that were not shown; no bodily harm is claimed (民法典 1225, 1227)."""

from datetime import timedelta

from portal.sdk import PERSON_A, AgreementLaw, CaseType, Choice, Example, Privacy

from ..actions import ALWAYS as ACTIONS
from ..clocks import ALWAYS, RECORDS
from ..fields import ASKED, CARE, DEGREE, INSURED, KEPT, ORDERLY, SHARE, VISIT
from ..guards import ALWAYS as GUARDS
from ..guards import CHECKS
from ..papers import ALWAYS as PAPERS
from ..parties import HOSPITAL, PATIENT, PATIENTS_FAMILY
from ..rules import IN_ORDER
from ..rules import ORDERLY as KEEPING_ORDER
from . import HOSPITAL_A, REMEDIES, WORDS

MATTER = Choice(
    "matter",
    "争议",
    (
        ("fees", "费用"),
        ("needless_checks", "不必要的检查"),
        ("attitude", "服务态度"),
        ("records_refused", "不提供病历查阅、复制"),
        ("other", "其他"),
    ),
    required=True,
    counted=True,
    group=CARE,
)
SEALING = KEPT[:3]
CLAIMED = tuple(field for field in ASKED if field not in (DEGREE, SHARE))

MEDICAL_SERVICE = CaseType(
    key="medical_service",
    title="医疗费用和服务",
    version=1,
    ministry_type="13",
    privacy=Privacy.P3,
    agreed_under=AgreementLaw.MEDICAL,
    parties=(PATIENT, PATIENTS_FAMILY, HOSPITAL),
    fields=(MATTER, *VISIT, *SEALING, *CLAIMED, *INSURED, *ORDERLY),
    clocks=(*ALWAYS, RECORDS),
    rules=(IN_ORDER[0], IN_ORDER[2], *KEEPING_ORDER),
    guards=GUARDS,
    checks=CHECKS,
    actions=ACTIONS,
    papers=PAPERS[:1],
    words=(*WORDS, "乱收费", "复印病历", "态度差"),
    remedies=REMEDIES,
    example=lambda today: Example(
        parties={"patient": PERSON_A, "hospital": HOSPITAL_A},
        summary="出院结账时多收了三天床位费，要求退还。",
        matter="fees",
        visited_on=today - timedelta(days=12),
        department="骨科",
        records="copied",
        request="退还多收的费用。",
        claim="480.00",
        elsewhere="no",
        health_consent_on=today - timedelta(days=1),
    ),
)
