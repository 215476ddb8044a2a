"""知识产权: trade marks, patents, copyright, plant varieties and trade secrets."""

from datetime import timedelta

from portal.sdk import CaseType, Choice, Day, Example, Fact, LongText, Money, Privacy, Rise, Text, When, YesNo, rule

from ..calculators import FEE, VARIETY_DAMAGES
from ..clocks import GENERAL
from ..fields import SECRET, SECRET_RISES, SUED, about_the_firm
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL
from .parties import MAKER, SEED_FIRM, firm_against

INTELLECTUAL_PROPERTY = CaseType(
    key="intellectual_property",
    title="知识产权",
    version=1,
    ministry_type="22",
    privacy=Privacy.P2,
    rises=(SECRET_RISES, Rise(Privacy.P3, When("right", "secret"))),
    parties=firm_against("被指侵权的一方"),
    fields=(
        *about_the_firm(),
        Choice(
            "right",
            "什么权利",
            (
                ("trade_mark", "商标"),
                ("patent", "专利"),
                ("copyright", "著作权"),
                ("variety", "植物新品种"),
                ("geographical", "地理标志"),
                ("secret", "商业秘密"),
            ),
            required=True,
            counted=True,
        ),
        Text(
            "certificate", "证书或者登记号", required=True, when=When("right", "trade_mark", "patent", "variety", "geographical")
        ),
        Text("subject", "名称", required=True, hint="商标、作品、品种的名称；商业秘密只写一个概括的名称"),
        Day("known_on", "知道被侵权的日期", required=True),
        LongText("acts", "对方做了什么", required=True),
        YesNo("wilful", "故意侵权", hint="例如收到警告以后还在做"),
        Money("base", "损失、对方所得或者许可使用费"),
        Money("costs", "制止侵权的合理开支"),
        Money("claim", "要求赔偿", required=True, fact=Fact.AMOUNT_CLAIMED),
        SUED,
        SECRET,
    ),
    clocks=GENERAL,
    rules=(
        rule(
            lambda d, today: d.right != "secret" or d.trade_secret is not False,
            "trade_secret",
            "商业秘密纠纷的材料就是商业秘密，请改为“是”",
        ),
    ),
    guards=GUARDS,
    papers=PAPERS_OF_ALL,
    calculators=(VARIETY_DAMAGES, FEE),
    words=("假冒", "商标", "专利", "侵权", "套牌", "品种权"),
    remedies=("可以请知识产权管理部门、农业农村部门处理", "可以向人民法院起诉"),
    example=lambda today: Example(
        parties={"firm": SEED_FIRM, "other": MAKER},
        summary="本公司享有品种权的制种玉米，被对方未经许可繁殖销售。",
        size="small",
        right="variety",
        certificate="CNA20170000.1",
        subject="金穗8号",
        known_on=today - timedelta(days=75),
        acts="自行繁殖约60亩，已销售两批。",
        wilful=True,
        base="180000.00",
        costs="12000.00",
        claim="372000.00",
        elsewhere="no",
        trade_secret=False,
    ),
)
