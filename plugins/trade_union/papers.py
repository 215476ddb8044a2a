"""Papers of the union besides the core's own set."""

from __future__ import annotations

from portal.sdk import FieldRows, Heading, Lines, Paper, Paragraph, PartyTable, Phase, Signatures, When

ARREARS_LIST = Paper(
    "arrears_list",
    "拖欠工资情况表",
    (
        PartyTable(),
        FieldRows(("owed", "owed_since", "owed_until", "months_owed", "monthly_agreed", "monthly_paid", "headcount")),
        Lines("逐人欠付明细（姓名、月份、金额、本人签名）", 12),
        Signatures(parties=True, mediator=False, recorder=False, seal=False),
    ),
    order=6,
)
REPRESENTATIVES = Paper(
    "representatives",
    "推举代表书",
    (
        Paragraph(
            "我们与用人单位因劳动报酬发生争议，有共同请求，现推举下列人员作为代表参加调解。代表变更、放弃请求或者达成协议，须经我们同意。"
        ),
        Lines("代表（姓名、联系电话、权限）", 3),
        Lines("推举人（姓名、签名或者指印）", 12),
        Signatures(parties=False, mediator=False, recorder=False, seal=False),
    ),
    order=4,
)
CONTRACTOR_NOTICE = Paper(
    "contractor_notice",
    "施工总承包单位先行清偿告知书",
    (
        PartyTable(),
        FieldRows(("project", "owed", "headcount", "special_account")),
        Paragraph(
            "分包单位拖欠农民工工资的，由施工总承包单位先行清偿，再依法进行追偿（《保障农民工工资支付条例》第三十条）。请贵单位在收到本告知书后核对欠薪情况，派员参加调解。"
        ),
        Lines("送达情况（日期、收件人）", 2),
        Signatures(parties=False, mediator=True, recorder=False, seal=True),
    ),
    order=12,
    when=When("site", True),
)
PAYMENT_ORDER_APPLICATION = Paper(
    "payment_order_application",
    "支付令申请书",
    (
        PartyTable(),
        Heading("请求事项"),
        Paragraph("请求法院向用人单位发出支付令，督促其支付拖欠的款项。"),
        Lines("请求支付的金额和项目", 2),
        Heading("事实和证据"),
        Paragraph(
            "双方经调解达成协议（案号{number}），用人单位没有在约定期限内履行。附调解协议书和有关证据（《劳动争议调解仲裁法》第十六条）。"
        ),
        Lines("协议内容和未履行情况", 5),
        Paragraph("双方没有其他债务纠纷，支付令能够送达用人单位（《民事诉讼法》第二百二十五条）。"),
        Signatures(parties=True, mediator=False, recorder=False, seal=False),
    ),
    order=12,
    phases=(Phase.AGREED, Phase.FOLLOWED_UP),
)
WAGE_PAPERS = (ARREARS_LIST, REPRESENTATIVES, CONTRACTOR_NOTICE, PAYMENT_ORDER_APPLICATION)
END_PAPERS = (REPRESENTATIVES, PAYMENT_ORDER_APPLICATION)
