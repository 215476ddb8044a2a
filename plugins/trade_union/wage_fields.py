"""What is asked about unpaid wages. Five groups: what is owed, the work, the building site, evidence, the payment order."""

from __future__ import annotations

from portal.sdk import Choice, Choices, Day, Fact, Field, Money, Text, When, Whole, YesNo

from .procedure import ELSEWHERE, EVIDENCE

_OWED = "欠薪情况"
_WORK = "用工情况"
_SITE = "工程项目"
_ORDER = "支付令"

INDUSTRIES = (
    ("construction", "建筑施工"),
    ("manufacturing", "制造加工"),
    ("farming", "农业、制种"),
    ("catering", "餐饮住宿"),
    ("retail", "批发零售"),
    ("transport", "运输、快递"),
    ("services", "居民服务、家政"),
    ("education", "教育培训"),
    ("technology", "信息技术"),
    ("health", "医药卫生"),
    ("other", "其他"),
)

EMPLOYMENT = Choice(
    "employment",
    "用工形式",
    (
        ("labour_contract", "签了劳动合同"),
        ("no_contract", "没签合同，按月上班"),
        ("dispatch", "劳务派遣"),
        ("part_time", "非全日制"),
        ("platform", "平台用工（骑手、网约车等）"),
        ("service", "劳务（个人或者农户雇用、包工）"),
        ("student", "学生实习"),
    ),
    required=True,
    counted=True,
    group=_WORK,
)

OWED: tuple[Field, ...] = (
    Choices(
        "items",
        "欠付项目",
        (
            ("base", "基本工资、计件工资"),
            ("overtime", "加班费"),
            ("bonus", "奖金、津贴、补贴"),
            ("below_minimum", "低于最低工资的差额"),
            ("leave", "未休年休假工资报酬"),
            ("standstill", "停工期间工资"),
            ("deducted", "被克扣的工资"),
            ("other", "其他劳动报酬"),
        ),
        counted=True,
        group=_OWED,
    ),
    Money("owed", "欠付金额", required=True, least=1, fact=Fact.AMOUNT_CLAIMED, counted=True, group=_OWED, hint="多人的，填合计"),
    Day("owed_since", "欠付起始日", required=True, group=_OWED),
    Day("owed_until", "欠付截止日", group=_OWED, hint="仍在欠付的，不填"),
    Whole("months_owed", "欠付月数", least=1, most=600, unit="个月", group=_OWED),
    Choice(
        "pay_form",
        "计酬方式",
        (("monthly", "月薪"), ("daily", "按日"), ("hourly", "按小时"), ("piece", "计件"), ("by_project", "按工程量")),
        group=_OWED,
    ),
    Money("monthly_agreed", "约定月工资", group=_OWED),
    Money("monthly_paid", "每月实际支付", group=_OWED),
    Money("minimum_wage", "当地月最低工资标准", group=_OWED, hint="怀疑工资低于最低工资时填写"),
    YesNo("iou", "有无工资欠条", counted=True, group=_OWED, hint="有工资欠条且没有其他争议的，可以直接向法院起诉"),
    Whole("headcount", "涉及人数", least=1, most=10000, unit="人", counted=True, group=_OWED),
    Whole(
        "prevented_petition",
        "防止群体性上访",
        most=10000,
        unit="人",
        fact=Fact.PREVENTED_PETITION,
        group=_OWED,
        hint="没有的，不填",
    ),
)
WORK: tuple[Field, ...] = (
    EMPLOYMENT,
    Choice("industry", "行业", INDUSTRIES, counted=True, group=_WORK),
    Day("hired_on", "入职日期", group=_WORK),
    Day("contract_on", "书面合同签订日期", group=_WORK),
    YesNo("left", "是否已经离职", counted=True, group=_WORK),
    Day("left_on", "离职日期", group=_WORK, when=When("left", True), hint="申请仲裁的一年时效从这一天起算"),
    YesNo(
        "child_worker",
        "入职时是否未满十六周岁",
        counted=True,
        group=_WORK,
        hint="文艺、体育和特种工艺单位依法招用的除外",
    ),
    YesNo("protect", "劳动者是否要求对身份保密", group=_WORK, hint="选“是”的，案件只让承办人和负责人看"),
)
_ON_SITE = When("site", True)
SITE: tuple[Field, ...] = (
    YesNo("site", "是否工程建设领域农民工工资", counted=True, group=_SITE),
    Text("project", "工程项目名称", longest=120, searchable=True, group=_SITE, when=_ON_SITE),
    Choice(
        "special_account",
        "农民工工资专用账户",
        (("open", "已开设"), ("none", "未开设"), ("unknown", "不清楚")),
        counted=True,
        group=_SITE,
        when=_ON_SITE,
    ),
    Choice(
        "real_name",
        "是否实名登记",
        (("yes", "已登记"), ("no", "未登记"), ("unknown", "不清楚")),
        group=_SITE,
        when=_ON_SITE,
    ),
)
# Set by the action 「登记支付令」 after the agreement was broken (劳动争议调解仲裁法 16).
ORDER: tuple[Field, ...] = (
    Day("payment_order_applied_on", "申请支付令日期", group=_ORDER),
    Day("payment_order_accepted_on", "法院受理日期", group=_ORDER),
    Day("payment_order_served_on", "用人单位收到支付令日期", group=_ORDER),
)
FIELDS = (*OWED, *WORK, *SITE, EVIDENCE, ELSEWHERE, *ORDER)
