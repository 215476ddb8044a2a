"""医疗损害: a patient says that diagnosis or treatment did harm (民法典 1218–1224)."""

from datetime import timedelta

from portal.sdk import PERSON_A, AgreementLaw, CaseType, Choice, Ending, Example, Privacy, Reason, Retention

from ..actions import ABOUT_DAMAGE as ACTIONS
from ..calculators import INJURY
from ..clocks import ALWAYS, RECORDS, SPECIMEN
from ..fields import ASKED, CARE, HARM, INSURED, KEPT, ORDERLY, VISIT
from ..guards import ABOUT_DAMAGE, CHECKS
from ..papers import ABOUT_DAMAGE as PAPERS
from ..parties import HOSPITAL, INSURER, PATIENT, PATIENTS_FAMILY, SUPPLIER
from ..rules import IN_ORDER, KNOWN
from ..rules import ORDERLY as KEEPING_ORDER
from . import HOSPITAL_A, REMEDIES, WORDS

MATTER = Choice(
    "matter",
    "争议",
    (
        ("treatment", "诊疗过错"),
        ("informed_consent", "知情同意"),
        ("records", "病历"),
        ("drugs_blood", "用药、输血"),
        ("infection", "医院感染"),
        ("obstetrics", "产科"),
        ("cosmetic", "医疗美容"),
    ),
    required=True,
    counted=True,
    group=CARE,
)

MEDICAL_DAMAGE = CaseType(
    key="medical_damage",
    title="医疗损害",
    version=1,
    ministry_type="13",
    retention=Retention(30),
    privacy=Privacy.P3,
    agreed_under=AgreementLaw.MEDICAL,
    parties=(PATIENT, PATIENTS_FAMILY, HOSPITAL, SUPPLIER, INSURER),
    fields=(MATTER, *VISIT, *HARM, *KEPT, *ASKED, *INSURED, *ORDERLY),
    clocks=(*ALWAYS, RECORDS, SPECIMEN),
    rules=(*IN_ORDER, *KNOWN, *KEEPING_ORDER),
    guards=ABOUT_DAMAGE,
    checks=CHECKS,
    actions=ACTIONS,
    papers=PAPERS,
    calculators=INJURY,
    reasons={Ending.NOT_SETTLED: (Reason("unclear_fault", "一方不同意鉴定，责任无法查明"),)},
    words=(*WORDS, "输血", "院内感染", "整形", "生孩子"),
    remedies=REMEDIES,
    example=lambda today: Example(
        parties={"patient": PERSON_A, "hospital": HOSPITAL_A},
        summary="阑尾手术后伤口感染，患者认为术后护理不当，多住院十二天。",
        matter="treatment",
        visited_on=today - timedelta(days=40),
        department="普外科",
        conduct="术后第三天发热，第五天才作伤口检查。",
        harm="伤口感染，再次清创。",
        known_on=today - timedelta(days=30),
        records="sealed",
        records_sealed_on=today - timedelta(days=20),
        records_listed=True,
        request="赔偿多支出的医疗费、误工费和护理费。",
        claim="18600.00",
        insured="yes",
        insured_sum="300000.00",
        elsewhere="no",
        health_consent_on=today - timedelta(days=1),
    ),
)
