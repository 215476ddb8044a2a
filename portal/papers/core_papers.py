"""The papers every case has, in the official order of a people's mediation dossier (司发通〔2010〕239号, by county form sets).

A type adds its own by declaration. Wording states rights and duties of 人民调解法 23, 24, 26, 30–33 in the portal's own words.
"""

from __future__ import annotations

from portal.declare.papers import (
    Contents,
    Duty,
    FieldRows,
    Heading,
    Lines,
    Paper,
    Paragraph,
    PartyTable,
    SessionRecords,
    Signatures,
    Terms,
)

COVER = Paper(
    "cover",
    "卷宗封面",
    (
        FieldRows(("cause", "number", "type", "mediator", "accepted_on", "ended_on")),
        Lines("立卷人", 1),
        Lines("立卷日期", 1),
        Lines("保管期限", 1),
        Lines("备注", 2),
    ),
    order=0,
    duty=Duty.MUST,
)
CONTENTS = Paper("contents", "卷内目录", (Contents(),), order=0, duty=Duty.MUST)
APPLICATION = Paper(
    "application",
    "人民调解申请书",
    (
        PartyTable(),
        Heading("纠纷简要情况"),
        Paragraph("{summary}"),
        Heading("申请事项"),
        Lines("", 3),
        Paragraph("调解组织已把申请调解的有关规定告知我，我自愿申请调解。"),
        Signatures(parties=True, mediator=False, seal=False),
    ),
    order=1,
)
REGISTRATION = Paper(
    "registration",
    "受理登记表",
    (
        FieldRows(("number", "type", "source", "received_on", "accepted_on", "mediator")),
        PartyTable(),
        Heading("纠纷简要情况"),
        Paragraph("{summary}"),
        Heading("请求与情况"),
        FieldRows(),
        Signatures(parties=True, mediator=False, recorder=True, seal=True),
    ),
    order=1,
    duty=Duty.MUST,
)
RIGHTS = Paper(
    "rights",
    "当事人权利义务告知书",
    (
        Paragraph("{applicants}、{respondents}："),
        Paragraph("{organisation}受理了你们之间的纠纷。调解遵循自愿、平等、合法、不收费的原则。现将有关权利义务告知如下："),
        Heading("一、你的权利（人民调解法第二十三条）"),
        Paragraph(
            "可以选择调解员，也可以接受指定的调解员。\n"
            "可以接受或拒绝调解，也可以随时要求停止调解。\n"
            "可以要求调解公开进行，也可以要求不公开。\n"
            "可以自主表达意愿，自愿达成调解协议。"
        ),
        Heading("二、你的义务（人民调解法第二十四条）"),
        Paragraph("如实讲清纠纷的事实。\n遵守调解现场秩序，尊重调解员。\n尊重对方当事人行使权利。"),
        Heading("三、协议的效力和其他途径"),
        Paragraph(
            "达成的调解协议对双方都有约束力，应当按约定履行（人民调解法第三十一条）。\n"
            "协议生效之日起三十日内，双方可以共同向人民法院申请司法确认（人民调解法第三十三条）。\n"
            "调解不成的，可以依法通过仲裁、行政、司法等途径维护权利（人民调解法第二十六条）。"
        ),
        Paragraph("以上内容我已知晓。"),
        Signatures(parties=True, mediator=True, seal=True),
    ),
    order=2,
    duty=Duty.MUST,
)
IDENTITY = Paper("identity", "当事人身份证明", (Lines("粘贴处", 12),), order=3, duty=Duty.MUST)
AUTHORISATION = Paper(
    "authorisation",
    "授权委托书",
    (
        Lines("委托人", 1),
        Lines("受委托人（姓名、身份证号、电话）", 2),
        Paragraph("因与对方发生{dispute}，现委托上列受委托人参加调解，代理权限如下："),
        Lines("", 4),
        Signatures(parties=True, mediator=False, seal=False),
    ),
    order=4,
)
INVESTIGATION = Paper(
    "investigation",
    "调查记录",
    (
        Lines("时间、地点", 1),
        Lines("参加人", 1),
        Lines("被调查人（姓名、性别、民族、年龄、职业、联系方式、住址）", 2),
        Lines("记录", 14),
        Signatures(parties=True, mediator=True, recorder=True, seal=False),
    ),
    order=5,
)
EVIDENCE = Paper("evidence", "证据材料", (Lines("证据名称、来源、份数", 12),), order=6)
RECORD = Paper(
    "record",
    "人民调解记录",
    (
        FieldRows(("cause", "mediator")),
        PartyTable(),
        Paragraph("调解员已向当事人告知调解的性质、原则、效力和各自的权利义务。"),
        SessionRecords(),
        Signatures(parties=True, mediator=True, recorder=True, seal=False),
    ),
    order=7,
    duty=Duty.MUST,
)
AGREEMENT = Paper(
    "agreement",
    "人民调解协议书",
    (
        PartyTable(),
        Heading("纠纷主要事实、争议事项"),
        Paragraph("{facts}"),
        Heading("经调解，自愿达成如下协议"),
        Terms(),
        Paragraph("本协议一式{copies}份，当事人和调解组织各执一份，自各方签名、盖章或按指印，调解员签名并加盖印章之日起生效。"),
        Signatures(parties=True, mediator=True, recorder=True, seal=True),
    ),
    order=8,
    duty=Duty.MUST,
    copies=3,
)
ORAL_AGREEMENT = Paper(
    "oral_agreement",
    "人民调解口头协议登记表",
    (
        FieldRows(("cause", "mediator", "agreed_on")),
        PartyTable(),
        Heading("主要事实、争议事项"),
        Paragraph("{facts}"),
        Heading("口头协议内容"),
        Terms(),
        Paragraph("口头协议自各方当事人达成协议之日起生效（人民调解法第三十条）。"),
        Signatures(parties=False, mediator=True, recorder=True, seal=True),
    ),
    order=8,
    duty=Duty.MUST,
)
PERFORMANCE = Paper("performance", "履行凭证", (Lines("收条或汇款单粘贴处", 12),), order=9)
FOLLOW_UP = Paper(
    "follow_up",
    "回访记录",
    (
        FieldRows(("number", "cause")),
        Lines("回访时间、方式", 1),
        Lines("履行情况", 3),
        Lines("满意情况和意见", 3),
        Lines("有无新的矛盾、采取的措施", 3),
        Signatures(parties=True, mediator=True, seal=False),
    ),
    order=10,
)
CONFIRMATION = Paper(
    "confirmation",
    "司法确认申请书",
    (
        PartyTable(),
        Heading("请求事项"),
        Paragraph("请求确认申请人之间于{effective_on}生效的调解协议（{organisation}，{number}）有效。"),
        Heading("事实和理由"),
        Paragraph("{facts}"),
        Paragraph(
            "协议由双方自愿达成，没有恶意串通或者规避法律，没有损害国家利益、公共利益和他人合法权益；如给他人造成损害，愿意承担责任。"
            "现依照人民调解法第三十三条，自协议生效之日起三十日内共同提出申请。"
        ),
        Heading("附件"),
        Paragraph("一、调解协议书。\n二、申请人身份证明。\n三、与协议有关的证据材料。"),
        Paragraph("此致"),
        Paragraph("{to_court}人民法院"),
        Signatures(parties=True, mediator=False, seal=False),
    ),
    order=11,
)
REFUSAL_NOTICE = Paper(
    "refusal_notice",
    "不予受理告知书",
    (
        Paragraph("{applicants}："),
        Paragraph("你提出的{dispute}调解申请，经审查，本单位不予受理。原因：{reason}。"),
        Paragraph("你可以依法通过下列途径维护自己的权利："),
        Paragraph("{remedies}"),
        Signatures(parties=True, mediator=True, seal=True),
    ),
    order=1,
)
ENDED_NOTICE = Paper(
    "ended_notice",
    "终止调解告知书",
    (
        Paragraph("{applicants}、{respondents}："),
        Paragraph("你们之间的{dispute}，经本单位办理，结果为：{ending}。原因：{reason}。"),
        Paragraph("你们可以依法通过仲裁、行政、司法等途径维护自己的权利（人民调解法第二十六条）："),
        Paragraph("{remedies}"),
        Signatures(parties=True, mediator=True, seal=True),
    ),
    order=8,
)
SITUATION = Paper("situation", "卷宗情况说明", (Lines("", 12),), order=12)
BACK = Paper(
    "back", "卷宗封底", (Lines("本卷共　　页，附件　　件", 1), Lines("立卷人、检查人、日期", 2)), order=13, duty=Duty.MUST
)

CORE_PAPERS = (
    COVER,
    CONTENTS,
    APPLICATION,
    REGISTRATION,
    REFUSAL_NOTICE,
    RIGHTS,
    IDENTITY,
    AUTHORISATION,
    INVESTIGATION,
    EVIDENCE,
    RECORD,
    AGREEMENT,
    ORAL_AGREEMENT,
    ENDED_NOTICE,
    PERFORMANCE,
    FOLLOW_UP,
    CONFIRMATION,
    SITUATION,
    BACK,
)
