"""What an agreement with a disabled person must not say without a second look."""

from portal.sdk import check

from .bases import DUTY_TO_SUPPORT, NO_DISCRIMINATION, WARD_FIRST

ABANDONED = ("不再扶养", "不再抚养", "不再赡养", "断绝关系", "自生自灭")
SOLD = ("出卖", "变卖", "出售", "抵押", "过户", "赠与")
DEMEANING = ("残废", "瞎子", "聋子", "哑巴", "瘸子", "傻子", "疯子")

CHECKS = (
    check(
        "support_stays",
        lambda case, text: any(word in text for word in ABANDONED),
        "扶养人必须对残疾人履行扶养义务，不能约定免除，请删去",
        basis=DUTY_TO_SUPPORT,
    ),
    check(
        "ward_property",
        lambda case, text: case.details.get("capacity") in ("limited", "none") and any(word in text for word in SOLD),
        "监护人除为维护被监护人利益外，不得处分被监护人的财产；请写明为什么对她（他）有利、钱怎样用，确认后继续",
        basis=WARD_FIRST,
        asks=True,
    ),
    check(
        "respectful",
        lambda case, text: any(word in text for word in DEMEANING),
        "请改用尊重人的说法：肢体残疾人、视力残疾人、听力残疾人等",
        basis=NO_DISCRIMINATION,
    ),
)
