"""What is asked of a marriage and family dispute, block by block; a block shows only for the disputes it serves."""

from __future__ import annotations

from portal.sdk import Choice, Choices, Day, Field, LongText, Money, Sensitivity, Text, When, Whole, YesNo

from .violence import VICTIM_SIDES

MATTERS = (
    ("divorce", "离婚"),
    ("custody", "子女抚养"),
    ("visiting", "探望子女"),
    ("property", "夫妻财产"),
    ("debt", "夫妻债务"),
    ("bride_price", "彩礼、婚约财物"),
    ("elder_support", "赡养"),
    ("inheritance", "继承"),
    ("division", "分家析产"),
    ("discord", "家庭矛盾"),
    ("cohabitation", "同居析产和子女"),
    ("validity", "婚姻无效、撤销婚姻"),
    ("spousal_support", "夫妻扶养"),
)
RELATIONS = (
    ("spouses", "夫妻"),
    ("former_spouses", "离婚后的双方"),
    ("engaged", "婚约双方"),
    ("cohabitants", "同居双方"),
    ("parent_child", "父母与子女"),
    ("siblings", "兄弟姐妹"),
    ("in_laws", "公婆、岳父母与儿媳、女婿"),
    ("grandparents", "祖父母、外祖父母与孙子女、外孙子女"),
    ("relatives", "其他亲属"),
)
INCOME_KINDS = (("fixed", "有固定收入"), ("unfixed", "没有固定收入"))
# Matters in which children may be talked about.
WITH_CHILDREN = ("divorce", "custody", "visiting", "cohabitation", "validity")

_MARRIAGE = When("matter", "divorce", "custody", "visiting", "property", "debt", "bride_price", "validity", "spousal_support")
_DIVORCE = When("matter", "divorce")
_VALIDITY = When("matter", "validity")
_SUPPORT = When("matter", "divorce", "custody", "cohabitation", "validity")

_G_MATTER = "纠纷"
_G_SAFETY = "安全询问"
_G_MARRIAGE = "婚姻情况"
_G_CHILDREN = "子女与抚养费"

MATTER: tuple[Field, ...] = (
    Choice("matter", "主要是什么纠纷", MATTERS, required=True, counted=True, group=_G_MATTER),
    Choices("also", "同时涉及", MATTERS, hint="可以多选；没有就不选", group=_G_MATTER),
    Choice("relation", "双方是什么关系", RELATIONS, required=True, counted=True, group=_G_MATTER),
    LongText("claim", "申请人的请求", required=True, longest=2000, group=_G_MATTER),
    Choice(
        "statistics_class",
        "妇联统计小类",
        (
            ("discord", "家庭纠纷"),
            ("interference", "干涉婚姻"),
            ("infidelity", "配偶外遇、重婚、与他人同居"),
            ("divorce", "离婚"),
            ("children", "子女抚养"),
            ("other", "其他"),
        ),
        counted=True,
        hint="填报妇联维权统计用；家庭暴力登记为“涉家庭暴力”，单独统计",
        group=_G_MATTER,
    ),
    Choice(
        "channel",
        "从哪里来求助",
        (
            ("visit", "来访"),
            ("hotline", "12338热线"),
            ("network", "网上"),
            ("police", "派出所"),
            ("school", "学校"),
            ("hospital", "医院"),
            ("village", "村（社区）妇联"),
            ("other", "其他"),
        ),
        counted=True,
        group=_G_MATTER,
    ),
)
SAFETY_QUESTION: tuple[Field, ...] = (
    Choice(
        "violence",
        "有没有遭受或者担心遭受家庭暴力",
        (("no", "没有"), ("yes", "有"), ("not_asked", "还没有机会单独问")),
        required=True,
        hint="要单独问，不要当着另一方的面问。打骂、捆绑、限制出门、恐吓、跟踪、冻饿、经常性侮辱都算",
        group=_G_SAFETY,
    ),
    Choice(
        "victim_side",
        "谁受到伤害",
        VICTIM_SIDES,
        group=_G_SAFETY,
        when=When("violence", "yes"),
    ),
)
MARRIAGE: tuple[Field, ...] = (
    Choice(
        "marital_state",
        "婚姻状况",
        (("registered", "已登记结婚"), ("not_registered", "未登记"), ("divorced", "已离婚"), ("widowed", "丧偶")),
        group=_G_MARRIAGE,
        when=_MARRIAGE,
    ),
    Day("married_on", "结婚登记日期", group=_G_MARRIAGE, when=_MARRIAGE),
    Day("separated_since", "分居起始日", group=_G_MARRIAGE, when=_MARRIAGE),
    Day("divorced_on", "离婚日期", group=_G_MARRIAGE, when=_MARRIAGE),
    Choice(
        "divorce_asked_by",
        "谁提出离婚",
        (("wife", "女方"), ("husband", "男方"), ("both", "双方都同意")),
        group=_G_MARRIAGE,
        when=_DIVORCE,
    ),
    YesNo("pregnant", "女方是否怀孕", group=_G_MARRIAGE, when=_DIVORCE),
    Day("birth_on", "最近一次分娩日期", hint="一年内生过孩子的填写", group=_G_MARRIAGE, when=_DIVORCE),
    Day("termination_on", "最近一次终止妊娠日期", hint="六个月内有过的填写", group=_G_MARRIAGE, when=_DIVORCE),
    Choice(
        "soldier",
        "有没有现役军人",
        (("none", "没有"), ("wife", "女方是"), ("husband", "男方是")),
        group=_G_MARRIAGE,
        when=_DIVORCE,
    ),
    YesNo("reconcile", "双方是否还愿意和好", group=_G_MARRIAGE, when=_DIVORCE),
    Day("divorce_applied_on", "婚姻登记机关收到离婚登记申请日期", group=_G_MARRIAGE, when=_DIVORCE),
    Day(
        "cooling_ended_on",
        "离婚冷静期届满日",
        future=True,
        hint="按离婚登记申请受理回执单填写；领证期限从冷静期届满之日自动起算",
        group=_G_MARRIAGE,
        retired=True,
        when=_DIVORCE,
    ),
    YesNo("housework", "一方是否因抚育子女、照料老人、协助另一方工作负担较多义务", group=_G_MARRIAGE, when=_DIVORCE),
    Money("housework_claim", "请求家务补偿", group=_G_MARRIAGE, when=_DIVORCE),
    Choice(
        "validity_ground",
        "理由",
        (
            ("illness", "婚前隐瞒重大疾病"),
            ("coercion", "受胁迫结婚"),
            ("bigamy", "重婚"),
            ("kinship", "有禁止结婚的亲属关系"),
            ("under_age", "未到法定婚龄"),
            ("other", "其他"),
        ),
        group=_G_MARRIAGE,
        when=_VALIDITY,
    ),
    Day("illness_known_on", "知道对方隐瞒重大疾病的日期", group=_G_MARRIAGE, when=When("validity_ground", "illness")),
    Day("coercion_ended_on", "胁迫终止日期", group=_G_MARRIAGE, when=When("validity_ground", "coercion")),
)
CHILDREN: tuple[Field, ...] = (
    Choice("payer_income_kind", "给付抚养费一方的收入", INCOME_KINDS, group=_G_CHILDREN, when=_SUPPORT),
    Money(
        "payer_income",
        "收入金额",
        hint="固定收入填月总收入，没有固定收入填当年总收入或者同行业平均年收入",
        group=_G_CHILDREN,
        when=_SUPPORT,
    ),
    Whole("children_supported", "负担几个子女", least=1, most=10, unit="个", group=_G_CHILDREN, when=_SUPPORT),
    LongText(
        "visiting_now",
        "现在怎样探望、怎样照料",
        longest=1000,
        group=_G_CHILDREN,
        when=When("matter", *WITH_CHILDREN),
    ),
    YesNo("child_hidden", "有没有抢夺、藏匿孩子", group=_G_CHILDREN, when=When("matter", *WITH_CHILDREN)),
)
CHILD_FIELDS: tuple[Field, ...] = (
    Choice(
        "age_band",
        "年龄段",
        (
            ("under_two", "不满两周岁"),
            ("under_eight", "两周岁以上不满八周岁"),
            ("eight", "八周岁以上"),
            ("sixteen", "十六周岁以上"),
        ),
        hint="写协议前要用：已满八周岁的，须先听取意愿",
    ),
    Text("school", "就读学校、年级", longest=60, sensitivity=Sensitivity.MASKED),
    Choice(
        "lives_with",
        "现在随谁生活",
        (
            ("applicant", "申请人"),
            ("respondent", "被申请人"),
            ("both", "父母双方"),
            ("fathers_parents", "祖父母"),
            ("mothers_parents", "外祖父母"),
            ("school", "寄宿"),
            ("other", "其他人"),
        ),
    ),
    Day("heard_on", "听取孩子意愿日期", hint="已满八周岁的，要尊重其真实意愿；父母都不在场时问"),
    LongText("wish", "孩子的意愿", longest=1000, sensitivity=Sensitivity.SEALED, hint="照孩子的原话记"),
)
