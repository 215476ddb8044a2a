"""Sentences for what may be wrong with passwords, codes and second factors."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

SIGNING_IN = MappingProxyType(
    {
        "phone_needs_proof": N_("手机号可以用来登录：改之前，请在下面再输一次您的登录密码。"),
        "password_missing": N_("请再输一次您的登录密码。"),
        "password_wrong": N_("密码不对，请再输一次您的登录密码。"),
        "password_locked": N_("密码试错太多次，请过 15 分钟再试；着急的，请另一位有权限的同事办理。"),
        "code_missing": N_("请输入验证器上现在显示的 6 位数字，或者一个恢复码。"),
        "code_wrong": N_("验证码不对，或者刚才已经用过。请等验证器换下一个数字再输；手机时间不准的，请先校准。"),
        "code_locked": N_("验证码试错太多次，请过 15 分钟再试；着急的，请管理员解锁。"),
        "factor_there": N_("动态验证码已经设置好了；要换手机，请先停用再重新设置。"),
        "factor_not_begun": N_("请先点“开始设置”。"),
        "factor_none": N_("没有设置动态验证码。"),
        "factor_required": N_("您的岗位必须用动态验证码，不能停用。换手机请找县安全管理员重置。"),
        "subject_by_county": N_("统一认证号由县安全管理员登记。"),
        "subject_taken": N_("这个统一认证号已经是别人的，请核对。"),
        "factor_by_county": N_("动态验证码由县安全管理员重置。"),
    }
)
