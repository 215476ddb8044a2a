"""Papers special to family matters. What is sealed — where the victim can be reached — is written by hand, never printed."""

from __future__ import annotations

from portal.sdk import FieldRows, Heading, Lines, Paper, Paragraph, PartyTable, Signatures, When

_INVESTIGATION, _OTHER = 5, 12
_VIOLENT = When("violence", "yes")
_NO_SEAL = Signatures(parties=True, mediator=True, recorder=True, seal=False)
_OFFICE = Signatures(parties=False, mediator=True, seal=True)
_CONFIDENTIAL = "请对受害人的住址和联系方式保密，不要向另一方及其亲属透露。"
_FACTS = (
    "perpetrator_relation",
    "forms",
    "first_on",
    "last_on",
    "frequency",
    "injury",
    "weapon",
    "threats",
    "children_exposed",
    "police_calls",
    "police_numbers",
    "earlier_help",
)
_ORDERS = (
    "warning_number",
    "warning_on",
    "order_court",
    "order_accepted_on",
    "order_accepted_at",
    "order_urgent",
    "order_number",
    "order_issued_on",
    "order_until",
)


def violence_papers(when: When | None = None) -> tuple[Paper, ...]:
    """Return the papers of the safety path; `when` offers them only in that case."""
    return (
        Paper(
            "safety_register",
            "家庭暴力情况登记与安全计划",
            (
                Paragraph("本件封存，只供承办人和负责人使用，不得给另一方当事人及其亲属看。单独询问受害人时填写。"),
                PartyTable(),
                Heading("家庭暴力情况"),
                FieldRows(_FACTS),
                Heading("受害人的状况"),
                FieldRows(("victim_capacity", "special_care", "living", "safe_place", "meets")),
                Heading("告诫书和人身安全保护令"),
                FieldRows(_ORDERS),
                Heading("安全计划"),
                Paragraph("遇到危险先离开，拨打110；可以拨打12338妇女维权热线。证件、钱、药品、孩子的用品平时放在一起。"),
                Lines("危险时去哪里、找谁", 3),
                Lines("孩子怎么办", 2),
                Lines("怎样联系受害人、什么时候可以联系（手写，不录入、不复印）", 2),
                Lines("约定的暗语（手写，不录入、不复印）", 1),
                Lines("受害人本人的意愿", 3),
                _NO_SEAL,
            ),
            order=_INVESTIGATION,
            when=when,
        ),
        Paper(
            "risk_sheet",
            "家庭暴力风险评估表",
            (
                Paragraph(
                    "单独询问受害人。有下列第一组情形之一，或者第二组情形三项以上的，为高风险；第二组有一两项的，为中风险。"
                ),
                Heading("第一组"),
                Paragraph(
                    "□掐脖子、捂口鼻、闷、溺　□用过或者拿出过刀具、农具、农药、火等　□说过要杀害受害人、孩子或者其他家人　"
                    "□说过要同归于尽、自杀　□造成过骨折、昏迷、流产、住院　□受害人怀孕期间仍然动手　□伤害过孩子　"
                    "□违反过告诫书或者人身安全保护令　□强迫发生性行为"
                ),
                Heading("第二组"),
                Paragraph(
                    "□次数变多、下手变重　□受害人刚提出离婚、刚搬走或者正准备离开　□跟踪、定位、堵门、反复打电话　"
                    "□怀疑不忠，不让与人来往　□酗酒、吸毒、赌博　□近来失业、欠债、受重大打击　□有未治疗的精神疾病　"
                    "□砸东西、伤害牲畜宠物　□受害人认为自己会被打成重伤或者打死　□受害人没有收入，证件、钱、手机被控制　"
                    "□附近没有可以求助的亲友"
                ),
                Paragraph("风险等级：□低　□中　□高　　评估日期：　　　　年　　月　　日"),
                Lines("负责人意见：□采取安全措施后可以面对面调解　□不安排面对面调解。安全措施或者理由", 4),
                Signatures(parties=False, mediator=True, seal=False),
            ),
            order=_INVESTIGATION,
            when=when,
        ),
        Paper(
            "letter_police",
            "转介函（公安机关）",
            (
                Paragraph("　　　　　　公安局　　　　　派出所："),
                Paragraph(
                    "{organisation}在工作中接到家庭暴力求助（{number}），现将有关情况函告贵所，请依照反家庭暴力法第十五条、第十六条处理。"
                ),
                PartyTable(),
                FieldRows(_FACTS),
                Lines("请求处理的事项（出警制止、调查取证、协助就医和鉴定、出具告诫书、通知村（居）民委员会查访）", 4),
                Paragraph(_CONFIDENTIAL),
                _OFFICE,
                Heading("回执"),
                Lines("接警或者受案编号、处理情况、接收人、日期", 4),
            ),
            order=_OTHER,
            when=when,
            copies=2,
        ),
        Paper(
            "letter_court",
            "转介函（人民法院）",
            (
                Paragraph("　　　　　　人民法院："),
                Paragraph(
                    "{organisation}接到家庭暴力求助（{number}）。受害人　□本人　"
                    "□因受到强制、威吓或者年老、残疾、重病等原因由我单位代为，"
                    "申请人身安全保护令，现附送求助记录，请依照反家庭暴力法第二十三条、第二十八条办理。"
                ),
                PartyTable(),
                FieldRows(_FACTS),
                Paragraph(_CONFIDENTIAL),
                Lines("请求的措施（禁止实施家庭暴力；禁止骚扰、跟踪、接触；责令迁出住所；其他）", 4),
                Lines("附件：求助记录、接警记录、告诫书、诊疗记录、照片、证言等", 3),
                _OFFICE,
                Heading("回执"),
                Lines("收到日期、是否受理、联系人", 3),
            ),
            order=_OTHER,
            when=when,
            copies=2,
        ),
        Paper(
            "letter_aid",
            "转介函（法律援助、临时庇护）",
            (
                Paragraph("　　　　　　　　　　："),
                Paragraph("{organisation}接到家庭暴力求助（{number}），请给予□法律援助　□临时庇护　□心理辅导　□其他帮助。"),
                PartyTable(),
                Paragraph(_CONFIDENTIAL),
                Lines("需要的帮助", 4),
                Paragraph("家庭暴力受害人主张相关权益申请法律援助，不受经济困难条件的限制（法律援助法第三十二条）。"),
                _OFFICE,
                Heading("回执"),
                Lines("办理情况、经办人、日期", 3),
            ),
            order=_OTHER,
            when=when,
            copies=2,
        ),
    )


CHILD_WISH = Paper(
    "child_wish",
    "子女意愿记录",
    (
        Paragraph("听取已满八周岁子女的意愿时填写。父母及其亲属都不在场，用孩子听得懂的话，不引导，照原话记。"),
        Lines("孩子姓名、年龄、就读学校", 1),
        Lines("时间、地点、在场的人（教师、心理咨询师、儿童主任等）", 2),
        Lines("孩子说（愿意随谁生活、多久见另一方一次、担心什么）", 8),
        Paragraph("本记录不给父母任何一方复印。"),
        Signatures(parties=False, mediator=True, recorder=True, seal=False),
    ),
    order=_INVESTIGATION,
    when=When("matter", "divorce", "custody", "visiting", "cohabitation", "validity"),
)
CARE_PLAN = Paper(
    "care_plan",
    "抚养和探望安排表",
    (
        Paragraph("作为调解协议的附件，由双方签名。"),
        Lines("孩子随谁生活、从哪一天起", 2),
        Lines("抚养费：每月多少元、哪一天给、给到哪个账户、给到什么时候", 3),
        Lines("上学、看病等大额费用怎样分担", 2),
        Lines("探望：平时、周末、寒暑假、节日的时间，在哪里接、由谁送", 4),
        Lines("户口、学籍、手机联系和家长群", 2),
        Signatures(parties=True, mediator=True, seal=True),
    ),
    order=8,
    when=When("matter", "divorce", "custody", "visiting", "cohabitation", "validity"),
    copies=3,
)
ESTATE_LIST = Paper(
    "estate_list",
    "遗产和家庭财产清单",
    (
        Paragraph("由继承人或者家庭成员共同核对。夫妻共有的财产，先分出配偶的一半；家庭共有的财产，先分出他人的部分。"),
        Lines("房屋、宅基地上的房屋", 3),
        Lines("土地承包经营中的收益、农机、牲畜", 3),
        Lines("存款、债权", 3),
        Lines("债务、应缴税款", 3),
        Lines("缺乏劳动能力又没有生活来源的人、胎儿应当保留的份额", 2),
        Signatures(parties=True, mediator=True, recorder=True, seal=False),
    ),
    order=6,
    when=When("matter", "inheritance", "division"),
)
FAMILY_PAPERS = (CHILD_WISH, CARE_PLAN, ESTATE_LIST, *violence_papers(_VIOLENT))
