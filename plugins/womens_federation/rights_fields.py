"""What is asked of a dispute about women's rights; each class of rights has its own block."""

from __future__ import annotations

from portal.sdk import Choice, Day, Fact, Field, LongText, Money, Number, Text, When, YesNo

_G_MATTER = "权益"
_G_LAND = "土地和集体成员权益"
_G_LABOUR = "劳动权益"
_G_PERSON = "人身和人格权益"

_LAND = When("right_class", "land")
_LABOUR = When("right_class", "labour")
_PERSON = When("right_class", "person")

# Sealed, and on the safety path.
SEALED_ITEMS = ("harassment", "assault", "stalking", "private_images", "trafficking")

RIGHTS_FIELDS: tuple[Field, ...] = (
    Choice(
        "right_class",
        "哪一类权益",
        (
            ("land", "农村土地和集体成员权益"),
            ("labour", "劳动和社会保障权益"),
            ("person", "人身和人格权益"),
            ("property", "其他财产权益"),
            ("family", "婚姻家庭权益"),
            ("education", "文化教育权益"),
            ("political", "政治权利"),
            ("other", "综合"),
        ),
        required=True,
        counted=True,
        hint="夫妻、父母子女之间的纠纷登记为“婚姻家庭纠纷”，家庭暴力登记为“涉家庭暴力”",
        group=_G_MATTER,
    ),
    LongText("claim", "请求", required=True, longest=2000, group=_G_MATTER),
    Day("known_on", "知道权益受侵害的日期", hint="用来计算仲裁时效、诉讼时效", group=_G_MATTER),
    Money("amount", "涉及金额", fact=Fact.AMOUNT_CLAIMED, group=_G_MATTER),
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
    Choice(
        "land_item",
        "争议事项",
        (
            ("membership", "成员身份确认"),
            ("contract", "土地承包经营"),
            ("income", "集体收益分配"),
            ("compensation", "征收、征用补偿安置"),
            ("homestead", "宅基地使用"),
            ("registration", "不动产登记没有列名"),
        ),
        required=True,
        counted=True,
        group=_G_LAND,
        when=_LAND,
    ),
    Choice(
        "excluded_because",
        "以什么为由",
        (
            ("unmarried", "未婚"),
            ("married_out", "出嫁"),
            ("divorced", "离婚"),
            ("widowed", "丧偶"),
            ("no_male", "户无男性"),
            ("husband_moved_in", "男方到女方落户"),
            ("other", "其他"),
        ),
        counted=True,
        group=_G_LAND,
        when=_LAND,
    ),
    Choice(
        "village_decision",
        "依据什么决定",
        (
            ("charter", "村民自治章程、村规民约"),
            ("assembly", "村民会议、村民代表会议决定"),
            ("group", "村民小组决定"),
            ("plan", "分配方案"),
            ("none", "没有书面依据"),
        ),
        group=_G_LAND,
        when=_LAND,
    ),
    YesNo("household_here", "户口是否仍在本村", group=_G_LAND, when=_LAND),
    YesNo("land_elsewhere", "新居住地是否已经分到承包地", hint="没有分到的，发包方不得收回原承包地", group=_G_LAND, when=_LAND),
    Number("land_area", "涉及面积", places=2, most="100000", unit="亩", group=_G_LAND, when=_LAND),
    Choice(
        "labour_item",
        "争议事项",
        (
            ("hiring", "招聘录用中的性别歧视"),
            ("pay", "同工同酬、福利待遇"),
            ("promotion", "晋级、评职称、培训"),
            ("dismissal", "因结婚、怀孕、产假、哺乳被辞退、降薪"),
            ("leave", "产假、哺乳时间"),
            ("maternity_pay", "生育津贴、生育医疗费"),
            ("protection", "禁忌劳动、加班夜班"),
            ("insurance", "社会保险"),
            ("retirement", "退休中的性别歧视"),
        ),
        required=True,
        counted=True,
        group=_G_LABOUR,
        when=_LABOUR,
    ),
    Choice(
        "labour_period",
        "现在是否处于",
        (("pregnancy", "孕期"), ("maternity_leave", "产期"), ("nursing", "哺乳期"), ("none", "都不是")),
        group=_G_LABOUR,
        when=_LABOUR,
    ),
    Choice(
        "person_item",
        "受到什么侵害",
        (
            ("harassment", "性骚扰"),
            ("assault", "强奸、猥亵"),
            ("stalking", "恋爱、离婚后的纠缠、骚扰"),
            ("private_images", "偷拍、泄露隐私"),
            ("trafficking", "拐卖、收买、非法拘禁"),
            ("defamation", "侮辱、诽谤"),
            ("birth", "生育自主受到干涉"),
            ("injury", "其他人身损害"),
        ),
        required=True,
        counted=True,
        group=_G_PERSON,
        when=_PERSON,
    ),
    YesNo("victim_minor", "受害人是否未满十八周岁", group=_G_PERSON, when=_PERSON),
    Text("complained_to", "已经向哪里反映过", hint="单位、学校、公安机关", group=_G_PERSON, when=_PERSON),
)
