"""The fields all types of this sector share, and the official classes that complaint statistics are made of."""

from __future__ import annotations

from portal.sdk import Choice, Choices, Day, Fact, Field, LongText, Money, Text, When, Whole, YesNo

DEAL = "消费情况"
TROUBLE = "争议问题"
DEMAND = "诉求与损失"
COURSE = "其他处理情况"
OUTCOME = "调解结果（结案前填写）"

# The ten nature classes of the consumer associations' complaint statistics.
NATURE = Choice(
    "nature",
    "问题性质",
    (
        ("quality", "质量"),
        ("after_sales", "售后服务"),
        ("contract", "合同"),
        ("price", "价格"),
        ("false_advertising", "虚假宣传"),
        ("safety", "安全"),
        ("counterfeit", "假冒"),
        ("measurement", "计量"),
        ("dignity", "人格尊严"),
        ("other", "其他"),
    ),
    required=True,
    counted=True,
    group=TROUBLE,
)

GOODS_CLASS = Choice(
    "goods_class",
    "商品大类",
    (
        ("home_electronics", "家用电子电器类"),
        ("clothing", "服装鞋帽类"),
        ("daily_goods", "日用商品类"),
        ("food", "食品类"),
        ("tobacco_and_drinks", "烟酒和饮料类"),
        ("vehicles", "交通工具类"),
        ("jewellery_and_sports", "首饰及文体用品类"),
        ("housing_materials", "房屋及建材类"),
        ("medical_goods", "医药及医疗用品类"),
        ("farm_supplies", "农用生产资料类"),
        ("other_goods", "其他商品"),
    ),
    required=True,
    counted=True,
    group=DEAL,
)

SERVICE_CLASS = Choice(
    "service_class",
    "服务大类",
    (
        ("living_services", "生活及社会服务类"),
        ("internet", "互联网服务类"),
        ("education", "教育培训服务类"),
        ("sales", "销售服务类"),
        ("culture_and_sports", "文化、娱乐、体育服务类"),
        ("utilities", "公共设施服务类"),
        ("telecom", "电信服务类"),
        ("finance", "金融服务类"),
        ("decoration_and_property", "房屋装修及物业服务类"),
        ("tourism", "旅游服务类"),
        ("post", "邮政业服务类"),
        ("insurance", "保险服务类"),
        ("health", "卫生保健服务类"),
        ("farming", "农业生产技术服务类"),
        ("other_services", "其他服务"),
    ),
    required=True,
    counted=True,
    group=DEAL,
)

BOUGHT_ON = Day("bought_on", "消费日期", required=True, group=DEAL)

PURPOSE = Choice(
    "purpose",
    "购买用途",
    (
        ("daily", "生活消费"),
        ("farm", "直接用于农业生产（种子、农药、化肥、农机等）"),
        ("business", "生产经营或者转售"),
    ),
    group=DEAL,
    hint="农民购买直接用于农业生产的生产资料，参照消费者权益保护法办理（消费者权益保护法第62条）。",
)

DEAL_FIELDS: tuple[Field, ...] = (
    PURPOSE,
    Choice(
        "bought_how",
        "购买方式",
        (
            ("in_shop", "实体店"),
            ("online", "网络平台"),
            ("livestream", "直播间"),
            ("tv_or_phone", "电视、电话、邮购"),
            ("at_the_door", "上门推销"),
            ("fair", "会销、展销"),
            ("second_hand", "二手平台"),
        ),
        counted=True,
        group=DEAL,
    ),
    Text("order_number", "订单号", longest=64, group=DEAL),
    Text("tracking_number", "物流单号", longest=64, group=DEAL),
    Money("paid", "实际支付价款", group=DEAL, hint="按实际付的钱填，优惠减免的不算。"),
    Choices(
        "payment",
        "支付方式",
        (
            ("cash", "现金"),
            ("wechat", "微信"),
            ("alipay", "支付宝"),
            ("bank_card", "银行卡"),
            ("prepaid_card", "预付卡"),
            ("loan", "分期或者网贷"),
            ("other", "其他"),
        ),
        group=DEAL,
    ),
    Choices(
        "vouchers",
        "现有凭证",
        (
            ("receipt", "小票"),
            ("invoice", "发票"),
            ("contract", "合同或者收据"),
            ("order_screenshot", "订单截图"),
            ("payment_record", "付款记录"),
            ("chat_record", "聊天记录"),
            ("photos", "照片、视频"),
            ("test_report", "检测报告"),
            ("the_goods", "实物"),
        ),
        group=DEAL,
    ),
    Choice(
        "consumer_group",
        "消费者情况",
        (("adult", "一般成年人"), ("elder", "老年人"), ("minor", "未成年人"), ("disabled", "残疾人")),
        counted=True,
        group=DEAL,
    ),
)

TROUBLE_FIELDS: tuple[Field, ...] = (
    Day("known_on", "发现问题的日期", group=TROUBLE, hint="知道或者应当知道权益受损的那一天，三年诉讼时效从这天起算。"),
    YesNo("fraud_claimed", "消费者主张经营者欺诈", group=TROUBLE),
    YesNo("injured", "有人身伤害", group=TROUBLE),
)

CLAIMS = Choices(
    "claims",
    "消费者要求",
    (
        ("return_goods", "退货"),
        ("exchange", "换货"),
        ("repair", "修理"),
        ("refund", "退款"),
        ("go_on", "继续履行"),
        ("make_good", "补足、重做"),
        ("compensation", "赔偿损失"),
        ("treble", "退一赔三（欺诈）"),
        ("tenfold", "十倍赔偿（食品）"),
        ("apology", "赔礼道歉"),
        ("invoice", "补开发票"),
        ("other", "其他"),
    ),
    group=DEMAND,
)

DEMAND_FIELDS: tuple[Field, ...] = (
    CLAIMS,
    Money("amount", "请求金额", required=True, fact=Fact.AMOUNT_CLAIMED, counted=True, group=DEMAND),
    Money("loss", "实际损失", group=DEMAND, hint="医疗费、误工、运费等已经发生的损失，不含商品价款。"),
)

COURSE_FIELDS: tuple[Field, ...] = (
    YesNo("entrusted", "市场监管等行政部门委托调解", counted=True, group=COURSE),
    Text("authority", "委托单位", longest=100, required=True, group=COURSE, when=When("entrusted", True)),
    Day("authority_received_on", "委托单位收到投诉日期", required=True, group=COURSE, when=When("entrusted", True)),
    Day("authority_accepted_on", "委托单位受理投诉日期", required=True, group=COURSE, when=When("entrusted", True)),
    Choices(
        "elsewhere",
        "同一争议已在哪里处理",
        (
            ("trader", "与经营者协商过"),
            ("platform", "已向平台投诉"),
            ("authority", "已向市场监管部门（12315）投诉"),
            ("mediation", "其他调解组织已受理"),
            ("arbitration", "仲裁机构已受理"),
            ("court", "人民法院已受理"),
        ),
        group=COURSE,
    ),
    Choice(
        "appraisal",
        "鉴定检测情况",
        (
            ("not_needed", "不需要"),
            ("not_agreed", "需要，机构或者费用未商定"),
            ("agreed", "已商定机构"),
            ("running", "鉴定检测中"),
            ("done", "已有结论"),
        ),
        group=COURSE,
    ),
    Text("appraisal_body", "鉴定检测机构", longest=100, group=COURSE, when=When("appraisal", "agreed", "running", "done")),
    LongText("appraisal_result", "鉴定检测结论", longest=1000, group=COURSE, when=When("appraisal", "done")),
)

OUTCOME_FIELDS: tuple[Field, ...] = (
    Money(
        "recovered", "挽回经济损失", fact=Fact.AMOUNT_RECOVERED, counted=True, group=OUTCOME, hint="包括退款、赔偿和加倍赔偿。"
    ),
    Choice("doubled", "加倍赔偿", (("no", "没有"), ("yes", "有")), counted=True, group=OUTCOME),
    Money(
        "double_paid",
        "其中加倍赔偿金额",
        required=True,
        fact=Fact.DOUBLE_PAID,
        counted=True,
        group=OUTCOME,
        when=When("doubled", "yes"),
    ),
)

OTHERS_AFFECTED = Whole("others_affected", "知道的其他受影响消费者", unit="人", counted=True, group=TROUBLE)
