"""Sentences for what may be wrong with a file somebody adds to a case."""

from __future__ import annotations

from types import MappingProxyType

from portal.reading.wording import N_

MATERIALS = MappingProxyType(
    {
        "file_missing": N_("请选择要添加的文件。"),
        "files_at_once": N_("一次最多添加 %(most)s 份，请分几次。"),
        "file_empty": N_("“%(name)s”是空的，请重新选择。"),
        "file_too_big": N_("“%(name)s”太大，一份最多 %(most)s MB。照片可以先用手机缩小，录像可以截取需要的一段。"),
        "file_kind": N_(
            "“%(name)s”不能添加：只收 PDF、照片（jpg、png、heic）、Word（docx）、Excel（xlsx）、录音（mp3、m4a）和录像（mp4）。"
        ),
        "file_not_what_it_says": N_(
            "“%(name)s”的内容和扩展名对不上，可能只是改了名字。请用原来的程序打开，另存为需要的格式再添加。"
        ),
        "file_program": N_("“%(name)s”是程序，不能添加。"),
        "file_old_office": N_("“%(name)s”是旧格式的 Word 或 Excel 文件，请打开后另存为 docx 或 xlsx 再添加。"),
        "file_page": N_("“%(name)s”是网页或者矢量图，不能添加。请打印成 PDF 或者截图后再添加。"),
        "picture_too_many_pixels": N_("“%(name)s”的尺寸太大（超过四千万像素），请缩小后再添加。"),
        "picture_broken": N_("“%(name)s”打不开，可能没有传完或者已经损坏。请重新拍照或者另存后再添加。"),
        "office_not_office": N_(
            "“%(name)s”不是 Word（docx）或 Excel（xlsx）文件，可能只是改了扩展名。请用 Word、Excel 或 WPS 另存后再添加。"
        ),
        "office_unpacks_too_big": N_("“%(name)s”解开后太大，不能添加。请拆成几份，或者打印成 PDF。"),
        "office_program": N_("“%(name)s”里有宏、控件、嵌入的文件或者会执行的域，不能添加。请打印成 PDF 再添加。"),
        "office_links_out": N_("“%(name)s”引用了外面的文件或网址，不能添加。请打印成 PDF 再添加。"),
        "office_broken": N_("“%(name)s”打不开，可能已经损坏。请用 Word、Excel 或 WPS 打开、另存后再添加。"),
        "case_files": N_("一件案件最多 %(most)s 份材料，现在有 %(there)s 份。"),
        "case_files_size": N_("一件案件的材料合计最多 %(most)s MB，现在约 %(there)s MB。"),
        "materials_closed": N_("案件已经归档或者作废，材料不能再增减。"),
        "material_voided": N_("这份材料已经作废。"),
        "material_broken": N_("这份材料和登记时不一致，或者文件已经丢失，不再提供。请告诉系统管理员，从备份恢复。"),
        "file_infected": N_("“%(name)s”查出病毒，没有保存。请联系当事人重新提供。"),
        "scan_pending": N_("这份材料还没有查毒，暂不提供下载。长时间这样的，请告诉系统管理员。"),
        "scan_infected": N_("这份材料查出病毒，不提供下载。请作废它，联系当事人重新提供。"),
        "phone_cannot_reach": N_("现在用的是本机地址，手机连不上这台电脑。请用本单位网络里的地址打开门户，再用手机拍照。"),
        "phone_link_ended": N_("这个二维码已经用过或者过期，请经办人重新生成。"),
    }
)
