"""What every dispute of a disabled person is asked: disability, capacity, how to talk with her."""

from typing import Any

from portal.sdk import Choice, Choices, Day, Field, Sensitivity, Text, YesNo

DISABILITY = "残疾情况"
TALKING = "怎样沟通"

CATEGORIES = (
    ("sight", "视力"),
    ("hearing", "听力"),
    ("speech", "言语"),
    ("limbs", "肢体"),
    ("intellectual", "智力"),
    ("mental", "精神"),
    ("multiple", "多重"),
)
GRADES = (("1", "一级"), ("2", "二级"), ("3", "三级"), ("4", "四级"))
NEEDS = (
    ("sign", "手语翻译"),
    ("braille", "盲文"),
    ("large", "大字、读屏"),
    ("text", "文字交流"),
    ("easy", "慢慢说、用简单的话"),
    ("home", "上门"),
    ("ramp", "没有台阶的场所"),
    ("companion", "有人陪同"),
)

CARD = Text(
    "card",
    "残疾人证号",
    sensitivity=Sensitivity.MASKED,
    longest=20,
    pattern=r"[0-9]{17}[0-9X][1-7][1-4]",
    wrong="残疾人证号是公民身份号码加两位：类别（1-7）和等级（1-4）",
    hint="没有办证的不填",
)


def about_the_person() -> tuple[Field, ...]:
    """Return the questions every dispute of a disabled person begins with."""
    return (
        Choice("category", "残疾类别", CATEGORIES, required=True, counted=True, group=DISABILITY),
        Choice("grade", "残疾等级", GRADES, counted=True, group=DISABILITY),
        Choice(
            "capacity",
            "能不能辨认自己的行为",
            (("full", "能"), ("limited", "不能完全辨认"), ("none", "不能辨认"), ("unsure", "拿不准")),
            required=True,
            group=DISABILITY,
            hint="残疾不等于没有行为能力；成年人有没有行为能力，有争议的由人民法院认定",
        ),
        Choices("needs", "需要什么便利", NEEDS, counted=True, group=TALKING),
        YesNo("aid_wanted", "需要法律援助", counted=True),
        Day("aid_applied_on", "申请法律援助的日期"),
    )


def card_fits(d: Any) -> bool:
    """Say whether every card carries its holder's identity number and the category and grade entered."""
    digit = str([key for key, _ in CATEGORIES].index(d.category) + 1)
    for person in d.parties("disabled"):
        card, own = person.get("card"), person.get("id_number")
        if card and ((own and card[:18] != own) or card[18] != digit or (d.get("grade") and card[19] != d.grade)):
            return False
    return True
