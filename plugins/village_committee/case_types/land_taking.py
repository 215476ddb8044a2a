"""征地拆迁纠纷 (08): what people dispute among themselves over compensation. A quarrel with the decision of an authority is no
civil dispute (人民调解法 2) and goes to review or suit."""

from __future__ import annotations

from datetime import date

from portal.sdk import Ending, Example, Money, Number, Reason, Retention, Text, guard

from .. import bases, clocks, people
from ..shape import SUE, people_type

_GROUP = "征收情况"


def _example(today: date) -> Example:
    return Example(
        parties={"applicant": people.LIU, "respondent": people.CHEN},
        summary="修路占了两家合种的果园，补偿款打到一家名下，两家为树苗补偿怎么分争起来。",
        kind="share",
        cause="果树是两家一起栽的，补偿款按地块发给了一家。",
        request="按当初出钱出工的多少分树苗补偿款。",
        amount="16800.00",
        project="双泉村村道拓宽",
        area_mu="1.30",
        compensation="16800.00",
        risk="none",
    )


LAND_TAKING = people_type(
    "land_taking",
    "征地拆迁纠纷",
    "08",
    kinds=(
        ("share", "家庭、邻里之间分补偿款"),
        ("collective", "村集体分配补偿款"),
        ("crops", "青苗、附着物"),
        ("resettlement", "安置、过渡"),
        ("demolition", "拆迁施工损坏"),
        ("decision", "对征收决定、补偿标准不服"),
        ("other", "其他"),
    ),
    fields=(
        Text("project", "征收项目", longest=120, searchable=True, group=_GROUP),
        Number("area_mu", "被征面积", unit="亩", group=_GROUP),
        Money("compensation", "补偿款总额", counted=True, group=_GROUP),
    ),
    guards=(
        guard(
            "accept",
            lambda case, data: case.details.get("kind") != "decision",
            "对征收决定、补偿标准不服属于行政争议，不是民间纠纷。请选“不予受理”或者“转出”，并告知行政复议、行政诉讼途径",
            basis=bases.CIVIL_DISPUTES_ONLY,
        ),
    ),
    time_limits=clocks.PEOPLE,
    reasons={Ending.NOT_ACCEPTED: (Reason("administrative", "对行政机关的决定不服，属于行政争议"),)},
    remedies=(
        SUE,
        "对征收决定、补偿决定不服的，可以申请行政复议或者提起行政诉讼（行政复议法 11；行政诉讼法 12）",
        "村集体的决定侵害成员合法权益的，可以请求人民法院撤销（民法典 265）",
    ),
    words=("征地", "拆迁", "补偿款", "占地", "修路", "青苗费", "安置"),
    example=_example,
    retention=Retention(None),
)
