"""What every dispute of a firm is asked, and the groups of the forms."""

from portal.sdk import Choice, Day, Field, Privacy, Rise, Text, When, YesNo

CONTRACT = "合同"
MONEY = "款项"
PROCESS = "已经走过的程序"

SIZES = (
    ("micro", "微型企业"),
    ("small", "小型企业"),
    ("medium", "中型企业"),
    ("large", "大型企业"),
    ("household", "个体工商户"),
    ("other", "其他"),
)

SECRET = YesNo(
    "trade_secret",
    "材料里有商业秘密",
    hint="配方、图纸、客户名单、进价等。答“是”的，案件提到 P3，只有承办人和负责人能看内容",
    counted=True,
)
SECRET_RISES = Rise(Privacy.P3, When("trade_secret", True))


def about_the_firm() -> tuple[Field, ...]:
    """Return the questions about the firm that asks for mediation."""
    return (
        Choice(
            "size",
            "申请一方的规模",
            SIZES,
            required=True,
            counted=True,
            hint="按订立合同时的规模；不清楚的，可用工信部门的规模类型自测",
        ),
        Text("chamber", "所属商会", hint="例如 临泽县种业商会；没有加入的不填"),
    )


def contract(signed_required: bool = True) -> tuple[Field, ...]:
    """Return the questions about the contract."""
    return (
        Text("contract_number", "合同编号", group=CONTRACT),
        Day("signed_on", "合同订立日期", required=signed_required, group=CONTRACT),
    )


SUED = Choice(
    "elsewhere",
    "是否已经起诉或者仲裁",
    (("no", "没有"), ("sued", "已起诉"), ("arbitration", "已申请仲裁"), ("clause", "没有，但合同有仲裁条款")),
    required=True,
    group=PROCESS,
)
