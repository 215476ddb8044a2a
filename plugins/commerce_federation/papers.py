"""The papers firms' disputes need besides the dossier."""

from portal.sdk import Checklist, FieldRows, Heading, LabelledRows, Lines, Paper, Paragraph, PartyTable, Phase, Signatures

WORKING = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.AGREED, Phase.ENDED)

STATEMENT = Paper(
    "statement",
    "对账确认单",
    (
        PartyTable(),
        Paragraph("经双方核对，截至　　年　　月　　日："),
        FieldRows(("contract_total", "paid", "owed", "undisputed")),
        Lines("有争议的部分和各自的理由", 5),
        Paragraph("无争议的部分，双方同意先行支付，不因其余争议而拖延。"),
        Signatures(recorder=True),
    ),
    order=5,
    phases=WORKING,
    copies=3,
    numbered=True,
    basis="保障中小企业款项支付条例第十五条、第十六条",
)

COMPLAINT = Paper(
    "payment_complaint",
    "拖欠中小企业款项投诉材料清单",
    (
        Paragraph("可以向受理投诉部门投诉的，请带上："),
        Checklist(
            (
                "营业执照和中小企业规模的说明",
                "与被投诉人之间的合同",
                "交付、验收或者确认结算金额的凭证",
                "已付款的凭证",
                "催要的记录",
            )
        ),
        Heading("投诉的内容"),
        FieldRows(("debtor", "counts_from", "pay_term", "last_day", "owed")),
        Paragraph("投诉人应当与被投诉人有合同关系，不得虚假、恶意投诉。"),
        Signatures(mediator=False, seal=False),
    ),
    phases=WORKING,
    basis="保障中小企业款项支付条例第二十四条、第二十五条",
)

SECRECY = Paper(
    "secrecy",
    "商业秘密保密承诺书",
    (
        PartyTable(),
        Paragraph(
            "参加本案（{number}）调解的人承诺：对调解中得知的商业秘密保密，不向他人提供，不用于调解以外的事；调解结束后退还或者销毁所得材料。"
        ),
        LabelledRows((("保密的内容", ""), ("材料份数", ""))),
        Signatures(),
    ),
    order=5,
    phases=WORKING,
    copies=2,
)

PAPERS_OF_ALL = (SECRECY,)
