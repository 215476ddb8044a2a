"""Letters the federation writes for a woman's rights."""

from __future__ import annotations

from portal.sdk import FieldRows, Heading, Lines, Paper, Paragraph, PartyTable, Signatures, When

_OFFICE = Signatures(parties=False, mediator=True, seal=True)

RIGHTS_PAPERS = (
    Paper(
        "letter_town",
        "提请协调函（镇人民政府）",
        (
            Paragraph("　　　　　　镇人民政府："),
            Paragraph(
                "{organisation}收到妇女权益求助（{number}），请依照妇女权益保障法第七十五条予以协调；村规民约、会议决定违法的，请责令改正。"
            ),
            PartyTable(),
            FieldRows(
                ("land_item", "excluded_because", "village_decision", "household_here", "land_elsewhere", "land_area", "amount")
            ),
            Lines("事实和请求", 6),
            _OFFICE,
            Heading("回执"),
            Lines("办理情况、经办人、日期", 3),
        ),
        when=When("right_class", "land"),
        copies=2,
    ),
    Paper(
        "letter_urge",
        "督促处理意见",
        (
            Paragraph("　　　　　　　　　　："),
            Paragraph("{organisation}收到妇女权益求助（{number}），请依照妇女权益保障法第七十三条依法查处，并予以答复。"),
            PartyTable(),
            Lines("事实", 5),
            Lines("依据", 3),
            Lines("意见", 3),
            _OFFICE,
            Heading("回执"),
            Lines("处理结果、经办人、日期", 3),
        ),
        copies=2,
    ),
    Paper(
        "letter_clue",
        "公益诉讼线索移送函（人民检察院）",
        (
            Paragraph("　　　　　　人民检察院："),
            Paragraph("{organisation}在工作中发现下列线索（{number}），依照妇女权益保障法第七十七条移送，请审查。"),
            Lines("侵害妇女权益、损害社会公共利益的事实", 6),
            Lines("已经做过的工作", 3),
            Paragraph("本函不写明妇女个人的联系方式。"),
            _OFFICE,
        ),
        copies=2,
    ),
)
