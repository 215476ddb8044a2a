"""The amounts that differ by place and time: which ones the portal knows, and those it is delivered with.

A row is never changed: a new amount is a new row with the day from which it counts. `verified` says that somebody compared
the value with the original text; what is not verified is shown with the mark 「待核」. A division of "" is the whole country.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.declare.texts import N_
from portal.store.tables.machine import ParameterValue

NATION = ""
GANSU = "620000"
REFERRAL_DAYS = "referral_days"
FILE_MEGABYTES, CASE_MEGABYTES, CASE_FILES = "file_megabytes", "case_megabytes", "case_files"
CALL_BACK_DAYS = "call_back_days"
TIE_YEARS = "tie_years"
RETENTION_YEARS = "retention_years"
COMPLAINT_DAYS = "complaint_days"
OPINION_DAYS, OPINION_FEWEST, TERM_NOTICE_DAYS = "opinion_days", "opinion_fewest", "term_notice_days"


@dataclass(frozen=True)
class KnownParameter:
    """A parameter with the words people know it by, and between what a value may lie."""

    key: str
    title: str
    unit: str
    used_for: str
    least: int = 0
    most: int = 1_000_000_000


@dataclass(frozen=True)
class Delivered:
    """A value known when the portal was delivered."""

    key: str
    since: date
    division_code: str
    value: str
    source: str
    verified: bool = False


YUAN, YUAN_A_YEAR, YUAN_A_MONTH, PER_CENT, DAYS_A_MONTH = N_("元"), N_("元/年"), N_("元/月"), "%", N_("天/月")

KNOWN = (
    KnownParameter("lpr_1y", N_("一年期贷款市场报价利率（LPR）"), PER_CENT, N_("民间借贷利率上限、逾期利息")),
    KnownParameter("minimum_wage", N_("月最低工资标准"), YUAN_A_MONTH, N_("工资、经济补偿的下限")),
    KnownParameter("average_monthly_wage", N_("本地职工月平均工资"), YUAN_A_MONTH, N_("经济补偿的三倍封顶")),
    KnownParameter("provincial_average_wage", N_("全省城镇非私营单位就业人员年平均工资"), YUAN_A_YEAR, N_("丧葬费")),
    KnownParameter("urban_income", N_("全省城镇居民人均可支配收入"), YUAN_A_YEAR, N_("残疾赔偿金、死亡赔偿金")),
    KnownParameter("urban_consumption", N_("全省城镇居民人均消费支出"), YUAN_A_YEAR, N_("被扶养人生活费")),
    KnownParameter("national_urban_income", N_("全国城镇居民人均可支配收入"), YUAN_A_YEAR, N_("一次性工亡补助金")),
    KnownParameter("compulsory_death", N_("交强险死亡伤残赔偿限额"), YUAN, N_("机动车一方有责任")),
    KnownParameter("compulsory_medical", N_("交强险医疗费用赔偿限额"), YUAN, N_("机动车一方有责任")),
    KnownParameter("compulsory_goods", N_("交强险财产损失赔偿限额"), YUAN, N_("机动车一方有责任")),
    KnownParameter("compulsory_free_death", N_("交强险无责任死亡伤残赔偿限额"), YUAN, N_("机动车一方无责任")),
    KnownParameter("compulsory_free_medical", N_("交强险无责任医疗费用赔偿限额"), YUAN, N_("机动车一方无责任")),
    KnownParameter("compulsory_free_goods", N_("交强险无责任财产损失赔偿限额"), YUAN, N_("机动车一方无责任")),
    KnownParameter("pay_days", N_("月计薪天数"), DAYS_A_MONTH, N_("日工资、小时工资折算")),
    KnownParameter("working_days", N_("月平均工作天数"), DAYS_A_MONTH, N_("工作时间折算")),
    KnownParameter(
        REFERRAL_DAYS,
        N_("转办答复期限"),
        N_("个工作日"),
        N_("接收单位答复是否受理转办；法院委派、委托的依在线调解规则12，其他的参照"),
        least=1,
        most=365,
    ),
    KnownParameter(FILE_MEGABYTES, N_("一份材料的大小上限"), "MB", N_("上传材料，最大不超过 60 MB")),
    KnownParameter(CASE_MEGABYTES, N_("一件案件的材料总大小上限"), "MB", N_("上传材料")),
    KnownParameter(CASE_FILES, N_("一件案件的材料份数上限"), N_("份"), N_("上传材料")),
    KnownParameter(
        CALL_BACK_DAYS,
        N_("回访期限"),
        N_("天"),
        N_("履行完毕或者终结以后多少天内回访；本县自定，法律没有规定天数"),
        least=1,
        most=365,
    ),
    KnownParameter(
        TIE_YEARS,
        N_("以前的案件要披露的年限"),
        N_("年"),
        N_("指派时，调解员在这些年里为同一个人调解过的要披露；填0不查；本县自定"),
        most=50,
    ),
    KnownParameter(
        RETENTION_YEARS,
        N_("案卷保管期限"),
        N_("年"),
        N_(
            "归档以后保管多少年；纠纷类型自己写明期限的依类型。法律没有规定调解卷宗的期限，以本单位经档案主管部门审核的期限表为准"
        ),
        least=1,
        most=200,
    ),
    KnownParameter(OPINION_DAYS, N_("评价链接有效期"), N_("天"), N_("请当事人评价的链接几天内能用；本县自定"), least=1, most=90),
    KnownParameter(
        COMPLAINT_DAYS,
        N_("投诉答复期限"),
        N_("天"),
        N_("对调解员的投诉多少天内答复；人民调解法没有规定天数，本县自定"),
        least=1,
        most=180,
    ),
    KnownParameter(
        OPINION_FEWEST,
        N_("满意度几份一起显示"),
        N_("份"),
        N_("办案单位看到的满意度，每满这么多份评价一起加进去，看不出是谁说的；本县自定"),
        least=3,
        most=100,
    ),
    KnownParameter(
        TERM_NOTICE_DAYS,
        N_("任期届满提前提醒"),
        N_("天"),
        N_("调解员任期届满前多少天提醒换届；任期三年依人民调解法第九条，提前多少天法律没有规定"),
        least=1,
        most=1000,
    ),
)

_YEARBOOK = "甘肃省2024年度统计数据（转载，未与公报核对）"
_LPR = "全国银行间同业拆借中心公布（未与公告核对）"
_CONVERSION = "劳社部发〔2008〕3号"
_COMPULSORY = "2020-09-19起执行的全国统一责任限额（未与公告核对）"
DELIVERED = (
    Delivered("lpr_1y", date(2024, 7, 22), NATION, "3.35", _LPR),
    Delivered("lpr_1y", date(2024, 10, 21), NATION, "3.10", _LPR),
    Delivered("lpr_1y", date(2025, 5, 20), NATION, "3.00", _LPR),
    Delivered("provincial_average_wage", date(2024, 1, 1), GANSU, "99124", "甘肃省2023年度统计数据（转载，未与公报核对）"),
    Delivered("urban_income", date(2025, 1, 1), GANSU, "41842", _YEARBOOK),
    Delivered("urban_consumption", date(2025, 1, 1), GANSU, "28013", _YEARBOOK),
    Delivered("national_urban_income", date(2025, 1, 1), NATION, "54188", "国家统计局2024年度数据（未与公报核对）"),
    *(
        Delivered(key, date(2020, 9, 19), NATION, value, _COMPULSORY)
        for key, value in (
            ("compulsory_death", "180000"),
            ("compulsory_medical", "18000"),
            ("compulsory_goods", "2000"),
            ("compulsory_free_death", "18000"),
            ("compulsory_free_medical", "1800"),
            ("compulsory_free_goods", "100"),
        )
    ),
    Delivered("pay_days", date(2008, 1, 3), NATION, "21.75", _CONVERSION, verified=True),
    Delivered("working_days", date(2008, 1, 3), NATION, "20.83", _CONVERSION, verified=True),
    Delivered(REFERRAL_DAYS, date(2022, 1, 1), NATION, "3", "人民法院在线调解规则第十二条", verified=True),
    *(
        Delivered(key, date(2026, 1, 1), NATION, value, "门户交付时的设定，可按本县存储条件调整", verified=True)
        for key, value in ((FILE_MEGABYTES, "20"), (CASE_MEGABYTES, "200"), (CASE_FILES, "50"))
    ),
    Delivered(CALL_BACK_DAYS, date(2026, 1, 1), NATION, "15", "工作惯例，履行后7至15天；人民调解法第三十一条只要求监督履行"),
    Delivered(TIE_YEARS, date(2026, 1, 1), NATION, "3", "门户交付时的设定；人民调解法没有规定，参照特邀调解的规定第十五条"),
    Delivered(
        RETENTION_YEARS,
        date(2000, 1, 1),
        NATION,
        "10",
        "工作惯例；档案法实施条例第十九条：期限表经档案主管部门审核",
    ),
    *(
        Delivered(key, date(2026, 1, 1), NATION, value, "门户交付时的设定；法律没有规定，由本县确定")
        for key, value in ((OPINION_DAYS, "14"), (COMPLAINT_DAYS, "30"), (OPINION_FEWEST, "5"), (TERM_NOTICE_DAYS, "90"))
    ),
    Delivered("working_days", date(2025, 1, 1), NATION, "20.67", "节日假期增至13天后的折算（未与原文核对）"),
)


def seed(session: Session) -> int:
    """Put the delivered values into an empty table, and return how many; a table that has rows is left alone."""
    if session.scalar(select(ParameterValue.key).limit(1)) is not None:
        return 0
    units = {known.key: known.unit for known in KNOWN}
    for one in DELIVERED:
        session.add(
            ParameterValue(
                key=one.key,
                since=one.since,
                division_code=one.division_code,
                value=one.value,
                unit=units[one.key],
                source=one.source,
                verified=one.verified,
            )
        )
    session.flush()
    return len(DELIVERED)


def value_in_force(session: Session, key: str, county_code: str, today: date) -> str | None:
    """Return the newest value of a parameter on a day, the county's own before the city's, the province's, the nation's."""
    best = version_in_force(session, key, county_code, today)
    return None if best is None else best.value


def whole_in_force(session: Session, key: str, county_code: str, today: date) -> int:
    """Return a parameter that is a whole number on a day, within its bounds; one the county never had counts as delivered."""
    known = next(one for one in KNOWN if one.key == key)
    value = int(float(value_in_force(session, key, county_code, today) or delivered_value(key, NATION)))
    return min(max(value, known.least), known.most)


def version_in_force(session: Session, key: str, county_code: str, day: date) -> ParameterValue | None:
    """Return the version that `value_in_force` takes its value from, with its source."""
    return versions_in_force(session, (key,), county_code, day).get(key)


def versions_in_force(session: Session, keys: Collection[str], county_code: str, day: date) -> dict[str, ParameterValue]:
    """Return the versions of several parameters on a day, in one query; one the county never had is left out."""
    places = (county_code, f"{county_code[:4]}00", f"{county_code[:2]}0000", NATION)
    rows = session.scalars(
        select(ParameterValue).where(
            ParameterValue.key.in_(keys), ParameterValue.since <= day, ParameterValue.division_code.in_(places)
        )
    ).all()
    return {row.key: row for row in sorted(rows, key=lambda row: (-places.index(row.division_code), row.since))}


def delivered_value(key: str, division_code: str) -> str:
    """Return the newest value the portal was delivered with."""
    return max(
        (one for one in DELIVERED if (one.key, one.division_code) == (key, division_code)), key=lambda one: one.since
    ).value
