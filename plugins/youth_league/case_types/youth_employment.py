"""青年就业: first jobs, probation, internships, deposits and training loans."""

from datetime import date, timedelta
from typing import Any

from portal.sdk import (
    APPLICANT,
    PERSON,
    AgreementLaw,
    CaseType,
    Choice,
    Choices,
    Day,
    Example,
    Fact,
    Money,
    Privacy,
    Rise,
    Role,
    When,
    Whole,
    add_months,
    rule,
)

from ..bases import CHILD_LABOUR, NO_DEPOSIT, PROBATION, PROBATION_PAY
from ..calculators import PROBATION_MONTHS, PROBATION_SUM
from ..clocks import EMPLOYMENT
from .parties import SHOP, YOUNG_WOMAN, against

SIXTEEN, ADULT = 16 * 12, 18 * 12
TERMS = (
    ("under_three", "不满三个月"),
    ("under_year", "三个月以上不满一年"),
    ("under_three_years", "一年以上不满三年"),
    ("long", "三年以上、无固定期限"),
    ("task", "以完成一定工作任务为期限"),
)


def _band(d: Any) -> str | None:
    born: date | None = d.parties("youth")[0].get("born") if d.parties("youth") else None
    if born is None:
        return None
    if add_months(born, ADULT) <= d.began_on:
        return "adult"
    return "minor" if add_months(born, SIXTEEN) <= d.began_on else "under_sixteen"


def _age_fits(d: Any, today: date) -> bool:
    band = _band(d)
    return band is None or band == d.age


YOUTH_EMPLOYMENT = CaseType(
    key="youth_employment",
    title="青年就业",
    version=1,
    ministry_type="10",
    privacy=Privacy.P2,
    rises=(Rise(Privacy.P4, When("age", "under_sixteen", "minor")),),
    parties=(
        Role("youth", "求职或者就业的青年", kind=PERSON, side=APPLICANT, many=True),
        against("employer", "用人单位、培训机构", organisation=True),
    ),
    fields=(
        Choice(
            "age",
            "开始干活时的年龄",
            (("under_sixteen", "不满十六周岁"), ("minor", "十六周岁以上不满十八周岁"), ("adult", "十八周岁以上")),
            required=True,
            counted=True,
        ),
        Choice(
            "relation",
            "是什么关系",
            (
                ("contract", "签了劳动合同"),
                ("no_contract", "干活了，没有签合同"),
                ("intern", "在校生实习、勤工助学"),
                ("training", "先培训后上岗"),
                ("not_hired", "没有录用"),
            ),
            required=True,
            counted=True,
        ),
        Choices(
            "issues",
            "什么问题",
            (
                ("wages", "欠工资、补贴"),
                ("probation", "试用期太长、工资太低"),
                ("deposit", "收押金、扣证件"),
                ("loan", "培训贷、招转培"),
                ("no_contract", "不签合同"),
                ("dismissed", "被辞退"),
                ("offer", "录用了又不要"),
                ("discrimination", "就业歧视"),
            ),
            required=True,
            counted=True,
        ),
        Day("began_on", "开始的日期", required=True),
        Choice("term", "合同期限", TERMS, when=When("relation", "contract")),
        Whole("served", "约定的试用期", unit="个月", most=24, when=When("relation", "contract")),
        Money("full_wage", "转正后的月工资"),
        Money("probation_wage", "试用期月工资"),
        Money("deposit", "被收的押金、费用"),
        Money("claim", "要求支付", required=True, fact=Fact.AMOUNT_CLAIMED),
    ),
    clocks=EMPLOYMENT,
    rules=(
        rule(_age_fits, "age", "与出生日期不符"),
        rule(
            lambda d, today: d.age != "under_sixteen",
            "age",
            "不得招用不满十六周岁的未成年人；请同时报告人社、公安部门，报酬仍可调解，确认后继续",
            basis=CHILD_LABOUR,
            asks=True,
        ),
        rule(
            lambda d, today: d.served <= PROBATION_MONTHS[d.term],
            "served",
            "试用期超过法律允许的长度；超过的部分可以要求赔偿金，确认后继续",
            basis=PROBATION,
            asks=True,
        ),
        rule(
            lambda d, today: d.probation_wage * 10 >= d.full_wage * 8,
            "probation_wage",
            "试用期工资低于约定工资的百分之八十；确认后继续，调解时请向单位说明",
            basis=PROBATION_PAY,
            asks=True,
        ),
        rule(
            lambda d, today: "deposit" not in d.issues or d.get("deposit"),
            "deposit",
            "请填被收的金额；只扣了证件的，请确认后继续",
            basis=NO_DEPOSIT,
            asks=True,
        ),
    ),
    agreed_under=AgreementLaw.LABOUR,
    agreed_under_when=When("relation", "contract", "no_contract"),
    calculators=(PROBATION_SUM,),
    words=("实习", "试用期", "培训贷", "招工", "押金", "童工"),
    remedies=("劳动争议可以申请劳动仲裁", "可以向劳动保障监察部门投诉", "不属于劳动争议的，可以向人民法院起诉"),
    example=lambda today: Example(
        parties={"youth": YOUNG_WOMAN, "employer": SHOP},
        summary="毕业后到餐饮公司当收银员，干了两个月被通知试用期不合格，工资还扣了工装费。",
        age="adult",
        relation="contract",
        issues=["wages", "deposit"],
        began_on=today - timedelta(days=95),
        term="under_three_years",
        served=2,
        full_wage="3200.00",
        probation_wage="2800.00",
        deposit="300.00",
        claim="3100.00",
    ),
)
