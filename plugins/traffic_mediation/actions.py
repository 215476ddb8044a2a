"""What a traffic mediation committee does besides what everybody does: certificate, insurer, rating, relief fund."""

from portal.sdk import Action, Choice, Day, LongText, Money, Phase, Text, YesNo

from .fields import (
    AGREED_ON,
    CERTIFICATE,
    CERTIFICATE_NUMBER,
    CERTIFICATE_ON,
    ELSEWHERE,
    FIXED_ON,
    GRADE,
    LIABILITY,
    PAPERS_ON,
    RATED_ON,
    REVIEW,
    TREATED_ON,
)

OPEN = (Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)
AFTER = (*OPEN, Phase.AGREED)
HOW = (("phone", "电话"), ("letter", "书面"), ("meeting", "当面"))

CERTIFIED = Action(
    "certificate",
    "登记事故认定、复核结论",
    OPEN,
    "收到了事故认定书、事故证明或者复核结论",
    fields=(CERTIFICATE, CERTIFICATE_NUMBER, CERTIFICATE_ON, REVIEW, LIABILITY),
    sets=("certificate", "certificate_number", "certificate_on", "review", "liability"),
)
TELL_INSURER = Action(
    "tell_insurer",
    "通知保险公司参加",
    AFTER,
    "通知了保险公司",
    fields=(
        Day("told_on", "通知日期", required=True),
        Choice("how", "方式", HOW, required=True),
        Text("company", "哪一家公司", required=True),
        PAPERS_ON,
    ),
    sets=("insurance_papers_on",),
)
INSURER_ANSWER = Action(
    "insurer_answer",
    "登记保险公司答复",
    AFTER,
    "保险公司作了答复",
    fields=(
        Day("answered_on", "答复日期", required=True),
        YesNo("covered", "属于保险责任", required=True),
        Money("offered", "核定的金额"),
        LongText("reason", "不属于保险责任的理由"),
        AGREED_ON,
    ),
    sets=("insurance_agreed_on",),
)
TREATED = Action(
    "treated",
    "登记治疗终结",
    OPEN,
    "治疗已经终结",
    fields=(TREATED_ON,),
    sets=("treatment_ended_on",),
)
RATED = Action(
    "rated",
    "登记伤残评定",
    OPEN,
    "收到了伤残评定意见",
    fields=(
        RATED_ON,
        GRADE,
        Text("rated_by", "评定机构", required=True),
        YesNo("chosen_together", "机构由各方协商确定", required=True),
    ),
    sets=("rated_on", "grade"),
)
LOSS_FIXED = Action(
    "loss_fixed",
    "登记定损",
    OPEN,
    "确定了财产损失",
    fields=(FIXED_ON, Money("fixed_loss", "损失金额", required=True), Text("fixed_by", "定损单位", required=True)),
    sets=("loss_fixed_on",),
)
RELIEF_FUND = Action(
    "relief_fund",
    "申请救助基金垫付",
    AFTER,
    "申请了道路交通事故社会救助基金垫付",
    fields=(
        Day("fund_applied_on", "申请日期", required=True),
        Choice(
            "ground",
            "情形",
            (("beyond", "抢救费用超过交强险限额"), ("uninsured", "机动车未投保交强险"), ("fled", "机动车肇事后逃逸")),
            required=True,
        ),
        Choice("costs", "费用", (("rescue", "抢救费用"), ("funeral", "丧葬费用")), required=True),
        Money("fund_paid", "垫付金额"),
    ),
)
TAKEN_ELSEWHERE = Action(
    "taken_elsewhere",
    "法院已受理、交警在调解",
    OPEN,
    "得知已走其他程序",
    fields=(ELSEWHERE,),
    sets=("elsewhere",),
)
ALWAYS = (CERTIFIED, TELL_INSURER, INSURER_ANSWER, TAKEN_ELSEWHERE)
HURT = (*ALWAYS, TREATED, RATED, RELIEF_FUND)
DIED = (*ALWAYS, RELIEF_FUND)
GOODS = (*ALWAYS, LOSS_FIXED)
