"""Where a case stands, how it can end, and the moments that start and stop clocks."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """The ten phases the core owns. A type may leave out optional ones and name steps inside one, never add a phase."""

    CLUE = "clue"  # 线索
    REVIEW = "review"  # 待受理审查
    ACCEPTED = "accepted"  # 已受理
    CONSENT = "consent"  # 征求意愿
    MEDIATING = "mediating"  # 调解中
    PAUSED = "paused"  # 中止
    AGREED = "agreed"  # 达成协议
    ENDED = "ended"  # 已终结（未达成协议）
    FOLLOWED_UP = "followed_up"  # 已回访
    ARCHIVED = "archived"  # 已归档


class Ending(StrEnum):
    """How a case ended. Only `SETTLED` is a success; a case without an ending is open."""

    SETTLED = "settled"  # 调解成功
    NOT_SETTLED = "not_settled"  # 调解不成
    PARTY_REFUSED = "party_refused"  # 一方拒绝调解
    WITHDRAWN = "withdrawn"  # 撤回
    SELF_SETTLED = "self_settled"  # 自行和解
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    PASSED_ON = "passed_on"  # 转出
    REPORTED = "reported"  # 移送
    OTHER_PROCEDURE = "other_procedure"  # 转其他程序
    MERGED = "merged"  # 并案


class Moment(StrEnum):
    """A happening that starts or stops a clock; the date is the day it *occurred*, not the day it was recorded."""

    RECEIVED = "received"  # 收到申请
    ACCEPTED = "accepted"  # 受理
    CONSENTED = "consented"  # 各方同意调解
    AGREED = "agreed"  # 谈成条款
    EFFECTIVE = "effective"  # 协议生效
    ENDED = "ended"  # 终结（任何结果）
    UNSETTLED = "unsettled"  # 未达成协议而终结
    PERFORMED = "performed"  # 履行完毕
    CONFIRMING = "confirming"  # 申请司法确认
    ENFORCEABLE = "enforceable"  # 经法院确认的协议履行期限届满


class Source(StrEnum):
    """How the dispute came to the organisation (Form A, 案件来源)."""

    APPLICATION = "application"  # 依申请
    OWN_MOTION = "own_motion"  # 主动调解
    COURT = "court"  # 法院委派、委托
    PROCURATORATE = "procuratorate"  # 检察机关移送
    POLICE = "police"  # 公安机关移送
    PETITION = "petition"  # 信访部门移送
    OTHER_BODY = "other_body"  # 其他单位移送

    @property
    def is_referred(self) -> bool:
        """Say whether another body handed the dispute over (接受委托移送调解)."""
        return self not in (Source.APPLICATION, Source.OWN_MOTION)


class AgreementForm(StrEnum):
    """Written or oral (人民调解法 28)."""

    WRITTEN = "written"
    ORAL = "oral"


RECEIVED = Moment.RECEIVED
ACCEPTED = Moment.ACCEPTED
CONSENTED = Moment.CONSENTED
AGREED = Moment.AGREED
EFFECTIVE = Moment.EFFECTIVE
ENDED = Moment.ENDED
UNSETTLED = Moment.UNSETTLED
PERFORMED = Moment.PERFORMED
CONFIRMING = Moment.CONFIRMING
ENFORCEABLE = Moment.ENFORCEABLE

OPEN_PHASES = (Phase.CLUE, Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)
BEFORE_ACCEPTANCE = (Phase.CLUE, Phase.REVIEW)
IN_HAND = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)
