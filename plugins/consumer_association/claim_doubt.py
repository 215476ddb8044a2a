"""When somebody at the desk suspects that a claim is made up: told to the supervisor, judged by a person, never by a count.

消费者权益保护法实施条例 49 takes treble damages from whoever plants, swaps, fakes or invents; 法释〔2024〕9号 12 keeps tenfold
damages of a knowing buyer within a household's needs. What is written here is sealed: named handlers and the supervisor.
"""

from __future__ import annotations

from portal.sdk import Action, Choice, Choices, Guard, LongText, Phase, Sensitivity, Verb, guard

from .bases import food_damages, regulation

_PHASES = (Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)

CLAIM_DOUBT_ACTIONS = (
    Action(
        "flag_claim",
        "报负责人研判索赔",
        _PHASES,
        "把索赔疑点报给了负责人",
        fields=(
            Choices(
                "signs",
                "疑点",
                (
                    ("planted", "夹带、掉包"),
                    ("faked", "造假、篡改生产日期"),
                    ("invented", "捏造事实"),
                    ("threat", "以曝光、举报相要挟"),
                    ("many_orders", "短时间内多次购买同一问题商品"),
                    ("beyond_need", "数量明显超出生活需要"),
                ),
                required=True,
                sensitivity=Sensitivity.SEALED,
            ),
            LongText("observed", "看到的情况", required=True, longest=1000, sensitivity=Sensitivity.SEALED),
        ),
        once=True,
    ),
    Action(
        "judge_claim",
        "研判索赔",
        _PHASES,
        "对索赔作出了研判",
        fields=(
            Choice(
                "judgement",
                "研判意见",
                (
                    ("genuine", "属于正常维权，继续调解"),
                    ("reasonable_part", "在合理生活消费需要范围内调解"),
                    ("report", "涉嫌骗取赔偿或者敲诈勒索，移送公安机关"),
                ),
                required=True,
                sensitivity=Sensitivity.SEALED,
            ),
            LongText("grounds", "理由", required=True, longest=1000, sensitivity=Sensitivity.SEALED),
        ),
        verb=Verb.SUPERVISE,
        once=True,
    ),
)

CLAIM_DOUBT_GUARDS: tuple[Guard, ...] = (
    guard(
        "judge_claim",
        lambda case, data: case.did("flag_claim"),
        "还没有人报请研判，不需要作出意见",
        basis=food_damages("12"),
    ),
    guard(
        "agree",
        lambda case, data: not case.did("flag_claim") or case.did("judge_claim"),
        "这起投诉已报请负责人研判，请等负责人作出意见后再写协议",
        basis=regulation("49"),
    ),
)
