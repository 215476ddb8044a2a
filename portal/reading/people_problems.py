"""Sentences about who stands for whom."""

from __future__ import annotations

from portal.reading.wording import N_

PEOPLE = {
    "complaint_no_bureau": N_("本县还没有设受理投诉的司法行政岗位，请打司法局的电话。"),
    "complaint_no_mediator": N_("这个单位没有叫这个名字的人，请核对姓名和单位。"),
    "complaint_two_mediators": N_("这个单位有同名的人，请填由他办理的案件的案号。"),
    "complaint_no_case": N_("这个单位没有这个案号的案件，或者您看不到它；不知道的请留空。"),
    "complaint_about_oneself": N_("不能登记对自己的投诉，请由同事登记。"),
    "complaint_taken": N_("已经有人办理了。"),
    "complaint_answered": N_("已经答复过了。"),
    "complaint_no_measure": N_("不属实、不属于受理范围的，请选“不需要处理”。"),
    "persons_two_needed": N_("请至少勾选两名当事人。"),
    "persons_too_many": N_("一个人最多合在一起 %(most)s 名当事人。"),
    "persons_one_already": N_("这几名当事人已经登记为同一人。"),
    "persons_not_alike": N_(
        "这几名当事人的身份证号不同，或者没有相同的身份证号、姓名和电话，不能登记为同一人。号码登记错的，请先在案件里更正。"
    ),
    "persons_keep_which": N_("几名当事人的这一项不同，请选出要留下的一个。"),
    "persons_out_of_reach": N_("其中有您应当回避或者看不到的案件，请由本单位其他有权的人办理。"),
    "persons_undone_already": N_("已经撤销过了。"),
    "persons_merged_further": N_("这个人后来又同别的当事人登记为同一人，请先撤销后来的那一次。"),
    "joint_twice": N_("已经请过这个单位，或者它正在参加办理。"),
    "joint_too_many": N_("最多 %(most)s 人参加。"),
    "joint_named_only": N_("限知、封存的案件，只能由对方指定的那个人参加。"),
    "joint_stands_aside": N_("选的人里有应当回避的，请换人。"),
    "joint_over": N_("已经答复、撤回或者结束了。"),
    "joint_not_open": N_("案件已经达成协议或者终结，不再请其他单位参加。"),
    "joint_decides_nothing": N_("您参加联合办理，只能选“有待继续调解”；成与不成由负责的单位记录。"),
    "stand_in_nobody": N_("本单位没有别的同事可以代办。"),
    "stand_in_oneself": N_("代办人不能是本人，请另选一位。"),
    "stand_in_past": N_("不能早于今天；以前的事已经各自记录。"),
    "stand_in_until_before": N_("不能早于开始的日期。"),
    "stand_in_too_long": N_("最长一年；长期不在岗的，请把案件移交给别人。"),
    "stand_in_twice": N_("这两个人在这些天里已经登记过代办，请看上面的列表。"),
    "stand_in_over": N_("这次代办已经结束。"),
    "proposer_needed": N_("请选择是哪一方提出的。"),
    "proposer_not_asked": N_("选了提出的一方，请在“由谁提出”里选“一方提出，其他各方接受”。"),
    "tie_needed": N_("填了披露或者同意的内容，请选择调解员申报的是什么关系；没有关系的，请清空下面几项。"),
    "tie_kin": N_("调解员是一方当事人或者其代理人的近亲属。请换一位；各方都书面同意由其调解的，在下面登记。"),
    "tie_interest": N_("调解员与纠纷有利害关系。请换一位；各方都书面同意由其调解的，在下面登记。"),
    "tie_other": N_("调解员与当事人、代理人有其他关系，可能影响公正。请换一位；各方都书面同意由其调解的，在下面登记。"),
    "tie_employer": N_("调解员所在的单位是本案的一方当事人。请换一位；各方都书面同意由其调解的，在下面登记。"),
    "tie_earlier": N_("调解员近年在本单位为同一个人调解过其他纠纷。请换一位；各方都书面同意由其调解的，在下面登记。"),
    "tie_before_taking": N_(
        "你所在的单位是本案的一方当事人，不能自己接手。请由负责人指派；各方都书面同意由你调解的，在指派时登记。"
    ),
    "waiver_needed": N_("各方当事人没有都书面同意的，不能由其调解。"),
    "waiver_day_needed": N_("请填写各方书面同意的日期。"),
    "disclosure_needed": N_("请写明向各方披露了什么关系。"),
    "guardian_needed": N_(
        "有 %(count)s 名未满18周岁的当事人还没有登记法定代理人。请先在“当事人”里登记法定代理人，或者说明不由监护人代理的原因。"
    ),
    "guardian_consent_needed": N_(
        "有 %(count)s 名当事人未满14周岁，还没有监护人同意处理其个人信息的日期（个人信息保护法第31条）。"
        "请重新登记法定代理人，填写这个日期。"
    ),
    "guardian_ground_needed": N_("当事人不是未成年人，或者不知道年龄。请选择需要法定代理人的原因。"),
    "ground_contradicts_age": N_("与当事人的年龄不符，请核对原因和出生日期。"),
    "guardian_name_needed": N_("请填写法定代理人的姓名或名称；他也是本案当事人的，请在上面选择。"),
    "guardian_named_twice": N_("已经选了本案当事人，就不用再填姓名；请去掉其中一项。"),
    "guardian_is_other_side": N_(
        "监护人是对方当事人，不能代理本人（民法典第168条）。请另登记没有利害冲突的监护人，或者由负责人办理“说明不由监护人代理”。"
    ),
    "agent_is_other_side": N_("代理人是对方当事人，不能代理本人（民法典第168条）。"),
    "agent_of_both_sides": N_("此人已经是对方的代理人。双方都同意由他代理的，才能登记（民法典第168条）。"),
    "acts_for_itself": N_("代理人不能是本人。"),
    "acts_while_minor": N_("未满18周岁，不能代理或者代表别人。"),
    "not_a_minor": N_("只有未满18周岁的当事人才需要说明。"),
    "exempt_by_supervisor": N_("监护人是对方当事人的，由负责人决定保护措施并登记。"),
    "too_young_to_earn": N_("未满16周岁，或者不知道出生日期，不适用这一项（民法典第18条）。"),
    "two_to_five": N_("代表人应为二至五人，现在选了 %(count)s 人（民事诉讼法解释第78条）。"),
    "not_of_one_group": N_("所选的人要在同一方，而且这一方有十人以上。"),
    "elected_and_apart": N_("同一人不能既是代表人，又不由代表人代表。"),
    "represented_must_know": N_("请先向各位当事人说明，再登记。"),
    "representatives_asked": N_(
        "有一方共 %(count)s 人，还没有登记推选的代表人（二至五人，民事诉讼法解释第75、76、78条）。"
        "确定由各人分别签字的，请勾选确认。"
    ),
    "member_twice": N_("与第 %(row)s 行的身份证号相同，同一人只写一行，请核对这两行。"),
    "member_there_already": N_("本案已经登记了这个身份证号的当事人，请从名单里删去这一行。"),
    "too_many_members": N_("一次最多 %(most)s 人，请分开办理。"),
    "members_without_names": N_("没有找到“姓名”这一列。请在第一行写明各列是什么：姓名、身份证号、电话、金额。"),
    "members_empty": N_("名单里没有人，请核对。"),
    "in_list": N_("名单第 %(row)s 行 %(column)s 列：%(sentence)s"),
    "members_gone": N_("检查过的名单已经不在了，请重新选择文件。"),
    "members_for_form": N_("登记时一次最多填入 %(most)s 人。人数更多的，先登记一人保存，再在案件页“导入多人名单”。"),
    "consented_already": N_("所选的人里有已经记下同意的，请去掉。"),
    "before_last_consent": N_("不能早于已经记下的同意日期（%(day)s）。"),
    "merge_not_found": N_("本单位没有这个案号的案件，或者您看不到它，请核对案号。"),
    "merge_itself": N_("不能并入本案自己，请填另一件的案号。"),
    "merge_into_ended": N_("那一件已经达成协议、终结或者作废，不能并入；请选一件在办的。"),
    "merge_into_paused": N_("那一件正在中止，请先恢复调解再并案。"),
    "merge_other_type": N_("两件的纠纷类型不同，不能并案。"),
    "merge_less_private": N_("本案的密级比那一件高，请先提高那一件的密级。"),
    "merge_referred": N_("转办来的案件，或者正在转办、等对方答复的案件，不能并案。"),
    "merge_role_full": N_("并入以后“%(title)s”超过 %(most)s 个，不能并案，请核对是不是同一件事。"),
    "merge_nobody_shared": N_("两件没有相同的当事人。确实是同一件事的，请勾选确认。"),
    "no_report_waits": N_("没有等这个单位回执的移送，请核对。"),
    "before_report": N_("不能早于报告、移送的日期（%(day)s）。"),
    "before_link": N_("不能早于登记的日期（%(day)s）。"),
}
