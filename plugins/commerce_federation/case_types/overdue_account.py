"""拖欠账款: public bodies and large enterprises that do not pay a small firm (保障中小企业款项支付条例)."""

from datetime import timedelta

from portal.sdk import CaseType, Choice, Choices, Day, Example, Fact, Money, Number, Privacy, Whole, rule

from ..actions import ASK_CONFIRMATION, COMPLAIN, RECONCILE
from ..bases import EXCUSES, SCOPE, TERM_OF_PAYMENT
from ..calculators import FEE, LATE
from ..checks import CHECKS
from ..clocks import GENERAL, OVERDUE
from ..fields import MONEY, PROCESS, SECRET, SECRET_RISES, SUED, about_the_firm, contract
from ..guards import GUARDS, RECONCILED_FIRST
from ..papers import COMPLAINT, PAPERS_OF_ALL, STATEMENT
from ..rules import MONEY_RULES
from .parties import OFFICE, SEED_FIRM, firm_against

PUBLIC = ("government", "institution")
LARGE = ("state_large", "private_large")
EXCUSE = (
    ("successor", "法定代表人或者负责人换了"),
    ("procedure", "内部付款流程没走完"),
    ("filing", "等竣工验收备案"),
    ("final_audit", "等决算审计"),
    ("audit_result", "要以审计机关的结果结算"),
    ("third_party", "第三方还没有付款"),
    ("bill", "只给商业汇票、应收账款凭证"),
    ("inspection", "一直不验收"),
    ("money", "没有钱"),
    ("quality", "说质量不合格"),
    ("none", "没有说理由"),
)
NOT_ALLOWED = frozenset({"successor", "procedure", "filing", "final_audit"})

OVERDUE_ACCOUNT = CaseType(
    key="overdue_account",
    title="拖欠账款",
    version=1,
    ministry_type="04",
    privacy=Privacy.P2,
    rises=(SECRET_RISES,),
    parties=firm_against("欠款单位"),
    fields=(
        *about_the_firm(),
        Choice(
            "debtor",
            "欠款单位是哪一类",
            (
                ("government", "机关"),
                ("institution", "事业单位"),
                ("state_large", "国有大型企业"),
                ("private_large", "其他大型企业"),
                ("other", "中小企业、个人（不适用该条例）"),
            ),
            required=True,
            counted=True,
        ),
        Choice("supplied", "采购的是", (("goods", "货物"), ("works", "工程"), ("services", "服务")), required=True, counted=True),
        *contract(),
        Choice(
            "starts",
            "付款期限从哪一天起算",
            (
                ("delivery", "交付"),
                ("inspection", "检验或者验收合格"),
                ("inspection_over", "约定的检验、验收期限届满（对方拖着不验）"),
                ("settled", "双方确认结算金额"),
            ),
            required=True,
            group=MONEY,
        ),
        Day("counts_from", "那一天的日期", required=True, group=MONEY),
        Choice(
            "pay_term",
            "付款期限",
            (
                ("public", "没有约定：机关、事业单位30日"),
                ("large", "没有约定：大型企业60日"),
                ("agreed", "合同有约定"),
                ("other", "不适用该条例"),
            ),
            required=True,
            group=MONEY,
        ),
        Whole("agreed_days", "约定的付款期限", unit="日", least=1, most=1000, group=MONEY),
        Day("last_day", "最后付款日", future=True, group=MONEY, hint="没有约定的，登记以后看期限“付款”一行；约定了的按约定填"),
        Money("contract_total", "合同总价", required=True, group=MONEY),
        Money("paid", "已付", group=MONEY),
        Money("owed", "拖欠", required=True, fact=Fact.AMOUNT_CLAIMED, group=MONEY),
        Money("undisputed", "其中双方没有争议的", group=MONEY),
        Number("agreed_rate", "约定的逾期年利率", unit="%", places=4, most="100", group=MONEY),
        Choices("excuses", "对方说的理由", EXCUSE, counted=True, group=MONEY),
        Day("confirmation_asked_on", "请对方确认债权的日期", group=PROCESS, hint="为了用应收账款融资"),
        Day("complaint_accepted_on", "投诉正式受理的日期", group=PROCESS),
        Day("complaint_received_on", "处理部门收到投诉材料的日期", group=PROCESS),
        SUED,
        SECRET,
    ),
    clocks=(*GENERAL, *OVERDUE),
    rules=(
        *MONEY_RULES,
        rule(lambda d, today: d.counts_from >= d.signed_on, "counts_from", "不能早于合同订立日期"),
        rule(
            lambda d, today: d.size not in ("large", "other"),
            "size",
            "该条例保障的是中小企业（按订立合同时的规模）；请核对，或者改登记“买卖货款”",
            basis=SCOPE,
            asks=True,
        ),
        rule(
            lambda d, today: d.pay_term != "public" or d.debtor in PUBLIC,
            "pay_term",
            "30日只用于机关、事业单位",
            basis=TERM_OF_PAYMENT,
        ),
        rule(
            lambda d, today: d.pay_term != "large" or d.debtor in LARGE, "pay_term", "60日只用于大型企业", basis=TERM_OF_PAYMENT
        ),
        rule(
            lambda d, today: d.pay_term != "agreed" or d.get("agreed_days") or d.get("last_day"),
            "agreed_days",
            "请填约定的天数或者最后付款日",
        ),
        rule(
            lambda d, today: d.debtor not in PUBLIC or d.agreed_days <= 60,
            "agreed_days",
            "机关、事业单位的付款期限最长不得超过60日，超过的部分请按60日计算",
            basis=TERM_OF_PAYMENT,
            asks=True,
        ),
        rule(
            lambda d, today: d.debtor == "other" or not NOT_ALLOWED.intersection(d.excuses),
            "excuses",
            "换负责人、内部流程，以及合同没有约定的竣工备案、决算审计，都不能作为拒付、迟付的理由；确认后继续，调解时请向对方说明",
            basis=EXCUSES,
            asks=True,
        ),
        rule(
            lambda d, today: d.debtor not in LARGE or "third_party" not in d.excuses,
            "excuses",
            "大型企业不得以第三方没有付款为由不付；确认后继续，调解时请向对方说明",
            basis=TERM_OF_PAYMENT,
            asks=True,
        ),
    ),
    guards=(*GUARDS, RECONCILED_FIRST),
    checks=CHECKS,
    actions=(RECONCILE, ASK_CONFIRMATION, COMPLAIN),
    papers=(*PAPERS_OF_ALL, STATEMENT, COMPLAINT),
    calculators=(LATE, FEE),
    words=("拖欠账款", "工程款", "政府欠款", "国企欠款", "尾款"),
    remedies=("可以通过全国统一的拖欠中小企业款项投诉平台投诉", "可以向人民法院起诉；有仲裁条款的申请仲裁"),
    example=lambda today: Example(
        parties={"firm": SEED_FIRM, "other": OFFICE},
        summary="给镇上供应农田防护林树苗，验收合格后只付了一部分，尾款一直说等流程。",
        size="small",
        debtor="government",
        supplied="goods",
        signed_on=today - timedelta(days=210),
        starts="inspection",
        counts_from=today - timedelta(days=150),
        pay_term="public",
        contract_total="186000.00",
        paid="100000.00",
        owed="86000.00",
        undisputed="86000.00",
        excuses=["money"],
        elsewhere="no",
    ),
)
