"""What people do on the safety path: find out, screen the risk, ask what the victim wants, sign or withhold a meeting."""

from __future__ import annotations

from portal.sdk import Action, Choice, Choices, Day, LongText, Phase, Privacy, Sensitivity, Text, Verb, YesNo

from .violence import CAPACITY, FORMS, MEETS, PERPETRATORS, SCOPE, VICTIM_SIDES

# From the first word until the file is closed.
WHILE_OPEN = (Phase.CLUE, Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED, Phase.AGREED)
AND_AFTER = (*WHILE_OPEN, Phase.ENDED, Phase.FOLLOWED_UP)

# Any one of these is a matter of life: the level is high. The list is a rule of the house, not a psychological test.
SIGNS = (
    ("strangling", "掐脖子、捂口鼻、闷、溺"),
    ("weapon", "用过或者拿出过刀具、农具、农药、火等"),
    ("threat_to_kill", "说过要杀害受害人、孩子或者其他家人"),
    ("murder_suicide", "说过要同归于尽、自杀"),
    ("serious_injury", "造成过骨折、昏迷、流产、住院"),
    ("pregnant", "受害人怀孕期间仍然动手"),
    ("child_harmed", "伤害过孩子"),
    ("order_breached", "违反过告诫书或者人身安全保护令"),
    ("forced_sex", "强迫发生性行为"),
)
FACTORS = (
    ("more_often", "次数变多、下手变重"),
    ("leaving", "受害人刚提出离婚、刚搬走或者正准备离开"),
    ("stalking", "跟踪、定位、堵门、反复打电话"),
    ("jealous", "怀疑不忠，不让与人来往"),
    ("drink_or_drugs", "酗酒、吸毒、赌博"),
    ("jobless_or_debt", "近来失业、欠债、受重大打击"),
    ("mental_illness", "有未治疗的精神疾病"),
    ("animals_or_things", "砸东西、伤害牲畜宠物"),
    ("victim_afraid", "受害人认为自己会被打成重伤或者打死"),
    ("dependent", "受害人没有收入，证件、钱、手机被控制"),
    ("isolated", "附近没有可以求助的亲友"),
)
LEVELS = (("low", "低"), ("medium", "中"), ("high", "高"))

VIOLENCE_FOUND = Action(
    "violence_found",
    "发现家庭暴力",
    phases=AND_AFTER,
    told="发现家庭暴力，转入安全路径，本案封存",
    fields=(
        Choice("violence", "有没有遭受或者担心遭受家庭暴力", (("yes", "有"),), required=True),
        Choice("victim_side", "谁受到伤害", VICTIM_SIDES, required=True),
        Choice("perpetrator_relation", "加害人是受害人的", PERPETRATORS, required=True),
        Choices("forms", "家庭暴力的形式", FORMS, required=True),
        Choice("victim_capacity", "受害人的民事行为能力", CAPACITY, required=True),
    ),
    sets=("violence", "victim_side", "perpetrator_relation", "forms", "victim_capacity"),
    raises=Privacy.P4,
    urgent=True,
)
RISK_SCREEN = Action(
    "risk_screen",
    "做风险评估",
    phases=WHILE_OPEN,
    told="单独询问受害人，作了风险评估",
    fields=(
        Day("screened_on", "评估日期", required=True),
        YesNo("alone", "是否单独询问", required=True, hint="加害人及其亲属都不在场、听不见"),
        Choices("signs", "有没有这些情形", SIGNS, hint="有一项就是高风险"),
        Choices("factors", "还有没有这些情形", FACTORS, hint="有三项以上是高风险，有一两项是中风险"),
        Choice("level", "风险等级", LEVELS, required=True, hint="可以比计算的高，不能比计算的低"),
        LongText("plan", "安全计划", sensitivity=Sensitivity.SEALED, hint="去哪里、找谁、带什么、孩子怎么办、怎么联系"),
        Text("screened_by", "评估人", longest=60, required=True),
    ),
    raises=Privacy.P4,
)
VICTIM_WISHES = Action(
    "victim_wishes",
    "问受害人想谈什么",
    phases=WHILE_OPEN,
    told="单独询问了受害人愿意协商的事项",
    fields=(
        Day("asked_on", "询问日期", required=True),
        YesNo("alone", "是否单独询问", required=True, hint="加害人及其亲属都不在场、听不见"),
        Choices("scope", "受害人愿意协商的家庭事项", SCOPE, hint="由受害人本人决定，没有就不选"),
        Choice("meets", "受害人本人是否愿意与加害人见面", MEETS, required=True),
    ),
    sets=("scope", "meets"),
)
SAFETY_SIGN = Action(
    "safety_sign",
    "签署：可以面对面调解",
    phases=WHILE_OPEN,
    told="负责人签署：采取安全措施后可以面对面调解",
    fields=(
        Day("signed_on", "签署日期", required=True),
        YesNo("victim_agrees", "受害人单独表示愿意见面", required=True),
        LongText("measures", "安全措施", required=True, longest=1000, hint="谁在场、怎么坐、先后离场、出事怎么办"),
    ),
    verb=Verb.SUPERVISE,
)
SAFETY_WITHHOLD = Action(
    "safety_withhold",
    "签署：不安排面对面",
    phases=WHILE_OPEN,
    told="负责人签署：不安排面对面调解",
    fields=(Day("signed_on", "签署日期", required=True), LongText("why", "理由", required=True, longest=1000)),
    verb=Verb.SUPERVISE,
)
VIOLENCE_AGAIN = Action(
    "violence_again",
    "记录再次施暴",
    phases=AND_AFTER,
    told="记录了再次发生的家庭暴力，此前的面对面签署失效",
    fields=(
        Day("happened_on", "发生日期", required=True),
        Choices("forms", "形式", FORMS, required=True),
        LongText("what", "经过", sensitivity=Sensitivity.SEALED, longest=2000),
        YesNo("reported", "是否已经报警", required=True),
    ),
    raises=Privacy.P4,
    urgent=True,
)

# From finding out to signing; reports, orders and help are in `protection_actions`.
PATH = (RISK_SCREEN, VICTIM_WISHES, SAFETY_SIGN, SAFETY_WITHHOLD, VIOLENCE_AGAIN)
