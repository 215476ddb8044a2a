"""The papers of a people's mediation dossier in its official order (司发通〔2010〕239号, by county form sets).

A type adds its own by declaration. Wording states rights and duties of 人民调解法 23, 24, 26, 30–33 in the portal's own words.
Letters between bodies and the papers that follow the agreement stand next door.
"""

from __future__ import annotations

from portal.declare.papers import (
    Contents,
    Duty,
    FieldRows,
    Heading,
    LabelledRows,
    Lines,
    Paper,
    Paragraph,
    PartyTable,
    PastePlace,
    SessionRecords,
    Signatures,
    Terms,
)
from portal.papers.afterwards import AFTERWARDS
from portal.papers.letters import LETTERS

COVER = Paper(
    "cover",
    "卷宗封面",
    (
        LabelledRows(
            (
                ("卷名", "{cause}"),
                ("卷号", "{number}"),
                ("纠纷类型", "{type}"),
                ("人民调解员", "{mediator}"),
                ("调解日期", "{mediated}"),
                ("立卷人", ""),
                ("立卷日期", ""),
                ("保管期限", ""),
                ("备注", ""),
            )
        ),
    ),
    order=0,
    duty=Duty.MUST,
    basis="人民调解法第二十七条",
)
CONTENTS = Paper("contents", "卷内目录", (Contents(),), order=0, duty=Duty.MUST, basis="人民调解法第二十七条")
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
    letterhead=False,
    basis="人民调解法第十七条",
)
REGISTRATION = Paper(
    "registration",
    "受理登记表",
    (
        LabelledRows((("启动方式", "{origin}"),)),
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
    basis="人民调解法第十七条、第二十七条",
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
    numbered=True,
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
    numbered=True,
    basis="人民调解法第二十三条、第二十四条、第二十六条、第三十一条、第三十三条",
)
DISCLOSURE = Paper(
    "disclosure",
    "调解员披露和当事人同意书",
    (
        FieldRows(("cause", "mediator")),
        PartyTable(),
        Paragraph("调解开始前，调解员已向各方当事人说明与当事人、与本纠纷的下列关系。"),
        LabelledRows((("关系", "{ties}"), ("披露的内容", "{disclosed}"))),
        Paragraph("你有权选择调解员，也有权不同意由其调解；不同意的，本单位另行指定，不影响你的其他权利。"),
        Paragraph("我已知晓上述关系，自愿同意由该调解员调解。"),
        Signatures(parties=True, mediator=True, seal=True),
    ),
    order=2,
    numbered=True,
    basis="人民调解法第十九条、第二十三条；参照人民法院特邀调解的规定第十五条",
)
DELIVERY_ADDRESS = Paper(
    "delivery_address",
    "送达地址确认书",
    (
        FieldRows(("cause",)),
        Paragraph(
            "请写明能够收到材料的地址和电话。地址或者电话变更的，请及时告知；填写不实或者没有告知变更，由本人承担收不到材料的后果。"
        ),
        LabelledRows(
            (
                ("填写人", ""),
                ("收件人", ""),
                ("送达地址", ""),
                ("邮政编码", ""),
                ("联系电话", ""),
                ("代收人", ""),
                ("代收人电话", ""),
                ("电子送达", "□同意　□不同意"),
                ("电子地址", ""),
            )
        ),
        Paragraph("以上由本人填写，已核对无误。"),
        Signatures(parties=True, mediator=True, seal=False),
    ),
    order=2,
    basis="人民法院在线调解规则第十七条",
)
IDENTITY = Paper("identity", "当事人身份证明", (PastePlace("身份证明复印件粘贴处"),), order=3, duty=Duty.MUST)
AUTHORISATION = Paper(
    "authorisation",
    "授权委托书",
    (
        LabelledRows((("委托人", ""), ("受委托人", ""), ("身份证号", ""), ("联系电话", ""), ("与委托人关系", ""))),
        Paragraph("因与对方发生{dispute}，现委托上列受委托人参加调解，代理权限如下："),
        Paragraph("□一般代理：提供材料、陈述事实、参加调解。"),
        Paragraph("□特别授权：代为承认、放弃、变更请求，进行和解，签署调解协议。"),
        Lines("其他事项", 2),
        Signatures(parties=True, mediator=False, seal=False),
    ),
    order=4,
    letterhead=False,
)
INVESTIGATION = Paper(
    "investigation",
    "调查记录",
    (
        LabelledRows(
            (
                ("时间", ""),
                ("地点", ""),
                ("参加人", ""),
                ("被调查人", ""),
                ("性别、年龄", ""),
                ("民族、职业", ""),
                ("联系电话", ""),
                ("单位或住址", ""),
            )
        ),
        Lines("记录", 11),
        LabelledRows((("被调查人签名", ""), ("调查人签名", ""), ("记录人签名", ""), ("日期", ""))),
    ),
    order=5,
    basis="人民调解法第二十七条",
)
EVIDENCE = Paper("evidence", "证据材料", (Lines("证据名称、来源、份数", 10), PastePlace("证据材料粘贴处")), order=6)
RECORD = Paper(
    "record",
    "人民调解记录",
    (
        FieldRows(("cause", "mediator")),
        PartyTable(),
        SessionRecords(),
        Signatures(parties=True, mediator=True, recorder=True, seal=False),
    ),
    order=7,
    duty=Duty.MUST,
    numbered=True,
    basis="人民调解法第二十七条",
)
UNDISPUTED = Paper(
    "undisputed",
    "无争议事实记载",
    (
        FieldRows(("cause",)),
        PartyTable(),
        Paragraph("调解中，各方对下列事实没有争议，共同确认如下。为达成协议作出让步而认可的事实不写入本记载。"),
        Paragraph("{undisputed}"),
        Paragraph(
            "各方为达成协议让步时认可的事实和证据，除法律另有规定或者各方都同意的以外，不能在以后的诉讼中作为对其不利的依据；"
            "本记载写明的无争议事实不在此列。"
        ),
        Signatures(parties=True, mediator=True, recorder=True, seal=False),
    ),
    order=7,
    basis="人民法院在线调解规则第十八条、第二十二条；人民法院特邀调解的规定第二十二条",
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
    numbered=True,
    basis="人民调解法第二十八条、第二十九条",
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
    numbered=True,
    basis="人民调解法第二十八条、第三十条",
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
    numbered=True,
    basis="人民调解法第二十六条",
)
SITUATION = Paper("situation", "卷宗情况说明", (Lines("", 14), Signatures(parties=False, mediator=True, seal=True)), order=12)
BACK = Paper(
    "back",
    "卷宗封底",
    (
        Paragraph("本卷共　　　页，附件　　　件。"),
        LabelledRows((("立卷人", ""), ("检查人", ""), ("立卷日期", ""), ("归档日期", ""), ("备注", ""))),
    ),
    order=13,
    duty=Duty.MUST,
    basis="人民调解法第二十七条",
)

CORE_PAPERS = (
    COVER,
    CONTENTS,
    APPLICATION,
    REGISTRATION,
    REFUSAL_NOTICE,
    RIGHTS,
    DISCLOSURE,
    DELIVERY_ADDRESS,
    IDENTITY,
    AUTHORISATION,
    INVESTIGATION,
    EVIDENCE,
    RECORD,
    UNDISPUTED,
    AGREEMENT,
    ORAL_AGREEMENT,
    ENDED_NOTICE,
    *AFTERWARDS,
    *LETTERS,
    SITUATION,
    BACK,
)
