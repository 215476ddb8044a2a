"""Sentences for what is wrong with a ledger: its file, its columns, its rows."""

from __future__ import annotations

from portal.reading.wording import N_

LEDGERS = {
    "workbook_empty": N_("文件是空的，请选有内容的台账。"),
    "workbook_too_heavy": N_("文件超过 %(most)s MB。请删去图片和用不着的工作表，再导入。"),
    "workbook_too_large": N_("文件展开以后太大，没有打开。请只留台账一张工作表，另存为新文件再导入。"),
    "workbook_unreadable": N_("打不开这个文件。请确认是 Excel、WPS 表格或 CSV 文件，没有设密码，另存为 xlsx 再导入。"),
    "workbook_too_many_sheets": N_("工作表太多，请只留台账的工作表。"),
    "workbook_too_many_rows": N_("超过 20000 行，请分成几个文件导入。"),
    "workbook_too_wide": N_("超过 200 列，请删去用不着的列。"),
    "workbook_cell_too_long": N_("有一格超过 30000 字，请精简以后再导入。"),
    "ledger_again": N_("同样的台账 %(day)s 已经导入过。确实要再导入一次的，请勾选确认。"),
    "ledger_without_rows": N_("这张工作表里没有案件，请换一张工作表，或核对表头。"),
    "column_missing": N_("请指出“%(title)s”在哪一列，或给所有行填同一个内容。"),
    "ledger_wrong": N_("还有 %(count)s 处要改，改好以前不能导入。"),
    "ledger_asks": N_("有 %(count)s 处需要核对，请看过以后勾选确认。"),
    "import_moved_on": N_("这次导入已经往下走了，请刷新页面看最新情况。"),
    "import_touched": N_("导入的案件中有 %(count)s 件已经办理过，不能整批撤销；请逐件作废或更正。"),
    "digits_lost": N_("这个号码被表格存成了数字，后几位已经丢失。请把这一列设为文本，照原件重新填写。"),
    "day_as_number": N_("分不清是 %(month)s 月 %(day)s 日还是 %(month)s 月 %(other)s 日，请写成 2026-11-03 这样的日期。"),
    "no_such_option": N_("没有这个选项，可以填：%(options)s。"),
    "not_as_many": N_("姓名有 %(names)s 个，这里有 %(count)s 个，请按姓名的顺序一一写全。"),
    "no_such_place": N_("本县没有这个镇村，请写全称，例如 沙河镇东寨村。"),
    "several_places": N_("有几个地方叫这个名字，请连镇名一起写，例如 沙河镇东寨村。"),
    "no_such_handler": N_("本单位现在没有叫这个名字的人，或者有同名的；请核对，留空则以后指派。"),
    "may_not_assign": N_("您的岗位不能指派案件，只能填自己的名字；别人的请留空。"),
    "handlers_own_matter": N_("当事人的号码与这位调解员登记的相同，案件不能由他办理，请另填一人。"),
    "number_form": N_("案号的形式不对，请写成 %(example)s，或只写几号。"),
    "number_of_others": N_("这不是本单位这类案件的案号，应当是 %(example)s 这样的。"),
    "number_year_differs": N_("案号是 %(year)s 年的，受理日期却在 %(accepted)s 年，请核对。"),
    "number_twice": N_("与第 %(row)s 行的案号相同，请核对。"),
    "number_given": N_("%(number)s 已经有一件案件，请核对是不是同一件。"),
    "number_beyond": N_("本年的编号已由系统接着编，下一个是第 %(next)s 号；请留空由系统编号。"),
}
