"""What must hold between the answers about a medical dispute."""

from portal.sdk import add_months, rule

from .bases import code, regulation

IN_ORDER = (
    rule(lambda d, today: d.records_sealed_on >= d.visited_on, "records_sealed_on", "病历封存日期不能早于就诊日期"),
    rule(lambda d, today: d.specimen_sealed_on >= d.visited_on, "specimen_sealed_on", "实物封存日期不能早于就诊日期"),
    rule(
        lambda d, today: d.records_listed,
        "records_listed",
        "封存病历应当开列清单，由医患双方签字或者盖章，各执一份；请补做后登记，或者确认后继续",
        basis=regulation("24"),
        asks=True,
    ),
)
ORDERLY = (
    rule(
        lambda d, today: d.side_people <= 5,
        "side_people",
        "人数较多的，请推举代表协商，每方不超过5人；确认后继续",
        basis=regulation("30"),
        asks=True,
    ),
    rule(
        lambda d, today: not d.disorder or d.police_told,
        "police_told",
        "涉嫌违反治安管理或者犯罪的，医疗机构应当立即报案；请先提醒，确认后继续",
        basis=regulation("29"),
        asks=True,
    ),
    rule(
        lambda d, today: not d.major or d.authority_told,
        "authority_told",
        "重大医疗纠纷，医疗机构应当向卫生主管部门报告；请先提醒，确认后继续",
        basis=regulation("28"),
        asks=True,
    ),
)
KNOWN = (
    rule(lambda d, today: d.known_on >= d.visited_on, "known_on", "知道损害之日不能早于就诊日期"),
    rule(
        lambda d, today: today <= add_months(d.known_on, 36),
        "known_on",
        "知道损害已满三年，医疗机构可以提出时效抗辩；请核对其间有没有主张过，确认后继续",
        basis=code("188"),
        asks=True,
    ),
)
DEATH = (
    rule(lambda d, today: d.died_on >= d.visited_on, "died_on", "死亡日期不能早于就诊日期"),
    rule(lambda d, today: d.autopsy_on >= d.died_on, "autopsy_on", "尸检日期不能早于死亡日期"),
)
