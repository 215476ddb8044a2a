"""Sentences for what may be wrong when people, roles, organisations, plugins, calendar and parameters are administered."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

ADMINISTRATION = MappingProxyType(
    {
        "account_form": N_("请填 11 位手机号；没有手机的，填用户名：小写字母开头，可用字母、数字和 . _ -，3 至 32 个字符。"),
        "account_taken": N_("这个手机号或用户名已经有人用了。如果是同一个人，请给他增加岗位；在别的单位的，请找县安全管理员。"),
        "username_taken": N_("这个用户名已经有人用了，请换一个。"),
        "account_there": N_("这个人已经有账号了。"),
        "no_account": N_("这个人还没有账号，请先开通。"),
        "mobile_form": N_("手机号应为 11 位数字。"),
        "person_disabled": N_("这个人已经停用。需要时先恢复，再办别的。"),
        "person_not_disabled": N_("这个人没有停用。"),
        "not_for_oneself": N_("自己的岗位、密码和停用不能自己办，请找另一位管理员；改密码在“我的账户”。"),
        "posts_elsewhere": N_("这个人在别的单位还有岗位，或者有您不能授予的角色，账号由县安全管理员办理。"),
        "role_beyond_yours": N_("这个角色超出了您能授予的范围，请找县安全管理员。"),
        "posts_apart": N_("系统管理员、安全管理员、审计要由不同的人担任，也不能同时担任能看案件的岗位。"),
        "post_held": N_("这个人在这段时间已经有同样的岗位。"),
        "until_before_since": N_("结束日期不能早于开始日期和今天。"),
        "last_of_role": N_("这是最后一位能用的系统管理员或安全管理员，先让别人担任，再办这件事。"),
        "role_title_taken": N_("已经有这个名称的角色，请换一个名称。"),
        "role_empty": N_("请至少勾选一件能办的事或一个能打开的页面。"),
        "role_without_reading": N_("要办别的事，先勾选“看案件”。"),
        "role_without_reach": N_("请选择能看的范围。"),
        "role_keys_apart": N_("管人员、管系统、看操作记录要分在不同的角色里，县级的这三种角色也不能同时看案件。"),
        "role_held": N_("还有人担任或担任过这个角色，不能取消；请改岗位，不再授予它。"),
        "organisation_name_taken": N_("已经有这个全称的组织。"),
        "organisation_below_itself": N_("上级单位不能是它自己或它的下级。"),
        "organisation_too_deep": N_("层级太多了，最多五级。"),
        "organisation_has_posts": N_("还有人在这个组织任职，请先结束他们的岗位。"),
        "organisation_has_cases": N_("这个组织还有案件没有归档，请先办完或移交。"),
        "organisation_has_below": N_("下面还有组织，请先处理下级。"),
        "roster_name_needed": N_("请选择本单位在系统里的人员，或者填写姓名。"),
        "roster_listed": N_("这个人已经在名册里，请在原来那一条上修改。"),
        "roster_until_engaged": N_("委员的任期由系统按三年计算，这里请留空；聘任的才填。"),
        "roster_until_before": N_("聘期的结束日期不能早于开始日期。"),
        "roster_gone": N_("这位调解员已经退出名册，不能再改；重新担任的，请再列入一次。"),
        "no_numbers_here": N_("这个组织不办理任何行业的案件，不编案号；请先选好它办理的行业。"),
        "same_number_code": N_("“%(other)s”也用代字“%(code)s”，办的又是同类案件，两家的案号会一样。仍要用吗？"),
        "plugin_disabled_already": N_("这个插件已经停用，下次启动时生效。"),
        "plugin_not_disabled": N_("这个插件没有在这里停用，不用启用。"),
        "calendar_empty": N_("文件里没有一天，请核对。"),
        "calendar_columns": N_("第一行应为列名：%(columns)s。"),
        "calendar_line": N_("这一行看不懂：应为 日期,holiday 或 make_up,年份,节日，例如 2027-01-01,holiday,2027,元旦。"),
        "calendar_day_twice": N_("%(day)s 写了两次。"),
        "calendar_day_of_another_notice": N_("%(day)s 已经在另一年的放假安排里，请核对年份。"),
        "calendar_encoding": N_("文件的编码认不出来，请另存为 UTF-8 或 GBK 的 CSV。"),
        "parameter_there": N_("这个参数在同一地区、同一天已经有一个数值。数值有误的，请从另一天起加一个新的。"),
        "month_start": N_("请填 1 至 28 之间的数。"),
        "setting_value": N_("这个设置不能是这个值。"),
    }
)
