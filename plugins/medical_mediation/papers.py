"""The papers of a medical dispute besides the dossier that every case has."""

from portal.sdk import (
    Checklist,
    FieldRows,
    Heading,
    LabelledRows,
    Lines,
    Paper,
    Paragraph,
    PartyTable,
    Phase,
    Signatures,
)

RESOLUTIONS = ("双方自愿协商", "申请人民调解", "向县级卫生主管部门申请行政调解", "向人民法院提起诉讼", "法律、法规规定的其他途径")
QUESTIONS = (
    "是否存在医疗损害以及损害程度",
    "是否存在医疗过错",
    "医疗过错与医疗损害是否存在因果关系",
    "医疗过错在医疗损害中的责任程度",
)
COURSE = (Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED, Phase.AGREED, Phase.ENDED)

WAYS = Paper(
    "ways_told",
    "医疗纠纷解决途径告知书",
    (
        Paragraph("案号：{number}"),
        Paragraph("发生医疗纠纷，医患双方可以通过下列途径解决："),
        Checklist(RESOLUTIONS),
        Paragraph("法院或者卫生主管部门已经受理的，本会不予受理；已经受理的，终止调解。本会调解不收取费用。"),
        Paragraph("病历资料和现场实物的封存、启封，应当双方在场；患者有权查阅、复制病历资料。"),
        Paragraph(
            "未经双方同意，本会不公开进行调解，也不公开协议内容。达成协议的，可以自协议生效之日起三十日内共同申请司法确认。"
        ),
        Signatures(recorder=True),
    ),
    order=2,
    phases=COURSE,
    basis="医疗纠纷预防和处理条例第二十二条、第二十三条、第三十一条、第三十二条、第三十九条、第四十二条",
)
SEALING = Paper(
    "sealing_list",
    "病历资料、现场实物封存清单",
    (
        Paragraph("案号：{number}"),
        PartyTable(),
        FieldRows(("records_sealed_on", "specimen_sealed_on")),
        Lines("封存的病历资料（名称、份数、页数，原件或者复制件）", 8),
        Lines("封存的现场实物（名称、数量、批号）", 4),
        Paragraph("封存物由医疗机构保管，启封时双方应当在场。本清单一式两份，双方各执一份。"),
        Signatures(),
    ),
    order=6,
    phases=COURSE,
    copies=2,
    basis="医疗纠纷预防和处理条例第二十四条、第二十五条",
)
ENTRUSTING = Paper(
    "appraisal_commission",
    "医疗损害鉴定委托书",
    (
        Paragraph("案号：{number}"),
        PartyTable(),
        LabelledRows((("受委托的鉴定机构", ""), ("医疗机构和科室", "{department}"), ("就诊日期", "{visited_on}"))),
        Heading("委托鉴定事项"),
        Checklist(QUESTIONS),
        Lines("随附的材料", 4),
        Paragraph("鉴定费预先向医患双方收取，最终按照责任比例承担。鉴定的时间不计入调解期限。"),
        Signatures(),
    ),
    order=6,
    phases=COURSE,
    copies=3,
    basis="医疗纠纷预防和处理条例第三十四条、第三十六条、第三十八条",
)
CONSULTING = Paper(
    "expert_opinion",
    "专家咨询意见",
    (
        Paragraph("案号：{number}"),
        FieldRows(("department", "visited_on")),
        Checklist(("不是当事人或者当事人的近亲属", "与本纠纷没有利害关系", "与当事人没有其他可能影响公正的关系")),
        Lines("咨询的问题", 4),
        Lines("专家意见", 10),
        Signatures(parties=False, recorder=True),
    ),
    order=6,
    phases=COURSE,
    basis="医疗纠纷预防和处理条例第三十三条、第三十七条",
)
AUTOPSY = Paper(
    "autopsy_told",
    "尸检告知书",
    (
        Paragraph("案号：{number}"),
        FieldRows(("died_on",)),
        Paragraph("对死因有异议的，应当在患者死亡后48小时内进行尸检；具备尸体冻存条件的，可以延长至7日。"),
        Paragraph(
            "尸检应当经近亲属同意并签字，拒绝签字的，视为不同意。不同意或者拖延尸检，影响对死因判定的，由不同意或者拖延的一方承担责任。"
        ),
        Paragraph("双方可以委派代表观察尸检过程。尸体存放时间一般不超过14日。"),
        Checklist(("同意尸检", "不同意尸检")),
        Signatures(mediator=False),
    ),
    order=2,
    phases=COURSE,
    copies=2,
    basis="医疗纠纷预防和处理条例第二十三条、第二十六条、第二十七条",
)
ALWAYS = (WAYS, SEALING)
ABOUT_DAMAGE = (*ALWAYS, ENTRUSTING, CONSULTING)
AFTER_DEATH = (*ABOUT_DAMAGE, AUTOPSY)
