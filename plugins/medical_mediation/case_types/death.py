"""患者死亡: what must be done in the first hours and days after a death, and the dispute that follows."""

from datetime import timedelta

from portal.sdk import (
    PERSON_A,
    AgreementLaw,
    CaseType,
    Choice,
    Day,
    Ending,
    Example,
    Privacy,
    Reason,
    Retention,
    Sensitivity,
    Text,
    YesNo,
)

from ..actions import AFTER_DEATH as ACTIONS
from ..calculators import AFTER_DEATH as CALCULATORS
from ..clocks import ALWAYS, AUTOPSY, BODY, RECORDS, SPECIMEN
from ..fields import ASKED, HARM, INSURED, KEPT, ORDERLY, VISIT
from ..guards import ABOUT_DAMAGE, CHECKS
from ..papers import AFTER_DEATH as PAPERS
from ..parties import HOSPITAL, INSURER, RELATIVES, SUPPLIER
from ..rules import DEATH, IN_ORDER, KNOWN
from ..rules import ORDERLY as KEEPING_ORDER
from . import HOSPITAL_A, REMEDIES, WORDS

GROUP = "死者"
DIED = (
    Text("deceased", "死者姓名", required=True, sensitivity=Sensitivity.MASKED, longest=40, group=GROUP),
    Day("died_on", "死亡日期", required=True, group=GROUP),
    YesNo("died_in_hospital", "在医疗机构内死亡", required=True, group=GROUP),
    Choice(
        "autopsy_need",
        "对死因",
        (("none", "没有异议"), ("plain", "有异议，没有冻存条件"), ("frozen", "有异议，具备冻存条件")),
        required=True,
        counted=True,
        group=GROUP,
    ),
    Day("autopsy_on", "尸检日期", group=GROUP, hint="登记尸检时填写"),
)

PATIENT_DEATH = CaseType(
    key="patient_death",
    title="患者死亡",
    version=1,
    ministry_type="13",
    retention=Retention(None),
    privacy=Privacy.P3,
    agreed_under=AgreementLaw.MEDICAL,
    parties=(RELATIVES, HOSPITAL, SUPPLIER, INSURER),
    fields=(*DIED, *VISIT, *HARM, *KEPT, *ASKED, *INSURED, *ORDERLY),
    clocks=(*ALWAYS, *AUTOPSY, BODY, RECORDS, SPECIMEN),
    rules=(*DEATH, *IN_ORDER, *KNOWN, *KEEPING_ORDER),
    guards=ABOUT_DAMAGE,
    checks=CHECKS,
    actions=ACTIONS,
    papers=PAPERS,
    calculators=CALCULATORS,
    reasons={Ending.NOT_SETTLED: (Reason("unclear_fault", "一方不同意鉴定、尸检，责任无法查明"),)},
    words=(*WORDS, "抢救", "尸检", "去世"),
    remedies=REMEDIES,
    example=lambda today: Example(
        parties={"relative": {**PERSON_A, "kinship": "child"}, "hospital": HOSPITAL_A},
        summary="老人住院期间突发心梗，抢救无效死亡，家属认为抢救不及时。",
        deceased="王德福",
        died_on=today - timedelta(days=2),
        died_in_hospital=True,
        autopsy_need="frozen",
        visited_on=today - timedelta(days=6),
        department="心内科",
        conduct="家属按铃后二十分钟才有医生到场。",
        records="sealed",
        records_sealed_on=today - timedelta(days=2),
        records_listed=True,
        request="查明死因，赔偿死亡赔偿金和丧葬费。",
        claim="260000.00",
        insured="unknown",
        elsewhere="no",
    ),
)
