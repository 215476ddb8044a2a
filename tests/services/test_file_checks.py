"""What a file may be: its content and its ending must agree, pictures lose where they were taken, office files what they hide."""

from __future__ import annotations

import io
import zipfile

import pi_heif
import pytest
from docx import Document
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from xlsxwriter import Workbook

from portal.engine.file_names import LONGEST, clean_name
from portal.errors import Problem
from portal.services.file_checks.pictures import MOST_PIXELS
from portal.services.file_checks.taking import Sent, Taken, take
from tests.services.heic import A_HEIC

MEGABYTE = 1024 * 1024


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), *, turned: int = 1) -> bytes:
    """Return a picture whose left half is red, taken at a place in Linze and turned by the camera."""
    made = Image.new("RGB", size, "blue")
    made.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[Base.Orientation] = turned
    exif[Base.Artist] = "WANG-ARTIST"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (39.0, 9.0, 8.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    out = io.BytesIO()
    made.save(out, kind, exif=exif)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    made = Document()
    made.add_paragraph("借条")
    made.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    made = Workbook(out)
    made.add_worksheet().write(0, 0, "工资")
    made.close()
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """Return a zip of parts; a docx as long as the needed ones are there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(io.BytesIO(docx())) as plain:
        for info in plain.infolist():
            archive.writestr(info, plain.read(info))
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def only_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00isomiso2"
OUTSIDE = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r9" Type="http://x/attachedTemplate" Target="http://evil/t.dotm" TargetMode="External"/></Relationships>'
)


def taken(name: str, content: bytes, most: int = 20 * MEGABYTE) -> Taken | Problem:
    return take(Sent(name, io.BytesIO(content)), most)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("借条.PDF", b"%PDF-1.7\n...", "借条.pdf"),
        ("IMG_1.jpeg", picture(), "IMG_1.jpg"),
        ("截图.png", picture("PNG"), "截图.png"),
        ("IMG_2.HEIC", A_HEIC, "IMG_2.jpg"),
        ("合同.docx", docx(), "合同.docx"),
        ("工资表.xlsx", xlsx(), "工资表.xlsx"),
        ("电话录音.mp3", b"ID3\x04\x00rest", "电话录音.mp3"),
        ("电话录音.mp3", b"\xff\xfb\x90\x00rest", "电话录音.mp3"),
        ("录音.m4a", M4A, "录音.m4a"),
        ("录音.m4a", MP4, "录音.m4a"),
        ("录像.mp4", MP4, "录像.mp4"),
        ("C:\\用户\\王某\\协议.pdf", b"%PDF-1.4", "协议.pdf"),
    ],
)
def test_allowed_file_is_taken_under_its_chinese_name(name: str, content: bytes, kept: str) -> None:
    found = taken(name, content)

    assert isinstance(found, Taken), found
    assert (found.name, found.name.rpartition(".")[2]) == (kept, found.media)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("压缩包.pdf", only_zip(), "file_not_what_it_says"),
        ("压缩包.docx", only_zip(), "office_not_office"),
        ("表.docx", xlsx(), "office_not_office"),
        ("照片.jpg", picture("PNG"), "file_not_what_it_says"),
        ("录像.mp4", M4A, "file_not_what_it_says"),
        ("包.zip", only_zip(), "file_kind"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_page"),
        ("图.png", b"\xef\xbb\xbf <svg/>", "file_page"),
        ("页.html", b"<!DOCTYPE html><script>", "file_page"),
        ("程序.exe", b"MZ\x90\x00", "file_program"),
        ("程序.pdf", b"MZ\x90\x00", "file_program"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_old_office"),
        ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_old_office"),
        ("没有扩展名", b"%PDF-1.7", "file_kind"),
        ("空.pdf", b"", "file_empty"),
        ("坏.jpg", picture()[:200], "picture_broken"),
        ("坏.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "picture_broken"),
        ("坏.heic", A_HEIC[:300], "picture_broken"),
        ("宏.docx", packed(word__vbaProject_dot_bin=b"x"), "office_program"),
        ("控件.docx", packed(word__activeX__a_dot_xml=b"<a/>"), "office_program"),
        ("外链.docx", packed(word___rels__settings_dot_xml_dot_rels=OUTSIDE), "office_links_out"),
        ("炸弹.docx", packed(word__media__a_dot_png=b"\x00" * (33 * MEGABYTE)), "office_unpacks_too_big"),
        ("实体.docx", packed(word__more_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "office_broken"),
    ],
)
def test_what_may_not_come_in_is_refused_with_its_name(name: str, content: bytes, code: str) -> None:
    found = taken(name, content)

    assert isinstance(found, Problem)
    assert (found.field, found.code) == ("files", code)
    assert str(found.params["name"]) in name


def test_file_larger_than_the_limit_is_refused_before_it_is_looked_at() -> None:
    found = taken("大.pdf", b"%PDF-" + b"x" * MEGABYTE, MEGABYTE)

    assert isinstance(found, Problem)
    assert (found.code, found.params["most"]) == ("file_too_big", 1)


def test_picture_of_too_many_pixels_is_refused_before_they_are_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (MOST_PIXELS // 1000, 1001)).save(out, "PNG")

    found = taken("大图.png", out.getvalue())

    assert isinstance(found, Problem)
    assert found.code == "picture_too_many_pixels"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_loses_where_and_by_whom_it_was_taken(kind: str) -> None:
    sent = picture(kind)
    assert b"WANG-ARTIST" in sent

    found = taken(f"照片.{kind.lower()}", sent)

    assert isinstance(found, Taken)
    content = found.content.read()
    with Image.open(io.BytesIO(content)) as kept:
        assert dict(kept.getexif()) == {}
        assert not {"exif", "comment", "xmp", "Raw profile type exif"} & set(kept.info)
    assert b"WANG-ARTIST" not in content


def test_heic_from_a_telephone_becomes_a_jpeg_without_its_place() -> None:
    assert pi_heif.open_heif(io.BytesIO(A_HEIC)).info.get("exif")

    found = taken("IMG_0001.HEIC", A_HEIC)

    assert isinstance(found, Taken)
    with Image.open(found.content) as kept:
        assert (kept.format, dict(kept.getexif())) == ("JPEG", {})


def test_picture_stays_upright_when_the_note_of_its_turning_goes() -> None:
    found = taken("照片.jpg", picture(size=(40, 30), turned=6))  # to be turned by a quarter: what was left is above

    assert isinstance(found, Taken)
    with Image.open(found.content) as kept:
        assert kept.size == (30, 40)
        red, _green, blue = kept.convert("RGB").getpixel((15, 4))  # type: ignore[misc]
        assert red > 200 > blue


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("王某借条.pdf", "王某借条.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("行\r\nSet-Cookie: a=b.pdf", "行Set-Cookie a=b.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        (".pdf", "材料.pdf"),
        ("", "材料.pdf"),
        ("\ud800.pdf", "材料.pdf"),
    ],
)
def test_name_is_fit_for_disks_lists_and_headers(given: str, kept: str) -> None:
    assert clean_name(given, "pdf") == kept


def test_long_name_is_cut_between_signs() -> None:
    name = clean_name("很" * 300 + ".pdf", "pdf")

    assert len(name.encode()) <= LONGEST
    assert name == "很" * 65 + ".pdf"
