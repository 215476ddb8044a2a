"""康复辅具: hearing aids, wheelchairs, prostheses and rehabilitation that do not help."""

from datetime import timedelta

from portal.sdk import CaseType, Choice, Day, Example, Fact, LongText, Money, Privacy, Text, YesNo, rule

from ..actions import COMMON_ACTIONS
from ..calculators import DEVICE_FRAUD
from ..checks import CHECKS
from ..clocks import DEVICE
from ..fields import about_the_person
from ..guards import GUARDS
from ..papers import PAPERS_OF_ALL
from ..rules import RULES
from .parties import DISABLED, HEARING, HELPER, SHOP, against

ASSISTIVE_DEVICE = CaseType(
    key="assistive_device",
    title="康复辅具",
    version=1,
    ministry_type="12",
    privacy=Privacy.P3,
    parties=(DISABLED, against("supplier", "销售、适配、康复机构"), HELPER),
    fields=(
        *about_the_person(),
        Choice(
            "device",
            "什么辅具、服务",
            (
                ("hearing", "助听器、人工耳蜗"),
                ("wheelchair", "轮椅、代步车"),
                ("prosthesis", "假肢、矫形器"),
                ("sight", "助视器、盲杖、读屏"),
                ("care", "护理床、坐便椅"),
                ("training", "康复训练"),
                ("other", "其他"),
            ),
            required=True,
            counted=True,
        ),
        Text("model", "品牌和型号"),
        Day("goods_received_on", "收到的日期", required=True),
        Money("price", "价款", required=True),
        Money("subsidy", "其中补贴、救助支付的"),
        Choice(
            "fault",
            "什么问题",
            (
                ("broken", "坏了"),
                ("unsuited", "适配不合适"),
                ("claims", "宣传与实际不符"),
                ("service", "售后不管"),
                ("price", "价格不实"),
            ),
            required=True,
            counted=True,
        ),
        YesNo("fitted", "有专业人员评估适配"),
        LongText("happened", "经过", required=True),
        Money("loss", "其他损失"),
        Money("claim", "要求退还、赔偿", required=True, fact=Fact.AMOUNT_CLAIMED),
    ),
    clocks=DEVICE,
    rules=(
        *RULES,
        rule(lambda d, today: d.subsidy <= d.price, "subsidy", "补贴不能多于价款"),
        rule(
            lambda d, today: not d.subsidy, "subsidy", "由补贴支付的部分退还给谁，请与发放补贴的单位核对；确认后继续", asks=True
        ),
    ),
    guards=GUARDS,
    checks=CHECKS,
    actions=COMMON_ACTIONS,
    papers=PAPERS_OF_ALL,
    calculators=(DEVICE_FRAUD,),
    words=("助听器", "轮椅", "假肢", "康复"),
    remedies=("可以向市场监督管理部门投诉", "可以向人民法院起诉"),
    example=lambda today: Example(
        parties={"disabled": HEARING, "supplier": SHOP},
        summary="广告说能听清电话，戴上一直啸叫，商家只让再适应。",
        category="hearing",
        grade="2",
        capacity="full",
        needs=["sign", "text"],
        device="hearing",
        goods_received_on=today - timedelta(days=34),
        price="4980.00",
        fault="claims",
        fitted=False,
        happened="店员没有做听力测试，直接按广告推荐。",
        claim="4980.00",
    ),
)
