"""The papers of minors' disputes besides the dossier."""

from portal.sdk import Checklist, FieldRows, LabelledRows, Lines, Paper, Paragraph, PartyTable, Phase, Signatures

WORKING = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED, Phase.AGREED, Phase.ENDED)

MANDATORY_REPORT = Paper(
    "mandatory_report",
    "侵害未成年人情形报告表",
    (
        Paragraph("根据《未成年人保护法》第十一条，现将发现的情形报告如下："),
        FieldRows(("came_from", "harm", "harm_kinds", "harm_found_on")),
        Checklist(("公安机关", "民政部门", "教育行政部门", "人民检察院")),
        LabelledRows((("报告时间", ""), ("报告方式", ""), ("接报人和回执号", ""))),
        Lines("情况和已经采取的保护措施", 6),
        Signatures(parties=False),
    ),
    phases=WORKING,
    copies=2,
    numbered=True,
    basis="未成年人保护法第十一条",
)
HEARING = Paper(
    "hearing_of_minor",
    "听取未成年人意见记录",
    (
        Paragraph("谈话前已用她（他）听得懂的话说明：可以不说，说的话只有承办人能看，不会因为说了什么受到责备。"),
        LabelledRows((("时间", ""), ("地点", ""), ("陪同的人", ""), ("谈话的人", ""))),
        Lines("意见", 10),
        Signatures(mediator=True, recorder=True, seal=False),
    ),
    order=5,
    phases=WORKING,
    basis="未成年人保护法第四条、第十九条",
)
SECRECY = Paper(
    "minor_secrecy",
    "未成年人信息保密承诺书",
    (
        PartyTable(),
        Paragraph(
            "参加调解的人承诺：不向他人、不在网络上披露案件中未成年人的姓名、影像、住所、就读学校以及其他可能识别出其身份的信息。"
        ),
        Signatures(),
    ),
    order=5,
    phases=WORKING,
    copies=2,
    basis="未成年人保护法第一百零三条",
)
ENTRUST = Paper(
    "entrusted_care",
    "委托照护书",
    (
        PartyTable(),
        LabelledRows((("受托人", ""), ("与未成年人的关系", ""), ("照护期限", ""), ("生活费和支付", ""), ("每周联系的方式", ""))),
        Paragraph(
            "委托人应当将委托照护情况书面告知学校、幼儿园和居住地的居民委员会、村民委员会，并与未成年人、受托人至少每周联系一次。"
        ),
        Signatures(),
    ),
    order=6,
    phases=WORKING,
    copies=4,
    basis="未成年人保护法第二十二条、第二十三条",
)
PAPERS_OF_ALL = (MANDATORY_REPORT, HEARING, SECRECY)
