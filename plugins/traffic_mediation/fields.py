"""What is asked about a traffic accident. What tells of injuries is health data and kept encrypted (个人信息保护法 28)."""

from portal.sdk import (
    Choice,
    Day,
    Fact,
    LongText,
    Money,
    Number,
    Sensitivity,
    Text,
    When,
    Whole,
    YesNo,
    calculators_injury,
)

ACCIDENT, CERTIFIED, INSURANCE, INJURY, DEATH, LOSS, ASKED_FOR = "事故", "事故认定", "保险", "伤情", "死者", "财产损失", "请求"
HAS_CERTIFICATE = When("certificate", "made", "proof")

CERTIFICATE = Choice(
    "certificate",
    "事故认定",
    (("made", "有事故认定书"), ("proof", "有事故证明，成因无法查清"), ("none", "还没有")),
    required=True,
    counted=True,
    group=CERTIFIED,
)
CERTIFICATE_NUMBER = Text("certificate_number", "文号", longest=60, when=HAS_CERTIFICATE, group=CERTIFIED)
CERTIFICATE_ON = Day("certificate_on", "收到日期", required=True, when=HAS_CERTIFICATE, group=CERTIFIED)
REVIEW = Choice(
    "review",
    "复核",
    (("no", "没有申请"), ("running", "正在复核"), ("upheld", "维持"), ("anew", "责令重新认定")),
    when=HAS_CERTIFICATE,
    group=CERTIFIED,
)
LIABILITY = Choice(
    "liability",
    "机动车一方的责任",
    (("full", "全部"), ("main", "主要"), ("equal", "同等"), ("minor", "次要"), ("none", "无责任"), ("unknown", "没有认定")),
    required=True,
    counted=True,
    group=CERTIFIED,
)
ELSEWHERE = Choice(
    "elsewhere",
    "是否已走其他程序",
    (("no", "没有"), ("police", "交警正在调解"), ("court", "法院已经受理")),
    required=True,
    counted=True,
    group=ASKED_FOR,
)
SHARE = Number("share", "机动车一方承担的比例", unit="%", most="100", group=CERTIFIED, hint="按过错商定；没有全国统一的比例")

HAPPENED = (
    Choice(
        "kind",
        "事故双方",
        (("motor", "机动车之间"), ("bicycle", "机动车与非机动车"), ("pedestrian", "机动车与行人"), ("other", "其他")),
        required=True,
        counted=True,
        group=ACCIDENT,
    ),
    Day("happened_on", "事故日期", required=True, group=ACCIDENT),
    Text("road", "事故地点", required=True, group=ACCIDENT),
    Text("accident_number", "事故编号", longest=60, group=ACCIDENT),
    YesNo("crime", "驾驶人涉嫌犯罪", group=ACCIDENT),
)
FAULT = (
    CERTIFICATE,
    CERTIFICATE_NUMBER,
    CERTIFICATE_ON,
    REVIEW,
    LIABILITY,
    SHARE,
    Number("own_share", "受害方自行承担的比例", unit="%", most="100", group=CERTIFIED),
)
PAPERS_ON = Day("insurance_papers_on", "保险公司收齐资料的日期", group=INSURANCE, hint="登记通知保险公司时填写")
AGREED_ON = Day("insurance_agreed_on", "与保险公司达成赔付协议的日期", group=INSURANCE, hint="登记保险公司答复时填写")
INSURED = (
    Choice(
        "compulsory",
        "交强险",
        (("yes", "已投保"), ("no", "未投保"), ("unknown", "不清楚")),
        required=True,
        counted=True,
        group=INSURANCE,
    ),
    YesNo("commercial", "商业三者险", group=INSURANCE),
    Money("commercial_sum", "商业三者险限额", required=True, when=When("commercial", True), group=INSURANCE),
    PAPERS_ON,
    AGREED_ON,
)
TREATED_ON = Day("treatment_ended_on", "治疗终结日期", group=INJURY)
RATED_ON = Day("rated_on", "定残日期", group=INJURY)
GRADE = Choice("grade", "伤残等级", calculators_injury.GRADES, counted=True, group=INJURY)
HURT = (
    LongText("injuries", "伤情和诊断", required=True, sensitivity=Sensitivity.SEALED, group=INJURY),
    Whole("age", "受伤人周岁", unit="岁", most=120, group=INJURY, hint="按定残时的周岁；多人受伤的，分别计算"),
    Whole("meals_days", "住院天数", unit="天", most=3650, group=INJURY),
    TREATED_ON,
    RATED_ON,
    GRADE,
)
DIED = (
    Text("deceased", "死者姓名", required=True, sensitivity=Sensitivity.MASKED, longest=40, group=DEATH),
    Day("died_on", "死亡日期", required=True, group=DEATH),
    Whole("age", "死者周岁", unit="岁", most=120, required=True, group=DEATH),
    Day("funeral_ended_on", "丧葬事宜结束日期", group=DEATH),
)
FIXED_ON = Day("loss_fixed_on", "确定损失的日期", group=LOSS)
GOODS = (
    LongText("damaged_goods", "受损的财产", required=True, group=LOSS),
    FIXED_ON,
    Text("assessed_by", "评估机构、定损单位", group=LOSS),
)
GOODS_LOSS = Money("goods_loss", "其中：财产损失", group=ASKED_FOR)
BODY_LOSS = (
    Money("medical_loss", "其中：医疗费用", group=ASKED_FOR, hint="医疗费、住院伙食补助费、营养费等"),
    Money("death_loss", "其中：死亡伤残费用", group=ASKED_FOR, hint="残疾或者死亡赔偿金、误工费、护理费、交通费等"),
)
CLAIMED = (
    LongText("request", "请求事项", required=True, group=ASKED_FOR),
    Money("claim", "请求金额", required=True, fact=Fact.AMOUNT_CLAIMED, group=ASKED_FOR),
)
REST = (
    Money("advanced", "对方已经垫付", group=ASKED_FOR),
    Whole("side_people", "一方参加调解的最多人数", unit="人", most=100, group=ASKED_FOR),
    ELSEWHERE,
)
