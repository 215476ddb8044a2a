"""Chinese words for the core's codes, one place each; translated when shown."""

from __future__ import annotations

from types import MappingProxyType

from portal.engine import actions, contact_rules, reasons
from portal.engine.actions import CORE_ACTIONS
from portal.reading.wording import N_, say

PHASES = MappingProxyType(
    {
        "clue": N_("线索"),
        "review": N_("待受理"),
        "accepted": N_("已受理"),
        "consent": N_("征求意愿"),
        "mediating": N_("调解中"),
        "paused": N_("中止"),
        "agreed": N_("已达成协议"),
        "ended": N_("已终结"),
        "followed_up": N_("已回访"),
        "archived": N_("已归档"),
    }
)
STEPS = MappingProxyType(
    {
        "to_supplement": N_("待补材料"),
        "to_sign": N_("协议待签"),
        "in_force": N_("协议生效"),
        "performed": N_("已履行"),
    }
)
ENDINGS = MappingProxyType(
    {
        "settled": N_("调解成功"),
        "not_settled": N_("调解不成"),
        "party_refused": N_("一方拒绝调解"),
        "withdrawn": N_("撤回"),
        "self_settled": N_("自行和解"),
        "not_accepted": N_("不予受理"),
        "passed_on": N_("转出"),
        "reported": N_("移送"),
        "other_procedure": N_("转其他程序"),
        "merged": N_("并案"),
    }
)
SOURCES = MappingProxyType(
    {
        "application": N_("当事人申请"),
        "own_motion": N_("主动调解"),
        "court": N_("法院委派、委托"),
        "procuratorate": N_("检察机关移送"),
        "police": N_("公安机关移送"),
        "petition": N_("信访部门移送"),
        "other_body": N_("其他单位移送"),
    }
)
CONFIRMING = MappingProxyType(
    {
        "applied": N_("已提出申请"),
        "accepted": N_("法院已受理"),
        "confirmed": N_("裁定协议有效"),
        "dismissed": N_("裁定驳回"),
        "not_accepted": N_("不予受理"),
        "withdrawn": N_("已撤回"),
    }
)
SIDES = MappingProxyType({"applicant": N_("申请人"), "respondent": N_("被申请人"), "third": N_("第三人")})
CLASSES = MappingProxyType({0: N_("公开"), 1: N_("一般"), 2: N_("内部"), 3: N_("限知"), 4: N_("封存")})
SEXES = MappingProxyType({"male": N_("男"), "female": N_("女")})
FORMS = MappingProxyType({"written": N_("书面协议"), "oral": N_("口头协议")})
CHANNELS = MappingProxyType(
    {"phone": N_("电话"), "meeting": N_("见面"), "wechat": N_("微信"), "other": N_("其他"), "visit": N_("来访")}
)
MANNERS = MappingProxyType({"face_to_face": N_("面对面"), "separate": N_("分别谈"), "phone": N_("电话"), "video": N_("视频")})
RESULTS = MappingProxyType({"success": N_("调解成功"), "failed": N_("调解不成"), "continue": N_("有待继续调解")})
CONTACT_RULES = MappingProxyType(dict(contact_rules.CONTACT_RULES))
REFER_REASONS = MappingProxyType(dict(reasons.REFER_REASONS))
DECLINE_REASONS = MappingProxyType(dict(reasons.DECLINE_REASONS))
SENDS = MappingProxyType(dict(actions.SENDS))
REFERRALS = MappingProxyType(
    {
        "proposed": N_("等对方答复"),
        "accepted": N_("对方已受理"),
        "refused": N_("对方不受理"),
        "withdrawn": N_("已撤回"),
        "returned": N_("已退回"),
    }
)
MOMENTS = MappingProxyType(
    {
        "received": N_("收到申请"),
        "accepted": N_("受理之日"),
        "consented": N_("各方同意调解"),
        "agreed": N_("达成协议"),
        "effective": N_("协议生效"),
        "ended": N_("终结"),
        "unsettled": N_("未达成协议而终结"),
        "performed": N_("履行完毕"),
        "confirming": N_("申请司法确认"),
        "enforceable": N_("履行期限届满"),
    }
)
MINISTRY_TYPES = MappingProxyType(
    {
        "01": N_("婚姻家庭纠纷"),
        "02": N_("邻里纠纷"),
        "03": N_("房屋宅基地纠纷"),
        "04": N_("合同纠纷"),
        "05": N_("生产经营纠纷"),
        "06": N_("损害赔偿纠纷"),
        "07": N_("山林土地纠纷"),
        "08": N_("征地拆迁纠纷"),
        "09": N_("环境污染纠纷"),
        "10": N_("劳动争议"),
        "11": N_("拖欠农民工工资"),
        "12": N_("消费纠纷"),
        "13": N_("医疗纠纷"),
        "14": N_("道路交通事故纠纷"),
        "15": N_("物业纠纷"),
        "16": N_("旅游纠纷"),
        "17": N_("电子商务纠纷"),
        "18": N_("互联网和金融纠纷"),
        "19": N_("保险纠纷"),
        "20": N_("建设工程纠纷"),
        "21": N_("校园纠纷"),
        "22": N_("知识产权纠纷"),
        "23": N_("村务管理纠纷"),
        "24": N_("行政争议"),
        "99": N_("其他纠纷"),
    }
)
ACTIONS = MappingProxyType(
    {
        "open": N_("登记"),
        "hand_over": N_("移交"),
        "recuse": N_("回避"),
        "recusal_ended": N_("撤销回避"),
        "refer_refused": N_("转办未受理"),
        "refer_accepted": N_("转办已受理"),
        "refer_returned": N_("转办退回"),
        "refer_in": N_("转办而来"),
        "refer_urged": N_("催办"),
        "clock_follows": N_("后续期限开始"),
        "request_counted": N_("请求计入时效"),
    }
    | {a.key: a.label for a in CORE_ACTIONS}
)


def word(table: MappingProxyType[str, str] | MappingProxyType[int, str], code: str | int | None) -> str:
    """Return the word of a code in the reader's language; a code without a word is shown as it is."""
    if code is None or code == "":
        return ""
    text = dict(table).get(code)  # type: ignore[arg-type]
    return str(code) if text is None else say(text)


def days(day: object) -> str:
    """Return a day as tables show it, or an empty text."""
    return "" if day is None else str(day)
