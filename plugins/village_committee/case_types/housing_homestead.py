"""房屋宅基地纠纷 (03): houses and homestead plots. Who owns is for the registry or the court; an agreement may say who does
what about it, and a court confirms no agreement that settles ownership itself (民事诉讼法解释 355)."""

from __future__ import annotations

from datetime import date

from portal.sdk import Choice, Ending, Example, LongText, Number, Reason, Retention, YesNo

from .. import clocks, people
from ..land import BOUNDS_RULE
from ..shape import SUE, people_type

_GROUP = "房屋宅基地情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.HE, "respondent": people.MA},
        summary="何永福说邻家新盖的厢房占了他家宅基地边上半米，双方各有各的说法，要求量清楚。",
        kind="boundary",
        cause="邻家盖厢房时没有请人放线，墙脚过了原来的界石。",
        request="请村上一起丈量，占了的退出来或者补偿。",
        subject="宅基地东边界",
        area="320.00",
        bounds="东至马家院墙；南至村道；西至水渠；北至耕地",
        certificate="yes",
        same_village=True,
        risk="none",
    )


HOUSING_HOMESTEAD = people_type(
    "housing_homestead",
    "房屋宅基地纠纷",
    "03",
    kinds=(
        ("boundary", "宅基地界址"),
        ("use", "宅基地使用权归谁"),
        ("ownership", "房屋归谁"),
        ("sale", "房屋买卖"),
        ("lease", "房屋租赁"),
        ("building", "建房、翻建"),
        ("repair", "维修、质量"),
        ("other", "其他"),
    ),
    fields=(
        Number("area", "面积", unit="平方米", group=_GROUP),
        LongText("bounds", "四至", longest=400, group=_GROUP, hint="东至……；南至……；西至……；北至……"),
        Choice(
            "certificate",
            "不动产权证书",
            (("yes", "有"), ("no", "没有"), ("applying", "正在办理")),
            counted=True,
            group=_GROUP,
        ),
        YesNo("same_village", "双方是否本村集体成员", group=_GROUP),
    ),
    rules=(BOUNDS_RULE,),
    time_limits=clocks.PEOPLE,
    reasons={Ending.NOT_ACCEPTED: (Reason("ownership_decision", "只要求确认权属，应当由登记机关、人民政府或者法院处理"),)},
    remedies=(SUE, "权属不清的，先向不动产登记机构查询登记；对登记有争议的，可以请求人民法院确认权利（民法典 234）"),
    words=("宅基地", "房子", "盖房", "房屋买卖", "租房", "地界", "院子", "危房"),
    example=_example,
    retention=Retention(None),
)
