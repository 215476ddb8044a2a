"""What is asked when employment ended: the work, the ending, the claims one by one."""

from __future__ import annotations

from portal.sdk import Choice, Choices, Day, Fact, Field, Money, Whole, YesNo

from .procedure import ELSEWHERE, EVIDENCE
from .wage_fields import INDUSTRIES, ORDER

_WORK = "用工情况"
_END = "解除、终止"
_CLAIM = "请求"

ENDING = Choice(
    "ending",
    "解除、终止的方式和原因",
    (
        ("mutual_by_employer", "单位提出，双方协商解除"),
        ("mutual_by_worker", "本人提出，双方协商解除"),
        ("resigned", "本人辞职"),
        ("forced_to_resign", "因单位欠薪、不缴社保等被迫解除"),
        ("employer_art39", "单位以严重违纪、试用期不合格等为由解除"),
        ("employer_art40", "单位以不能胜任、患病、情况重大变化为由解除"),
        ("layoffs", "经济性裁员"),
        ("expired_by_employer", "合同到期，单位不续签或者降低条件"),
        ("expired_by_worker", "合同到期，单位维持或者提高条件，本人不续签"),
        ("task_done", "以完成一定工作为期限，任务完成"),
        ("closed", "单位破产、关闭、解散"),
        ("retired", "达到退休年龄或者开始领取养老金"),
        ("unlawful", "没有法定理由或者违反程序解除、终止"),
        ("unclear", "说法不一，尚不清楚"),
    ),
    required=True,
    counted=True,
    group=_END,
)

FIELDS: tuple[Field, ...] = (
    Day("hired_on", "入职日期", required=True, group=_WORK),
    Choice("industry", "行业", INDUSTRIES, counted=True, group=_WORK),
    Choice(
        "written_contract",
        "书面劳动合同",
        (("yes", "签了"), ("late", "入职一个月后才签"), ("no", "没签")),
        counted=True,
        group=_WORK,
    ),
    Day("contract_on", "书面劳动合同签订日期", group=_WORK),
    YesNo("dispatched", "是否劳务派遣", counted=True, group=_WORK),
    YesNo(
        "child_worker",
        "入职时是否未满十六周岁",
        counted=True,
        group=_WORK,
        hint="文艺、体育和特种工艺单位依法招用的除外",
    ),
    YesNo("protect", "劳动者是否要求对身份保密", group=_WORK, hint="选“是”的，案件只让承办人和负责人看"),
    Day("ended_on", "解除、终止日期", required=True, group=_END, hint="最后一个工作日"),
    ENDING,
    YesNo("notice_given", "是否提前三十日书面通知", group=_END),
    YesNo("union_told", "单位单方解除前是否通知了工会", group=_END),
    Choices(
        "protected",
        "是否属于受特别保护的情形",
        (
            ("pregnant", "孕期、产期、哺乳期"),
            ("medical_period", "患病或者非因工负伤，在医疗期内"),
            ("work_injury", "因工负伤或者职业病，丧失、部分丧失劳动能力"),
            ("exposed", "接触职业病危害，未做离岗健康检查"),
            ("near_retirement", "连续工作满十五年且距退休不足五年"),
        ),
        counted=True,
        group=_END,
        hint="属于的，单位不得以不能胜任、情况变化或者裁员为由解除",
    ),
    Money("average_wage", "前12个月平均工资", required=True, least=1, group=_CLAIM, hint="应得工资，含奖金、津贴和补贴"),
    Money("last_month_wage", "上一个月工资", group=_CLAIM),
    Money("local_average_wage", "本地区上年度职工月平均工资", group=_CLAIM, hint="所在设区的市公布的数，高收入的才需要"),
    Money("minimum_wage", "当地月最低工资标准", group=_CLAIM),
    Money("claim", "请求总额", required=True, least=1, fact=Fact.AMOUNT_CLAIMED, counted=True, group=_CLAIM),
    Money("claim_compensation", "其中：经济补偿", group=_CLAIM),
    Money("claim_damages", "其中：违法解除、终止赔偿金", group=_CLAIM),
    Money("claim_notice", "其中：代通知金", group=_CLAIM),
    Money("claim_double_wage", "其中：未签合同二倍工资差额", group=_CLAIM),
    Money("claim_overtime", "其中：加班费", group=_CLAIM),
    Money("claim_leave", "其中：未休年休假工资报酬", group=_CLAIM),
    Money("claim_wages", "其中：拖欠的工资", group=_CLAIM),
    Money("claim_other", "其中：其他", group=_CLAIM),
    Whole("unused_days", "应休未休年休假", most=60, unit="天", group=_CLAIM),
    EVIDENCE,
    ELSEWHERE,
    *ORDER,
)
