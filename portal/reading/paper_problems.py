"""Sentences for what may be wrong with the wording of a paper, a Word template, or making a file."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

PAPERS = MappingProxyType(
    {
        "fonts_missing": N_(
            "这台服务器没有中文字体，生成不了 PDF。请系统管理员安装 Debian 软件包 %(package)s；打印和下载 Word 不受影响。"
        ),
        "pdf_failed": N_("这次没有生成 PDF。请再试一次；还不行的，请打印或下载 Word，并告诉系统管理员。"),
        "office_missing": N_("这份文书用的是本地 Word 模板，服务器上没有 LibreOffice，转不成 PDF。请下载 Word 后打印。"),
        "office_failed": N_("LibreOffice 没有把这份 Word 转成 PDF。请下载 Word 后打印，并告诉系统管理员。"),
        "placeholder_unknown": N_("没有“%(name)s”这个占位符，最接近的是“%(like)s”。"),
        "placeholder_broken": N_("“%(near)s”这里的占位符不完整：要用半角花括号，前后成对，里面只写名称。"),
        "wording_empty": N_("这一段不能为空。"),
        "template_empty": N_("请选择一个 .docx 文件。"),
        "template_too_big": N_("模板最大 %(most)s KB，请去掉里面的图片后再传。"),
        "template_not_docx": N_("这不是 Word 文档（.docx），可能只是改了扩展名。请用 Word 或 WPS 另存为 .docx 后再传。"),
        "template_unpacks_too_big": N_("这个文件解开后太大，不能用作模板。"),
        "template_program": N_("模板里有宏、控件、嵌入的文件或者会执行的域，不能使用。请去掉后另存为 .docx。"),
        "template_links_out": N_("模板引用了外面的文件或网址（图片、附加模板），不能使用。请改为插入文件本身。"),
        "template_does_more": N_("模板里只能写 {{ 名称 }} 这样的占位符，不能写语句、函数或者点号。"),
        "template_broken": N_("这份模板填不进去，可能已损坏。请用 Word 或 WPS 打开、另存后再传。"),
    }
)
