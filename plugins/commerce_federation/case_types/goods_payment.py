"""买卖货款: goods between firms that were not paid, or not what was bought."""

from datetime import timedelta

from portal.sdk import CaseType, Choice, Day, Example, Fact, LongText, Money, Privacy, Text, add_months, rule

from ..actions import ASK_GUARANTOR, RECONCILE, TELL_SELLER
from ..bases import THREE_YEARS, TWO_YEARS_TO_TELL
from ..calculators import FEE
from ..clocks import GENERAL
from ..clocks import TELL_SELLER as TOLD_IN_TIME
from ..fields import MONEY, SECRET, SECRET_RISES, SUED, about_the_firm, contract
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL, STATEMENT
from ..rules import MONEY_RULES
from .parties import MAKER, SEED_FIRM, firm_against

GOODS_PAYMENT = CaseType(
    key="goods_payment",
    title="买卖货款",
    version=1,
    ministry_type="04",
    privacy=Privacy.P2,
    rises=(SECRET_RISES,),
    parties=firm_against("买卖的另一方"),
    fields=(
        *about_the_firm(),
        Choice(
            "dispute",
            "争什么",
            (("price", "拖欠货款"), ("quality", "质量"), ("quantity", "数量"), ("delivery", "不交货或者迟交")),
            required=True,
            counted=True,
        ),
        Text("goods", "货物", required=True, searchable=True),
        *contract(),
        Day("delivered_on", "交货日期", group="合同", hint="还没有交货的不填"),
        Day("due_on", "约定的付款日期", future=True, group="合同"),
        Day("told_on", "把质量、数量问题告诉出卖人的日期", group="合同"),
        Money("contract_total", "合同总价", required=True, group=MONEY),
        Money("paid", "已付", group=MONEY),
        Money("owed", "要求支付或者赔偿", required=True, fact=Fact.AMOUNT_CLAIMED, group=MONEY),
        Money("undisputed", "其中双方没有争议的", group=MONEY),
        LongText("penalty", "违约责任怎样约定", group="合同"),
        SUED,
        SECRET,
    ),
    clocks=(*GENERAL, TOLD_IN_TIME),
    rules=(
        *MONEY_RULES,
        rule(lambda d, today: d.delivered_on >= d.signed_on, "delivered_on", "交货日期早于合同订立日期，请核对", asks=True),
        rule(lambda d, today: d.told_on >= d.delivered_on, "told_on", "告诉出卖人的日期不能早于交货日期"),
        rule(
            lambda d, today: d.told_on <= add_months(d.delivered_on, 24),
            "told_on",
            "收货满两年才通知的，视为数量、质量符合约定；请核对检验期限和质量保证期",
            basis=TWO_YEARS_TO_TELL,
            asks=True,
        ),
        rule(
            lambda d, today: today <= add_months(d.due_on, 36),
            "due_on",
            "付款日期已过三年，对方可能提出诉讼时效抗辩；请核对三年内有没有催要过",
            basis=THREE_YEARS,
            asks=True,
        ),
    ),
    guards=GUARDS,
    actions=(RECONCILE, TELL_SELLER, ASK_GUARANTOR),
    papers=(*PAPERS_OF_ALL, STATEMENT),
    calculators=(FEE,),
    words=("货款", "欠货款", "不给货款", "质量不合格"),
    remedies=("合同有仲裁条款的，可以向仲裁机构申请仲裁", "可以向人民法院起诉或者申请支付令"),
    example=lambda today: Example(
        parties={"firm": SEED_FIRM, "other": MAKER},
        summary="去年秋天卖给绿洲食品公司玉米粒45吨，货已收清，还有一半货款一直没付。",
        size="small",
        dispute="price",
        goods="脱粒玉米45吨",
        signed_on=today - timedelta(days=300),
        delivered_on=today - timedelta(days=280),
        due_on=today - timedelta(days=250),
        contract_total="103500.00",
        paid="50000.00",
        owed="53500.00",
        undisputed="53500.00",
        elsewhere="no",
    ),
)
