"""Who stands on which side of a medical dispute (民法典 1218, 1223)."""

from portal.sdk import APPLICANT, ORGANISATION, PERSON, RESPONDENT, THIRD, Choice, Role, Text

KINSHIP = (("spouse", "配偶"), ("parent", "父母"), ("child", "子女"), ("other", "其他近亲属"))
LEVELS = (
    ("tertiary", "三级"),
    ("secondary", "二级"),
    ("primary", "一级"),
    ("clinic", "卫生院、卫生室、诊所"),
    ("none", "未定级"),
)

PATIENT = Role("patient", "患者", kind=PERSON, side=APPLICANT)
RELATIVES = Role(
    "relative",
    "近亲属",
    kind=PERSON,
    side=APPLICANT,
    many=True,
    fields=(
        Choice("kinship", "与患者的关系", (("spouse", "配偶"), ("parent", "父母"), ("child", "子女"), ("other", "其他近亲属"))),
    ),
)
PATIENTS_FAMILY = Role("relative", "近亲属", kind=PERSON, side=APPLICANT, many=True, required=False, fields=RELATIVES.fields)
HOSPITAL = Role(
    "hospital",
    "医疗机构",
    kind=ORGANISATION,
    side=RESPONDENT,
    many=True,
    fields=(
        Choice(
            "level",
            "等级",
            (
                ("tertiary", "三级"),
                ("secondary", "二级"),
                ("primary", "一级"),
                ("clinic", "卫生院、卫生室、诊所"),
                ("none", "未定级"),
            ),
        ),
        Text("licence", "医疗机构登记号", longest=40),
    ),
)
SUPPLIER = Role("supplier", "药品、器械、血液的提供者", kind=ORGANISATION, side=RESPONDENT, many=True, required=False)
INSURER = Role(
    "insurer",
    "承保医疗责任保险的公司",
    kind=ORGANISATION,
    side=THIRD,
    required=False,
    fields=(Text("report_number", "报案号", longest=60),),
)
