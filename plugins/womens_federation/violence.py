"""What is asked about domestic violence, the same in every type that meets it.

Forms of violence are those of 反家庭暴力法 2 and 人身安全保护令案件规定 3; who counts as family beside
relatives is 反家庭暴力法 37 and 人身安全保护令案件规定 4. The way to reach the victim is encrypted and
shown to the named handlers and their supervisor only.
"""

from __future__ import annotations

from portal.sdk import Choice, Choices, Day, Field, LongText, Sensitivity, Text, TimeOfDay, When, Whole, YesNo

_FACTS = "家庭暴力情况"
_SAFETY = "受害人安全"
_ORDER = "告诫书和人身安全保护令"

FORMS = (
    ("beating", "殴打"),
    ("binding", "捆绑"),
    ("maiming", "残害"),
    ("confining", "限制人身自由"),
    ("abusing", "经常性谩骂、侮辱、诽谤"),
    ("threatening", "恐吓、威胁"),
    ("starving", "冻饿"),
    ("stalking", "跟踪、骚扰"),
    ("sexual", "性侵害"),
    ("economic", "控制钱财、证件、手机"),
    ("other", "其他身体或者精神侵害"),
)
CAPACITY = (("full", "完全"), ("limited", "限制"), ("none", "无"))
PERPETRATORS = (
    ("spouse", "配偶"),
    ("former_spouse", "前配偶"),
    ("cohabitant", "同居的人"),
    ("suitor", "恋爱或者曾经恋爱的人"),
    ("parent", "父母"),
    ("child", "子女"),
    ("in_law", "公婆、岳父母、儿媳、女婿"),
    ("sibling", "兄弟姐妹"),
    ("grandparent", "祖父母、外祖父母、孙子女、外孙子女"),
    ("guardian", "其他监护、扶养、寄养关系"),
    ("other", "其他共同生活的人"),
)
MEETS = (("no", "不愿意"), ("yes", "愿意"), ("unsure", "还没有想好"))
VICTIM_SIDES = (
    ("applicant", "申请人"),
    ("respondent", "被申请人"),
    ("both", "双方"),
    ("child", "未成年人"),
    ("elder", "老人"),
)
SCOPE = (
    ("living_apart", "分开居住"),
    ("divorce", "离婚"),
    ("custody", "子女抚养"),
    ("visiting", "探望"),
    ("support", "抚养费、扶养费、赡养费"),
    ("property", "财产、债务"),
    ("medical_costs", "医疗费和损失赔偿"),
)


def violence_fields(when: When | None = None) -> tuple[Field, ...]:
    """Return the block of questions; `when` shows it only in that case. Relation, forms and capacity are required."""
    return (*_facts(when), *_safety(when), *order_fields(when))


def _facts(when: When | None) -> tuple[Field, ...]:
    return (
        Choice("perpetrator_relation", "加害人是受害人的", PERPETRATORS, required=True, group=_FACTS, when=when),
        Choices("forms", "家庭暴力的形式", FORMS, required=True, hint="可以多选", group=_FACTS, when=when),
        Day("first_on", "第一次大约在", group=_FACTS, when=when),
        Day("last_on", "最近一次在", group=_FACTS, when=when),
        Choice(
            "frequency",
            "频次",
            (("once", "一次"), ("several", "多次"), ("monthly", "每月都有"), ("weekly", "每周都有"), ("daily", "几乎每天")),
            group=_FACTS,
            when=when,
        ),
        Choice(
            "injury",
            "伤情",
            (("none", "没有外伤"), ("slight", "皮外伤"), ("serious", "骨折、昏迷、流产、住院等"), ("unknown", "说不清")),
            group=_FACTS,
            when=when,
        ),
        LongText("injury_note", "伤情与就医", longest=1000, sensitivity=Sensitivity.SEALED, group=_FACTS, when=when),
        YesNo("weapon", "是否用过刀具、农具、农药、火等", group=_FACTS, when=when),
        Choices(
            "threats",
            "是否威胁过",
            (("kill", "杀害受害人或者家人"), ("suicide", "自杀"), ("burn", "放火、爆炸、投毒"), ("children", "伤害或者带走孩子")),
            group=_FACTS,
            when=when,
        ),
        Choice(
            "children_exposed",
            "未成年人受到的影响",
            (("none", "没有"), ("witnessed", "看见或者听见"), ("harmed", "本人受到或者可能受到伤害")),
            group=_FACTS,
            when=when,
        ),
        Whole("police_calls", "曾经报警", most=999, unit="次", group=_FACTS, when=when),
        Text("police_numbers", "接警编号", hint="有几个写几个", group=_FACTS, when=when),
        Whole("earlier_help", "曾因同一加害人向妇联、村居、派出所求助", most=999, unit="次", group=_FACTS, when=when),
    )


def _safety(when: When | None) -> tuple[Field, ...]:
    return (
        Choice(
            "victim_capacity",
            "受害人的民事行为能力",
            CAPACITY,
            required=True,
            hint="不满十八周岁、不能辨认或者不能完全辨认自己行为的，选“限制”或者“无”；有几名受害人的，按最弱的选",
            group=_SAFETY,
            when=when,
        ),
        Choices(
            "special_care",
            "需要特殊保护",
            (
                ("minor", "未成年人"),
                ("elder", "老年人"),
                ("disabled", "残疾人"),
                ("pregnant", "孕期"),
                ("nursing", "哺乳期"),
                ("ill", "重病患者"),
            ),
            group=_SAFETY,
            when=when,
        ),
        Choice(
            "living",
            "现在的居住状况",
            (("together", "与加害人同住"), ("apart", "已经分开住"), ("hiding", "在外躲避"), ("sheltered", "已进庇护场所")),
            hint="现在躲避的地方不要填进当事人的住址，笔录和协议会印出来；请写进风险评估的“安全计划”",
            group=_SAFETY,
            when=when,
        ),
        YesNo("safe_place", "今晚有没有安全的地方住", group=_SAFETY, when=when),
        Choices(
            "scope",
            "受害人愿意协商的家庭事项",
            SCOPE,
            hint="由受害人本人决定，没有就不选；家庭暴力本身不是协商的内容",
            group=_SAFETY,
            when=when,
        ),
        Choice(
            "meets",
            "受害人本人是否愿意与加害人见面",
            MEETS,
            hint="要单独问，不要当着加害人或者其亲属的面问",
            group=_SAFETY,
            when=when,
        ),
        Text(
            "safe_contact",
            "安全联系方式",
            hint="不要填家里的电话，也不要填加害人可能接听、查看的手机",
            sensitivity=Sensitivity.SEALED,
            group=_SAFETY,
            when=when,
        ),
        Text(
            "safe_hours",
            "可以联系的时段",
            hint="例如：工作日上午，孩子上学以后",
            sensitivity=Sensitivity.SEALED,
            group=_SAFETY,
            when=when,
        ),
        Text(
            "code_word",
            "约定的暗语",
            hint="电话里说出这句话，表示正有危险，请立即报警",
            sensitivity=Sensitivity.SEALED,
            group=_SAFETY,
            when=when,
        ),
    )


def order_fields(when: When | None = None) -> tuple[Field, ...]:
    """Return what is kept of the warning letter and of the protection order; their days start clocks."""
    return (
        Text("warning_number", "告诫书文号", longest=60, group=_ORDER, when=when),
        Day("warning_on", "告诫书日期", group=_ORDER, when=when),
        Text("order_court", "受理人身安全保护令申请的法院", longest=60, group=_ORDER, when=when),
        Day("order_accepted_on", "法院受理申请日期", group=_ORDER, when=when),
        TimeOfDay("order_accepted_at", "法院受理的时间", hint="例如 9:30；不填的，从严按当日零时起算", group=_ORDER, when=when),
        YesNo("order_urgent", "情况是否紧急", hint="紧急的，法院应当在二十四小时内作出", group=_ORDER, when=when),
        Text("order_number", "人身安全保护令文号", longest=60, group=_ORDER, when=when),
        Day("order_issued_on", "人身安全保护令作出日期", group=_ORDER, when=when),
        Day("order_until", "人身安全保护令有效期至", future=True, group=_ORDER, when=when),
        Day("order_refused_on", "驳回申请的裁定生效日期", group=_ORDER, when=when),
        Day("legal_aid_on", "法律援助机构收到申请日期", group=_ORDER, when=when),
    )
