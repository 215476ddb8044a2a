"""The time limits of firms' disputes.

The general ones are the portal's own; those of the regulation on payment to small and medium enterprises run between the
parties or bind the body that handles a complaint, so they are shown and never count as this committee's delay.
"""

from portal.sdk import PERFORMED, Clock, When, Whose, clocks_administration, clocks_limitation, clocks_mediation

from .bases import COMPLAINT, CONFIRM_CLAIM, GUARANTEE, TERM_OF_PAYMENT, TWO_YEARS_TO_TELL

GENERAL = (clocks_mediation.MEDIATION, clocks_mediation.CONFIRMATION, clocks_mediation.ENFORCEMENT, clocks_limitation.LIMITATION)

PAY_PUBLIC = Clock(
    "pay_public",
    "机关、事业单位付款",
    days=30,
    starts="counts_from",
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    when=When("pay_term", "public"),
    basis=TERM_OF_PAYMENT,
    lapse="从次日起支付逾期利息；没有约定利率的，每日万分之五",
)
PAY_LARGE = Clock(
    "pay_large",
    "大型企业付款",
    days=60,
    starts="counts_from",
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    when=When("pay_term", "large"),
    basis=TERM_OF_PAYMENT,
    lapse="从次日起支付逾期利息；没有约定利率的，每日万分之五",
)
CLAIM_CONFIRMED = Clock(
    "claim_confirmed",
    "确认债权债务关系",
    days=30,
    starts="confirmation_asked_on",
    stops=("reconcile", PERFORMED),
    suspends=False,
    whose=Whose.PARTIES,
    basis=CONFIRM_CLAIM,
    lapse="请催欠款方确认，以便企业用应收账款融资",
)
COMPLAINT_PASSED_ON = Clock(
    "complaint_passed_on",
    "投诉转交处理部门",
    working_days=10,
    starts="complaint_accepted_on",
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=COMPLAINT,
    lapse="请向受理投诉部门询问",
)
COMPLAINT_HANDLED = Clock(
    "complaint_handled",
    "投诉处理结果",
    days=30,
    starts="complaint_received_on",
    stops=(PERFORMED,),
    suspends=False,
    whose=Whose.PARTIES,
    basis=COMPLAINT,
    lapse="请向处理投诉部门询问；经批准延长的，最长不超过90日",
)
OVERDUE = (PAY_PUBLIC, PAY_LARGE, CLAIM_CONFIRMED, COMPLAINT_PASSED_ON, COMPLAINT_HANDLED)

TELL_SELLER = Clock(
    "tell_seller",
    "把质量问题通知出卖人",
    years=2,
    starts="delivered_on",
    stops=("tell_seller",),
    suspends=False,
    whose=Whose.PARTIES,
    warns=False,
    when=When("dispute", "quality", "quantity"),
    basis=TWO_YEARS_TO_TELL,
    lapse="视为数量、质量符合约定；约定了检验期限或者有质量保证期的，按其期限",
)
GUARANTEE_PERIOD = Clock(
    "guarantee",
    "保证期间",
    months=6,
    starts="due_on",
    stops=("ask_guarantor", PERFORMED),
    suspends=False,
    moves=False,
    whose=Whose.PARTIES,
    when=When("guarantee", "general_open", "joint_open"),
    basis=GUARANTEE,
    lapse="保证人不再承担保证责任",
)
ADMINISTRATIVE = (clocks_administration.REVIEW_ASKED, clocks_administration.SUIT)
