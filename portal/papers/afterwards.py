"""The papers that follow an agreement: performance, call-back, judicial confirmation, the report that closes the case."""

from __future__ import annotations

from portal.declare.papers import (
    CallBackRecords,
    Checklist,
    FieldRows,
    Heading,
    LabelledRows,
    Lines,
    Paper,
    Paragraph,
    PartyTable,
    PastePlace,
    Signatures,
)

PERFORMANCE = Paper(
    "performance",
    "履行凭证",
    (
        FieldRows(("cause", "performed_on")),
        PastePlace("收条或汇款单粘贴处"),
        Paragraph("上列款项、物品已经收到，上列事项已经做到。"),
        Signatures(parties=True, mediator=False, seal=False),
    ),
    order=9,
    numbered=True,
    basis="人民调解法第三十一条",
)
FOLLOW_UP = Paper(
    "follow_up",
    "回访记录",
    (
        CallBackRecords(),
        Signatures(parties=True, mediator=True, seal=False),
    ),
    order=10,
    basis="人民调解法第三十一条",
)
_REQUEST = (
    PartyTable(),
    Heading("请求事项"),
    Paragraph("请求确认申请人之间于{effective_on}生效的调解协议（{organisation}，{number}）有效。"),
    Heading("事实和理由"),
    Paragraph("{facts}"),
    Paragraph(
        "协议由双方自愿达成，没有恶意串通或者规避法律，没有损害国家利益、公共利益和他人合法权益；如给他人造成损害，愿意承担责任。"
        "现依照人民调解法第三十三条、民事诉讼法第二百零五条，自协议生效之日起三十日内共同提出申请。"
    ),
    Heading("附件"),
)
_TO_COURT = (Paragraph("此致"), Paragraph("{to_court}人民法院"), Signatures(parties=True, mediator=False, seal=False))
_COMMON = ("调解协议", "调解组织主持调解的证明", "与协议有关的财产权利证明等材料", "送达地址和联系方式")
_CONFIRMATION_BASIS = (
    "人民调解法第三十三条、民事诉讼法第二百零五条、民诉法解释第三百五十四条、人民调解协议司法确认程序的若干规定第三条"
)
CONFIRMATION = Paper(
    "confirmation",
    "司法确认申请书（个人与个人）",
    (
        *_REQUEST,
        Checklist((_COMMON[0], _COMMON[1], "双方居民身份证复印件", *_COMMON[2:], "授权委托书（委托他人申请的）")),
        *_TO_COURT,
    ),
    order=11,
    letterhead=False,
    basis=_CONFIRMATION_BASIS,
)
CONFIRMATION_FIRM = Paper(
    "confirmation_firm",
    "司法确认申请书（个人与单位）",
    (
        *_REQUEST,
        Checklist(
            (
                _COMMON[0],
                _COMMON[1],
                "个人的居民身份证复印件",
                "单位的营业执照或者登记证书复印件",
                "法定代表人或者负责人身份证明",
                *_COMMON[2:],
                "授权委托书（单位由工作人员办理的，应当提交）",
            )
        ),
        *_TO_COURT,
    ),
    order=11,
    letterhead=False,
    basis=_CONFIRMATION_BASIS,
)
MEDIATION_PROOF = Paper(
    "mediation_proof",
    "主持调解证明",
    (
        FieldRows(("cause", "number", "mediator")),
        PartyTable(),
        Paragraph(
            "上列当事人之间的纠纷，由{organisation}主持调解，于{agreed_on}达成调解协议，协议于{effective_on}生效。"
            "调解遵循自愿、平等原则，没有收取费用。"
        ),
        Paragraph("特此证明。"),
        Signatures(parties=False, mediator=True, seal=True),
    ),
    order=11,
    numbered=True,
    basis="民诉法解释第三百五十四条",
)
RECEIPT = Paper(
    "receipt",
    "收条",
    (
        Paragraph("今收到　　　　　　　　　　按照{organisation}{number}调解协议支付的款项人民币　　　　　　　　　　元"),
        Paragraph("（大写：　　　　　　　　　　　　　　　　　　　　），方式：□现金　□转账，为第　　　条第　　　期。"),
        Paragraph("协议约定的其他事项履行情况："),
        Lines("", 2),
        LabelledRows((("收款人（签名或者按指印）", ""), ("付款人（签名或者盖章）", ""), ("在场人", ""), ("日期", ""))),
    ),
    order=9,
    copies=2,
    basis="人民调解法第三十一条",
)
CLOSING_REPORT = Paper(
    "closing_report",
    "人民调解结案报告表",
    (
        LabelledRows(
            (
                ("卷号", "{number}"),
                ("案件来源", "{source}"),
                ("承办单位", "{organisation}"),
                ("承办人", "{mediator}"),
                ("受案时间", "{accepted_on}"),
                ("结案时间", "{performed_on}"),
                ("调解结果", "{ending}"),
                ("履行完毕", "{performed_on}"),
            )
        ),
        PartyTable(),
        Heading("主要事实和调解情况"),
        Paragraph("{summary}"),
        Lines("承办人意见", 2),
        Lines("负责人意见", 2),
        Signatures(parties=False, mediator=True, seal=True),
    ),
    order=12,
)

AFTERWARDS = (PERFORMANCE, RECEIPT, FOLLOW_UP, CONFIRMATION, CONFIRMATION_FIRM, MEDIATION_PROOF, CLOSING_REPORT)
