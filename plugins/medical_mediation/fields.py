"""What is asked about a medical dispute. Health is sensitive (个人信息保护法 28): what tells of it is kept encrypted."""

from portal.sdk import Choice, Day, Fact, LongText, Money, Number, Sensitivity, Text, When, Whole, YesNo

CARE, RECORDS, CLAIM, INSURANCE, ORDER = "就诊", "病历和实物", "请求", "医疗责任保险", "秩序和其他程序"

DEGREE = Choice(
    "degree",
    "鉴定的责任程度",
    (("full", "完全"), ("main", "主要"), ("equal", "同等"), ("minor", "次要"), ("slight", "轻微"), ("none", "无责任")),
    counted=True,
    group=CLAIM,
    hint="登记鉴定意见时填写",
)
SHARE = Number("share", "医疗机构承担的比例", unit="%", most="100", group=CLAIM, hint="依鉴定意见和各方商定；没有全国统一的比例")
ELSEWHERE = Choice(
    "elsewhere",
    "是否已由其他单位受理",
    (("no", "没有"), ("court", "法院已经受理"), ("authority", "卫生主管部门已经受理")),
    required=True,
    counted=True,
    group=ORDER,
)

SEALED = When("records", "sealed")
VISIT = (
    Day("visited_on", "就诊日期", required=True, group=CARE),
    Text("department", "科室", required=True, group=CARE),
    Text("visit_number", "门诊号、住院号", sensitivity=Sensitivity.MASKED, group=CARE),
    LongText("diagnosis", "诊断", sensitivity=Sensitivity.SEALED, group=CARE),
)
HARM = (
    LongText("conduct", "争议的诊疗行为", required=True, sensitivity=Sensitivity.SEALED, group=CARE),
    LongText("harm", "损害后果", sensitivity=Sensitivity.SEALED, group=CARE),
    Day("known_on", "知道损害之日", group=CARE),
)
KEPT = (
    Choice(
        "records",
        "病历资料",
        (("sealed", "已经封存"), ("copied", "已经复制"), ("none", "没有封存、复制")),
        required=True,
        counted=True,
        group=RECORDS,
    ),
    Day("records_sealed_on", "病历封存日期", required=True, when=SEALED, group=RECORDS),
    YesNo("records_listed", "有双方签字的封存清单", required=True, when=SEALED, group=RECORDS),
    YesNo("specimen_sealed", "已封存现场实物", group=RECORDS, hint="疑似输液、输血、注射、用药等引起不良后果的"),
    Day("specimen_sealed_on", "实物封存日期", required=True, when=When("specimen_sealed", True), group=RECORDS),
)
ASKED = (
    LongText("request", "请求事项", required=True, group=CLAIM),
    Money("claim", "请求金额", required=True, fact=Fact.AMOUNT_CLAIMED, group=CLAIM, hint="不请求赔偿的，填0"),
    DEGREE,
    SHARE,
)
INSURED = (
    Choice("insured", "是否投保", (("yes", "已投保"), ("no", "未投保"), ("unknown", "不清楚")), counted=True, group=INSURANCE),
    Money("insured_sum", "每人赔偿限额", when=When("insured", "yes"), group=INSURANCE),
    Money("deductible", "免赔额", when=When("insured", "yes"), group=INSURANCE),
)
ORDERLY = (
    Whole("side_people", "患方到场人数", unit="人", most=1000, group=ORDER),
    YesNo("disorder", "有扰乱医疗秩序的行为", group=ORDER),
    YesNo("police_told", "医疗机构已向公安机关报案", required=True, when=When("disorder", True), group=ORDER),
    YesNo("major", "重大医疗纠纷", counted=True, group=ORDER),
    YesNo("authority_told", "医疗机构已向卫生主管部门报告", required=True, when=When("major", True), group=ORDER),
    ELSEWHERE,
    Day("health_consent_on", "患方单独同意处理健康信息的日期", group=ORDER),
)
