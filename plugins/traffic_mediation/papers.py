"""The papers of a traffic dispute besides the dossier that every case has."""

from portal.sdk import Checklist, FieldRows, Heading, LabelledRows, Lines, Paper, Paragraph, PartyTable, Phase, Signatures

COURSE = (Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED, Phase.AGREED, Phase.ENDED)
ITEMS = (
    ("医疗费", ""),
    ("误工费", ""),
    ("护理费", ""),
    ("住院伙食补助费", ""),
    ("营养费", ""),
    ("交通费、住宿费", ""),
    ("残疾赔偿金、残疾辅助器具费", ""),
    ("死亡赔偿金、丧葬费", ""),
    ("被扶养人生活费", ""),
    ("财产损失", ""),
    ("精神损害抚慰金", ""),
    ("合计", ""),
    ("已经垫付", ""),
)

WAYS = Paper(
    "ways_told",
    "道路交通事故损害赔偿争议解决途径告知书",
    (
        Paragraph("案号：{number}"),
        Paragraph("对道路交通事故损害赔偿的争议，可以采取下列方式解决："),
        Checklist(("申请人民调解委员会调解", "申请公安机关交通管理部门调解", "向人民法院提起民事诉讼")),
        Paragraph("申请交警部门调解的，应当在收到事故认定书、事故证明或者维持的复核结论之日起十个工作日内一致书面申请。"),
        Paragraph("对事故认定有异议的，可以自送达之日起三个工作日内书面申请复核，以一次为限。"),
        Paragraph(
            "本会调解达成协议的，可以共同申请司法确认；未达成协议的，可以直接起诉，或者自终止调解之日起三个工作日内一致书面申请交警部门调解。"
        ),
        Signatures(recorder=True),
    ),
    order=2,
    phases=COURSE,
    basis="道路交通事故处理程序规定第七十一条、第八十四条至第八十六条、第一百一十二条，道路交通安全法第七十四条",
)
SUMS = Paper(
    "loss_table",
    "损害赔偿项目核算表",
    (
        Paragraph("案号：{number}"),
        PartyTable(),
        FieldRows(("happened_on", "road", "certificate_number", "liability", "share")),
        Heading("赔偿项目和数额"),
        LabelledRows(ITEMS),
        Heading("怎样分担"),
        LabelledRows((("交强险", ""), ("商业三者险", ""), ("侵权人", ""), ("受害方自行承担", ""))),
        Signatures(seal=False),
    ),
    order=6,
    phases=COURSE,
    basis="道路交通事故处理程序规定第九十三条",
)
INVITATION = Paper(
    "insurer_invited",
    "请保险公司派员参加调解的函",
    (
        LabelledRows((("致", ""),)),
        Paragraph(
            "{cause}一案，案号{number}，由{organisation}调解。你公司承保的车辆发生了道路交通事故，请派员参加，并核定应赔付的项目和数额。"
        ),
        FieldRows(("happened_on", "road", "certificate_number", "liability")),
        LabelledRows((("调解时间", ""), ("调解地点", ""), ("联系人、电话", ""))),
        Signatures(parties=False),
    ),
    order=6,
    phases=COURSE,
    copies=2,
    basis="道路交通事故处理程序规定第八十九条，机动车交通事故责任强制保险条例第二十一条、第二十九条",
)
TO_POLICE = Paper(
    "police_application",
    "交警部门调解申请书",
    (
        PartyTable(),
        FieldRows(("happened_on", "road", "certificate_number", "certificate_on")),
        Paragraph("各方当事人一致申请公安机关交通管理部门对本起事故的损害赔偿进行调解。"),
        Lines("申请调解的事项", 4),
        Signatures(mediator=False, seal=False),
    ),
    order=12,
    phases=(Phase.ENDED,),
    basis="道路交通事故处理程序规定第八十五条、第八十六条",
)
ALWAYS = (WAYS, SUMS, INVITATION, TO_POLICE)
