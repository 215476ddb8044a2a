"""婚姻家庭纠纷 (01): marriage, support of parents and children, inheritance, division of the household, bride price.

An agreement may settle property, support and living together again; it cannot divorce anybody, and a court confirms no
status (最高人民法院关于适用《民事诉讼法》的解释 355).
"""

from __future__ import annotations

from datetime import date

from portal.sdk import ELDER_A, Day, Ending, Example, Money, Privacy, Reason, Retention, When, Whole, YesNo, rule

from .. import clocks, people, risk
from ..shape import LEGAL_AID, SUE, people_type

_GROUP = "婚姻家庭情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": ELDER_A, "respondent": people.ZHAO},
        summary="赵德福老人腿脚不便，女儿赵海燕在县城上班，照料和药费一直说不到一起，老人请村上帮着说和。",
        kind="support_elders",
        cause="老人去年摔伤以后需要人照料，女儿工作忙，回来得少，老人自己请人花了不少钱。",
        request="定下照料的办法，女儿每月承担一部分药费。",
        violence=False,
        risk="none",
    )


MARRIAGE_FAMILY = people_type(
    "marriage_family",
    "婚姻家庭纠纷",
    "01",
    kinds=(
        ("divorce", "离婚"),
        ("support_elders", "赡养"),
        ("raise_children", "抚养"),
        ("inheritance", "继承"),
        ("division", "分家析产"),
        ("betrothal_gifts", "彩礼"),
        ("family_quarrel", "家庭矛盾"),
        ("domestic_violence", "涉家暴"),
    ),
    privacy=Privacy.P3,
    rises=(*risk.VIOLENCE_RISES, risk.MINOR_RISE),
    fields=(
        YesNo("registered", "是否登记结婚", group=_GROUP),
        Day("married_on", "登记结婚日期", group=_GROUP, when=When("registered", True)),
        Whole("minor_children", "未成年子女人数", most=20, unit="人", group=_GROUP),
        Money("gifts", "彩礼金额", group=_GROUP, when=When("kind", "betrothal_gifts")),
        *risk.VIOLENCE_FIELDS,
        risk.MINOR_HARMED,
    ),
    rules=(
        rule(
            lambda d, today: d.kind != "domestic_violence" or d.get("violence") is True,
            "violence",
            "类别选了“涉家暴”，这里请选“是”",
        ),
    ),
    guards=(*risk.VIOLENCE_GUARDS, *risk.MINOR_GUARDS),
    actions=(risk.SAFETY_SIGNED,),
    time_limits=clocks.PEOPLE,
    reasons={
        Ending.NOT_ACCEPTED: (Reason("status", "只要求确认或者解除婚姻、收养等身份关系"),),
    },
    remedies=(
        SUE,
        "要求离婚的，可以到婚姻登记机关办理，也可以直接向人民法院起诉（民法典 1076、1079）",
        "父母、子女可以要求给付赡养费、抚养费，不受诉讼时效限制（民法典 196、1067）",
        "遭受家庭暴力的，可以报警，也可以向人民法院申请人身安全保护令（反家庭暴力法 13、23）",
        LEGAL_AID,
    ),
    words=("离婚", "赡养", "养老", "抚养", "继承", "遗产", "分家", "彩礼", "家暴", "夫妻", "婆媳"),
    example=_example,
    retention=Retention(30),
)
