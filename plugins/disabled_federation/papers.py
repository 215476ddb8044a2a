"""The papers of disabled persons' disputes besides the dossier."""

from portal.sdk import Checklist, FieldRows, LabelledRows, Lines, Paper, Paragraph, PartyTable, Phase, Signatures

WORKING = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED, Phase.AGREED, Phase.ENDED)

COMMUNICATION = Paper(
    "communication",
    "沟通便利确认单",
    (
        Paragraph("请告诉我们，您希望怎样谈："),
        Checklist(
            ("手语翻译", "盲文材料", "大字材料、读给我听", "文字交流", "慢慢说、用简单的话", "上门", "没有台阶的场所", "有人陪同")
        ),
        LabelledRows((("翻译或者陪同的人", ""), ("联系方式", ""))),
        Paragraph("协议书已经用上面的方式逐条说明，本人听懂、看懂以后再签名、盖章或者按指印。"),
        Signatures(recorder=True),
    ),
    order=2,
    phases=WORKING,
    basis="残疾人保障法第五十五条",
)
CAPACITY = Paper(
    "capacity_talk",
    "行为能力谈话记录",
    (
        Paragraph("不因为有残疾就认为没有行为能力。谈话看她（他）能不能说清：发生了什么、想要什么、同意以后会怎样。"),
        FieldRows(("category", "grade", "capacity")),
        Lines("谈话情况", 8),
        LabelledRows((("判断", ""), ("是否需要法定代理人", ""), ("是否告知可以向人民法院申请认定", ""))),
        Signatures(recorder=True, seal=False),
    ),
    order=5,
    phases=WORKING,
    basis="民法典第二十一条、第二十二条、第二十四条",
)
SITE = Paper(
    "site_record",
    "无障碍现场查看记录",
    (
        PartyTable(),
        FieldRows(("place_kind", "facilities", "built")),
        Lines("看到的情况（可附照片）", 8),
        Signatures(recorder=True),
    ),
    order=5,
    phases=WORKING,
    basis="残疾人保障法第五十三条",
)
ACCOUNTS = Paper(
    "ward_accounts",
    "被监护人财产清单",
    (
        PartyTable(),
        LabelledRows(
            (("银行存款、社保卡、补贴卡", ""), ("房屋、宅基地、承包地", ""), ("每月收入", ""), ("每月支出", ""), ("由谁保管", ""))
        ),
        Paragraph("监护人除为维护被监护人利益外，不得处分被监护人的财产。"),
        Signatures(),
    ),
    order=6,
    phases=WORKING,
    copies=3,
    basis="民法典第三十四条、第三十五条",
)
PAPERS_OF_ALL = (COMMUNICATION, CAPACITY)
