"""Sentences for acts that are no case event: what somebody looked at, printed, exported or administered."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from portal.reading.wording import N_, say


class TrailKind(StrEnum):
    """How the trail can be filtered."""

    LOOK = "look"  # 看
    CHANGE = "change"  # 改
    PRINT = "print"  # 印
    EXPORT = "export"  # 导出
    MANAGE = "manage"  # 登录和管理


KINDS = MappingProxyType(
    {
        TrailKind.LOOK.value: N_("看"),
        TrailKind.CHANGE.value: N_("改"),
        TrailKind.PRINT.value: N_("印"),
        TrailKind.EXPORT.value: N_("导出"),
        TrailKind.MANAGE.value: N_("登录和管理"),
    }
)
ENTRY_KINDS: Mapping[TrailKind, tuple[str, ...]] = MappingProxyType(
    {
        TrailKind.LOOK: ("read", "search", "reveal", "door", "glass", "caucus", "api"),
        TrailKind.CHANGE: ("consult", "check", "notify", "contact", "material", "keeping", "person", "complaint"),
        TrailKind.PRINT: ("print",),
        TrailKind.EXPORT: ("export",),
    }
)
"""Which kinds of entry belong to a filter; every other kind is 登录和管理."""

_SENTENCES = MappingProxyType(
    {
        ("read", "case"): N_("看了限知案件"),
        ("read", "joint"): N_("看了请求联合办理的限知案件"),
        ("read", "referral"): N_("看了转来的限知案件"),
        ("search", "register"): N_("搜索了案件台账，找到%(n)s件"),
        ("search", "consultations"): N_("搜索了来访咨询，找到%(n)s件"),
        ("read", "material"): N_("下载了案件材料"),
        ("caucus", "written"): N_("记了一次单独谈话"),
        ("caucus", "read"): N_("看了自己承办案件的单独谈话"),
        ("material", "added"): N_("添加了案件材料"),
        ("material", "added_by_phone"): N_("用手机添加了案件材料"),
        ("material", "voided"): N_("作废了案件材料"),
        ("material", "came_along"): N_("案件材料随转办转来"),
        ("material", "sent_along"): N_("案件材料随转办转出，%(n)s份"),
        ("material", "phone_link"): N_("生成了手机拍照的二维码"),
        ("material", "broken"): N_("下载的案件材料与登记时不一致，没有提供"),
        ("complaint", "received"): N_("收到对调解员的投诉"),
        ("complaint", "read"): N_("看了对调解员的投诉"),
        ("complaint", "taken"): N_("登记办理对调解员的投诉"),
        ("complaint", "answered"): N_("答复了对调解员的投诉"),
        ("person", "merged"): N_("把%(n)s名当事人登记为同一人"),
        ("person", "merge_undone"): N_("撤销把当事人登记为同一人"),
        ("people", "stand_in_named"): N_("登记了一次代办"),
        ("people", "stand_in_ended"): N_("提前结束了一次代办"),
        ("reveal", "id_number"): N_("看了当事人的身份证号"),
        ("reveal", "phone"): N_("看了当事人的电话"),
        ("reveal", "address"): N_("看了当事人的住址"),
        ("reveal", "field"): N_("看了案件里隐去的一项内容"),
        ("reveal", "consultation_phone"): N_("看了来访人的电话"),
        ("export", "register"): N_("导出了案件台账，%(n)s件"),
        ("export", "statistics"): N_("导出了统计表"),
        ("export", "audit"): N_("导出了操作记录"),
        ("print", "register"): N_("打印了案件台账，%(n)s件"),
        ("print", "week"): N_("打印了本周到期表，%(n)s项"),
        ("print", "statistics"): N_("打印了统计表"),
        ("opinion", "asked"): N_("生成了一次性的评价链接"),
        ("opinion", "read"): N_("看了当事人的评价，%(n)s条"),
        ("notify", "invitation"): N_("复制了调解通知"),
        ("setting", "wording_changed"): N_("修改了文书用语"),
        ("setting", "template_put"): N_("启用了文书的 Word 模板"),
        ("setting", "template_withdrawn"): N_("停用了文书的 Word 模板"),
        ("print", "dossier"): N_("生成了整卷 PDF"),
        ("consult", "recorded"): N_("记了一次咨询"),
        ("consult", "amended"): N_("更正了一次咨询"),
        ("consult", "became_case"): N_("把咨询转为案件"),
        ("check", "drawn"): N_("随机抽了%(n)s件案件核查"),
        ("check", "scored"): N_("评查了案卷"),
        ("check", "sent"): N_("发出核查意见"),
        ("check", "answered"): N_("答复核查意见"),
        ("check", "returned"): N_("退回核查答复"),
        ("check", "settled"): N_("确认核查意见已整改"),
        ("read", "glass"): N_("特批查阅了案件内容"),
        ("glass", "asked"): N_("申请特批查阅"),
        ("glass", "looked_up"): N_("为决定特批查阅的申请，查了有没有这件案件"),
        ("glass", "approved"): N_("批准了别人特批查阅"),
        ("glass", "refused"): N_("没有批准别人特批查阅"),
        ("glass", "withdrawn"): N_("撤回了特批查阅的申请"),
        ("glass", "urgent"): N_("紧急查阅（危及生命安全），打开了案件"),
        ("glass", "missed"): N_("紧急查阅（危及生命安全），没有查到案件"),
        ("glass", "ended"): N_("结束了特批查阅"),
        ("glass", "justified"): N_("复核特批查阅：理由成立"),
        ("glass", "unjustified"): N_("复核特批查阅：理由不成立"),
        ("keeping", "held"): N_("暂停删除案件的个人信息"),
        ("keeping", "hold_ended"): N_("结束了暂停删除"),
        ("keeping", "consent"): N_("记下了告知和处理个人信息的依据"),
        ("keeping", "consent_withdrawn"): N_("记下了撤回同意"),
        ("export", "own_data"): N_("应要求提供了当事人自己的个人信息"),
        ("keeping", "proposed"): N_("提请删除个人信息"),
        ("keeping", "withdrawn"): N_("撤回了删除个人信息的提请"),
        ("keeping", "refused"): N_("没有同意删除个人信息"),
        ("keeping", "erased"): N_("决定并删除了个人信息"),
        ("keeping", "reapplied"): N_("恢复备份后再次删除了个人信息，%(n)s次"),
        ("audit", "verified"): N_("核验了操作记录，%(n)s条"),
        ("login", "signed_in"): N_("登录"),
        ("login", "signed_out"): N_("退出登录"),
        ("login", "failed"): N_("登录没有成功，密码不对"),
        ("login", "not_proved"): N_("没有通过再次验证，密码不对"),
        ("login", "password_changed"): N_("修改了自己的密码"),
        ("login", "oidc_unknown"): N_("统一认证通过了，平台里没有对应的人"),
        ("login", "code_wrong"): N_("密码对了，动态验证码不对"),
        ("login", "recovery_code_used"): N_("用恢复码登录或确认了身份"),
        ("login", "factor_set"): N_("设置了自己的动态验证码"),
        ("login", "factor_ended"): N_("停用了自己的动态验证码"),
        ("login", "recovery_codes_made"): N_("换了一组恢复码"),
        ("login", "post_switched"): N_("切换了岗位"),
        ("people", "person_added"): N_("增加了人员"),
        ("people", "account_opened"): N_("开通了账号"),
        ("people", "person_changed"): N_("修改了人员资料"),
        ("people", "own_number_kept"): N_("登记了自己的身份证号，用于回避"),
        ("people", "own_number_forgotten"): N_("去掉了自己登记的身份证号"),
        ("people", "password_reset"): N_("重置了别人的密码"),
        ("people", "subject_named"): N_("登记了别人的统一认证号"),
        ("people", "subject_removed"): N_("去掉了别人的统一认证号"),
        ("people", "factor_reset"): N_("重置了别人的动态验证码"),
        ("people", "sign_in_rules_changed"): N_("修改了登录规定"),
        ("people", "unlocked"): N_("解除了锁定"),
        ("people", "disabled"): N_("停用了人员"),
        ("people", "restored"): N_("恢复了人员"),
        ("people", "handed_over"): N_("移交了停用人员的案件，%(n)s件"),
        ("people", "post_added"): N_("增加了岗位"),
        ("people", "post_ended"): N_("结束了岗位"),
        ("people", "role_made"): N_("新建了角色"),
        ("people", "role_changed"): N_("修改了角色"),
        ("people", "role_ended"): N_("取消了角色"),
        ("people", "api_key_made"): N_("发放了接口密钥"),
        ("people", "api_key_ended"): N_("停用了接口密钥"),
        ("door", "case"): N_("查了当事人在别的单位有没有在办案件"),
        ("door", "number"): N_("登记时查了当事人在别的单位有没有在办案件"),
        ("contact", "offered"): N_("就同一当事人表示愿意联系"),
        ("contact", "accepted"): N_("答应了就同一当事人联系"),
        ("contact", "left"): N_("没有回应就同一当事人联系"),
        ("contact", "seen"): N_("看了对方答应联系"),
        ("keys", "rotated"): N_("启用了新密钥"),
        ("keys", "retired"): N_("停用了旧密钥"),
        ("plugin", "disabled"): N_("停用了插件"),
        ("plugin", "enabled"): N_("启用了插件"),
        ("plugin", "retired"): N_("决定不再使用插件"),
    }
)
_BY_KIND = MappingProxyType(
    {
        "read": N_("看了案件"),
        "search": N_("搜索了，找到%(n)s件"),
        "reveal": N_("看了隐去的内容"),
        "export": N_("导出了数据"),
        "print": N_("打印了文书"),
        "notify": N_("复制了通知"),
        "consult": N_("办理了来访咨询"),
        "check": N_("办理了核查"),
        "glass": N_("办理了特批查阅"),
        "keeping": N_("办理了保管与删除"),
        "audit": N_("办理了审计"),
        "api": N_("用接口密钥调用了接口"),
        "login": N_("办理了登录事项"),
        "people": N_("管理了人员、岗位或角色"),
        "door": N_("查了别的单位有没有在办案件"),
        "contact": N_("就同一当事人联系"),
        "caucus": N_("记、看单独谈话"),
        "material": N_("管理了案件材料"),
        "complaint": N_("办理了对调解员的投诉"),
        "person": N_("登记、撤销同一人"),
        "keys": N_("更换了密钥"),
        "setting": N_("修改了组织、日历、参数、文书用语或设置"),
        "plugin": N_("管理了插件"),
    }
)


def access_sentence(kind: str, action: str, count: int | None) -> str:
    """Return what somebody did in a few words; an act nobody wrote a sentence for is told by its kind."""
    sentence = _SENTENCES.get((kind, action)) or _BY_KIND.get(kind)
    if sentence is None:
        return say(N_("其他操作"))
    return say(sentence, n=count or 0) if "%(n)s" in sentence else say(sentence)


def kind_of_entry(kind: str) -> TrailKind:
    """Return the filter an entry belongs to."""
    return next((filter_ for filter_, kinds in ENTRY_KINDS.items() if kind in kinds), TrailKind.MANAGE)
