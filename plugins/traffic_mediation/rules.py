"""What must hold between the answers about a traffic accident."""

from typing import Any

from portal.sdk import add_months, rule

from .bases import SHARES, code, procedure


def _no_fault_share(d: Any, today: Any) -> bool:
    if d.liability != "none":
        return True
    return d.share <= (10 if d.kind in ("bicycle", "pedestrian") else 0)


def _parts_are_the_whole(d: Any, today: Any) -> bool:
    parts = [d.get(key) for key in ("medical_loss", "death_loss", "goods_loss")]
    return all(part is None for part in parts) or sum(part or 0 for part in parts) == d.claim


ALWAYS = (
    rule(lambda d, today: d.certificate_on >= d.happened_on, "certificate_on", "收到认定书的日期不能早于事故日期"),
    rule(
        lambda d, today: d.share + d.own_share == 100,
        "own_share",
        "机动车一方和受害方承担的比例相加应当是100%",
    ),
    rule(
        _no_fault_share,
        "share",
        "机动车一方没有过错的，对非机动车、行人承担不超过10%，对机动车不承担；各方愿意多承担的，请确认",
        basis=SHARES,
        asks=True,
    ),
    rule(_parts_are_the_whole, "claim", "请求金额与其中各项之和不一致；请核对，确认后继续", asks=True),
    rule(
        lambda d, today: d.side_people <= 3,
        "side_people",
        "交警调解时每方不超过3人，这里参照；请推举代表，确认后继续",
        basis=procedure("89"),
        asks=True,
    ),
    rule(lambda d, today: not d.crime, "crime", "涉嫌犯罪的由公安机关处理，这里只调解民事赔偿；请确认", asks=True),
    rule(
        lambda d, today: today <= add_months(d.happened_on, 36),
        "happened_on",
        "事故已满三年，对方可以提出时效抗辩；请核对其间有没有主张过，确认后继续",
        basis=code("188"),
        asks=True,
    ),
)
HURT = (
    rule(lambda d, today: d.treatment_ended_on >= d.happened_on, "treatment_ended_on", "治疗终结日期不能早于事故日期"),
    rule(lambda d, today: d.rated_on >= d.happened_on, "rated_on", "定残日期不能早于事故日期"),
    rule(lambda d, today: bool(d.get("grade")) or not d.rated_on, "grade", "填了定残日期的，请填写伤残等级"),
)
DIED = (
    rule(lambda d, today: d.died_on >= d.happened_on, "died_on", "死亡日期不能早于事故日期"),
    rule(lambda d, today: d.funeral_ended_on >= d.died_on, "funeral_ended_on", "丧葬事宜结束日期不能早于死亡日期"),
)
GOODS = (rule(lambda d, today: d.loss_fixed_on >= d.happened_on, "loss_fixed_on", "确定损失的日期不能早于事故日期"),)
