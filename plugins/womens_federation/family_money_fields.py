"""What is asked where a family talks of money: bride price, property, debts, care of parents, an estate."""

from __future__ import annotations

from portal.sdk import Choice, Choices, Day, Fact, Field, LongText, Money, Text, When, Whole, YesNo

BRIDE_STAGES = (
    ("neither", "没有登记，也没有共同生活"),
    ("lived_only", "没有登记，但已共同生活"),
    ("registered_only", "已登记，没有共同生活"),
    ("registered_lived", "已登记，并且共同生活"),
)

_BRIDE = When("matter", "bride_price", "divorce", "validity")
_PROPERTY = When("matter", "property", "divorce", "debt", "division", "cohabitation", "validity", "inheritance")
_DEBT = When("matter", "debt", "divorce")
_ELDER = When("matter", "elder_support")
_ESTATE = When("matter", "inheritance")

_G_BRIDE = "彩礼"
_G_PROPERTY = "财产与债务"
_G_ELDER = "赡养"
_G_ESTATE = "继承"
_G_PREVENTED = "预防成效"


BRIDE: tuple[Field, ...] = (
    Money("bride_price", "彩礼金额", hint="节日生日的小额礼物、日常消费不算彩礼", group=_G_BRIDE, when=_BRIDE),
    Money("bride_claim", "请求返还", group=_G_BRIDE, when=_BRIDE),
    Day("bride_paid_on", "给付日期", group=_G_BRIDE, when=_BRIDE),
    Text("bride_paid_by", "谁给的、给了谁", hint="父母实际给付或者接收的，可以列为当事人", group=_G_BRIDE, when=_BRIDE),
    Choice("bride_stage", "登记和共同生活", BRIDE_STAGES, group=_G_BRIDE, when=_BRIDE),
    Whole("bride_months", "共同生活", most=1200, unit="个月", group=_G_BRIDE, when=_BRIDE),
    Choice(
        "bride_child",
        "孕育情况",
        (("none", "没有"), ("pregnancy", "曾经怀孕"), ("child", "已有子女")),
        group=_G_BRIDE,
        when=_BRIDE,
    ),
    Choice(
        "bride_fault",
        "过错",
        (("none", "说不上"), ("giver", "给付一方"), ("receiver", "接收一方"), ("both", "双方都有")),
        group=_G_BRIDE,
        when=_BRIDE,
    ),
    Money("bride_spent", "已经用于共同生活的", group=_G_BRIDE, when=_BRIDE),
    Money("bride_dowry", "嫁妆折价", group=_G_BRIDE, when=_BRIDE),
    YesNo("bride_hardship", "婚前给付是否导致给付人生活困难", group=_G_BRIDE, when=_BRIDE),
)
PROPERTY: tuple[Field, ...] = (
    Money("amount", "涉及金额", fact=Fact.AMOUNT_CLAIMED, hint="有几项的，填合计", group=_G_PROPERTY),
    Choices(
        "property_kinds",
        "财产种类",
        (
            ("house", "房屋"),
            ("homestead", "宅基地上的房屋"),
            ("farmland", "土地承包经营中的权益"),
            ("compensation", "征收、拆迁补偿款"),
            ("savings", "存款、理财"),
            ("vehicle", "车辆、农机"),
            ("livestock", "牲畜、大棚、果树"),
            ("business", "店铺、合作社、公司出资"),
            ("pension", "养老金、公积金"),
            ("other", "其他"),
        ),
        group=_G_PROPERTY,
        when=_PROPERTY,
    ),
    Choices(
        "property_acts",
        "有没有这些行为",
        (
            ("hidden", "隐藏"),
            ("moved", "转移"),
            ("sold", "变卖"),
            ("damaged", "毁损"),
            ("squandered", "挥霍"),
            ("forged_debt", "伪造共同债务"),
        ),
        group=_G_PROPERTY,
        when=_PROPERTY,
    ),
    Day("hidden_found_on", "离婚后发现这些行为的日期", group=_G_PROPERTY, when=_PROPERTY),
    YesNo(
        "care_refused",
        "重大疾病需要医治，一方不同意支付医疗费",
        hint="夫妻一方本人，或者一方负有法定扶养义务的人患病",
        group=_G_PROPERTY,
        when=_PROPERTY,
    ),
    Money("debt", "债务金额", group=_G_PROPERTY, when=_DEBT),
    Choice(
        "debt_kind",
        "债务怎样形成",
        (
            ("both", "双方签名或者事后认可"),
            ("daily", "一方以个人名义，为家庭日常生活"),
            ("beyond_shared", "一方以个人名义，超出日常但用于共同生活、经营"),
            ("beyond_own", "一方以个人名义，超出日常且未用于共同生活"),
            ("gambling", "赌博、吸毒等违法所欠"),
        ),
        group=_G_PROPERTY,
        when=_DEBT,
    ),
)
ELDER: tuple[Field, ...] = (
    Money("elder_need", "老人每月所需", hint="生活、看病、照料、住房加在一起", group=_G_ELDER, when=_ELDER),
    Money("elder_income", "老人每月自己的收入", group=_G_ELDER, when=_ELDER),
    Whole("supporters", "负担赡养的子女", least=1, most=20, unit="人", group=_G_ELDER, when=_ELDER),
    Choices(
        "elder_wants",
        "老人要什么",
        (("money", "给付赡养费"), ("housing", "有地方住"), ("care", "有人照料"), ("medical", "看病"), ("visits", "常回来看看")),
        group=_G_ELDER,
        when=_ELDER,
    ),
)
ESTATE: tuple[Field, ...] = (
    Day("died_on", "被继承人去世日期", group=_G_ESTATE, when=_ESTATE),
    Choice(
        "will",
        "有没有遗嘱",
        (
            ("none", "没有"),
            ("handwritten", "自书"),
            ("by_other", "代书"),
            ("printed", "打印"),
            ("recorded", "录音录像"),
            ("oral", "口头"),
            ("notarised", "公证"),
            ("support_agreement", "遗赠扶养协议"),
        ),
        group=_G_ESTATE,
        when=_ESTATE,
    ),
    LongText("estate", "遗产清单", longest=2000, group=_G_ESTATE, when=_ESTATE),
    YesNo("unborn_heir", "有没有尚未出生的胎儿", group=_G_ESTATE, when=_ESTATE),
    Day("bequest_known_on", "受遗赠人知道受遗赠的日期", group=_G_ESTATE, when=_ESTATE),
)
PREVENTED: tuple[Field, ...] = (
    Whole("prevented_suicide", "防止自杀", most=999, unit="人", fact=Fact.PREVENTED_SUICIDE, group=_G_PREVENTED),
    Whole("prevented_crime", "防止转化为刑事案件", most=999, unit="人", fact=Fact.PREVENTED_CRIME, group=_G_PREVENTED),
)
