"""The two papers a consumer dispute needs besides the dossier: the letter to the trader, the report to the authority."""

from __future__ import annotations

from portal.sdk import FieldRows, Lines, Paper, Paragraph, PartyTable, Phase, Signatures, When


def inquiry_letter(*asked: str) -> Paper:
    """Return the letter that tells the trader of the complaint and asks for an answer (消费者权益保护法 37(1)(5))."""
    return Paper(
        "inquiry_letter",
        "消费投诉转办调查函",
        (
            Paragraph("案号：{number}"),
            PartyTable(),
            Paragraph(
                "我会收到消费者对贵方的投诉。依据《消费者权益保护法》第三十七条第一款第五项，现将主要情况转告如下，请核实。"
            ),
            FieldRows(asked),
            Paragraph("请自收到本函之日起十日内，把核实情况、处理意见和有关材料书面回复我会，并告知是否同意由我会主持调解。"),
            Lines("经营者回复意见", 6),
            Paragraph("{organisation}"),
            Signatures(parties=False, mediator=True, seal=True),
        ),
        order=5,
        phases=(Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED),
    )


ENTRUSTED_REPORT = Paper(
    "entrusted_report",
    "委托调解结果反馈函",
    (
        Paragraph("{authority}："),
        Paragraph("贵单位委托我会调解的下列消费争议已经办结，案号：{number}。现将结果反馈如下。"),
        PartyTable(),
        FieldRows(("authority_received_on", "authority_accepted_on", "amount", "recovered", "double_paid")),
        Lines("调解经过和结果", 8),
        Lines("调解中发现的违法线索（没有的写“无”）", 3),
        Paragraph("{organisation}"),
        Signatures(parties=False, mediator=True, seal=True),
    ),
    order=12,
    phases=(Phase.AGREED, Phase.ENDED, Phase.FOLLOWED_UP, Phase.ARCHIVED),
    when=When("entrusted", True),
)
