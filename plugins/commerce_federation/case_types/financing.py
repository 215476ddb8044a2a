"""融资: loans between firms or from private lenders, with the guarantors."""

from datetime import timedelta

from portal.sdk import CaseType, Choice, Day, Example, Fact, Money, Number, Privacy, Text, When, rule

from ..actions import ASK_GUARANTOR
from ..bases import GUARANTEE, LENDING_CEILING
from ..calculators import FEE, LOAN
from ..clocks import GENERAL, GUARANTEE_PERIOD
from ..fields import SECRET, SECRET_RISES, SUED, about_the_firm, contract
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL
from .parties import MAKER, OWNER, firm_against

FINANCING = CaseType(
    key="financing",
    title="企业融资",
    version=1,
    ministry_type="18",
    privacy=Privacy.P2,
    rises=(SECRET_RISES,),
    parties=firm_against("借款、担保的另一方"),
    fields=(
        *about_the_firm(),
        Choice(
            "lender",
            "钱是谁出的",
            (("bank", "银行"), ("small_loan", "小额贷款、典当、融资租赁公司"), ("firm", "其他企业"), ("person", "个人")),
            required=True,
            counted=True,
        ),
        *contract(),
        Money("principal", "本金", required=True, hint="预先扣除的利息不算本金"),
        Day("lent_on", "出借日期", required=True),
        Day("due_on", "约定的还款日期", future=True),
        Number("rate", "约定的年利率", unit="%", places=4, most="1000"),
        Number("lpr", "合同成立时的一年期LPR", unit="%", places=2, least="0.01", most="20"),
        Choice(
            "guarantee",
            "保证",
            (
                ("none", "没有"),
                ("general_open", "一般保证，没有约定期间"),
                ("joint_open", "连带保证，没有约定期间"),
                ("general_agreed", "一般保证，约定了期间"),
                ("joint_agreed", "连带保证，约定了期间"),
            ),
            required=True,
            counted=True,
        ),
        Text(
            "guarantor",
            "保证人",
            required=True,
            when=When("guarantee", "general_open", "joint_open", "general_agreed", "joint_agreed"),
            hint="是本案当事人的，也登记为当事人",
        ),
        Day("guarantor_asked_on", "向保证人主张的日期"),
        Money("owed", "尚欠本息", required=True, fact=Fact.AMOUNT_CLAIMED),
        SUED,
        SECRET,
    ),
    clocks=(*GENERAL, GUARANTEE_PERIOD),
    rules=(
        rule(lambda d, today: d.due_on >= d.lent_on, "due_on", "还款日期不能早于出借日期"),
        rule(
            lambda d, today: d.lender not in ("firm", "person") or d.rate <= 4 * d.lpr,
            "rate",
            "约定的利率超过合同成立时一年期LPR的四倍，超过的部分不受保护；确认后继续，协议里请不要照写",
            basis=LENDING_CEILING,
            asks=True,
        ),
        rule(
            lambda d, today: d.guarantee not in ("general_agreed", "joint_agreed") or d.get("due_on"),
            "due_on",
            "约定了保证期间的，请填还款日期",
            basis=GUARANTEE,
        ),
    ),
    guards=GUARDS,
    actions=(ASK_GUARANTOR,),
    papers=PAPERS_OF_ALL,
    calculators=(LOAN, FEE),
    words=("贷款", "借款", "过桥", "担保", "抽贷"),
    remedies=("可以向人民法院起诉", "与银行的纠纷，可以向金融监管部门投诉或者向金融纠纷调解组织申请调解"),
    example=lambda today: Example(
        parties={"firm": OWNER, "other": MAKER},
        summary="借给绿洲食品公司周转资金，到期没有还，担保人也不管。",
        size="household",
        lender="person",
        signed_on=today - timedelta(days=500),
        principal="200000.00",
        lent_on=today - timedelta(days=500),
        due_on=today - timedelta(days=135),
        rate="10",
        lpr="3.1",
        guarantee="joint_open",
        guarantor="陆建军",
        owed="227000.00",
        elsewhere="no",
    ),
)
