"""A county's own Word template: filled with plain texts, and refused with its reason where it is anything more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from portal.errors import Refused
from portal.papers.own_template import BIGGEST, check_template, fill_template

KNOWN = ("number", "facts", "terms")
MAIN = "word/document.xml"
RELATION = (
    '<Relationship Id="r99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="http://example.invalid/x" TargetMode="External"/></Relationships>'
)


def template(*lines: str, header: str = "") -> bytes:
    """Return a document whose lines are cut into runs in the middle, as office programs do."""
    document = Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for part in (line[: len(line) // 2], line[len(line) // 2 :]):
            paragraph.add_run(part)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return the document with its parts changed, and with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def in_part(part: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: content.replace(old, new) if name == part else content


def refused(content: bytes) -> list[tuple[str, dict[str, object]]]:
    with pytest.raises(Refused) as told:
        check_template(content, KNOWN)
    assert {problem.field for problem in told.value.problems} == {"template"}
    return [(problem.code, dict(problem.params)) for problem in told.value.problems]


def lines_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_placeholders_are_found_across_runs_and_in_headers() -> None:
    assert check_template(template("案号：{{ number }}", "{{facts}}", header="{{ number }}"), KNOWN) == {"number", "facts"}


def test_values_are_plain_text_and_an_empty_one_is_a_rule() -> None:
    made = fill_template(
        template("{{ number }}", "{{ terms }}", "{{ facts }}"), {"number": "<w:p>&{{ x }}", "terms": "一\n二", "facts": ""}
    )

    assert lines_of(made) == ["<w:p>&{{ x }}", "一\n二", "＿＿＿＿＿＿"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("案号 {{ nmber }} 号", "placeholder_unknown", {"name": "nmber", "like": "number"}),
        ("案号 {{ number } 号", "placeholder_broken", {"near": "案号 {{ number } 号"}),
        ("案号 number }} 号", "placeholder_broken", {"near": "umber }} 号"}),
        ("｛｛number｝｝", "placeholder_broken", {"near": "｛｛number｝｝"}),
        ("{{ number.__class__ }}", "placeholder_broken", {"near": "{{ number.__clas"}),
        ("{{ number() }}", "placeholder_broken", {"near": "{{ number() }}"}),
        ("{{ number|upper }}", "placeholder_broken", {"near": "{{ number|upper"}),
        ("{% if number %}", "placeholder_broken", {"near": "{% if number %}"}),
        ("{# number #}", "placeholder_broken", {"near": "{# number #}"}),
        ("{{r number }}", "placeholder_broken", {"near": "{{r number }}"}),
    ],
)
def test_broken_or_unknown_placeholder_is_shown_where_it_stands(line: str, code: str, said: dict[str, str]) -> None:
    assert (code, said) in refused(template(line))


def test_all_wrong_placeholders_are_told_at_once() -> None:
    assert [code for code, _said in refused(template("{{ a }} {{ b }}", "{{ number"))] == [
        "placeholder_broken",
        "placeholder_unknown",
        "placeholder_unknown",
    ]


def _zip_of_something_else() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


def _bomb() -> bytes:
    return repacked(template("x"), lambda _name, content: content, word__media__big=b"\0" * (5 * BIGGEST))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "template_empty"),
        (b"%PDF-1.7 renamed", "template_not_docx"),
        (_zip_of_something_else(), "template_not_docx"),
        (template("x")[:-40], "template_not_docx"),
        (b"x" * (BIGGEST + 1), "template_too_big"),
        (_bomb(), "template_unpacks_too_big"),
        (repacked(template("x"), lambda _n, c: c, word__vbaProject__bin=b"x"), "template_program"),
        (
            repacked(
                template("x"),
                in_part(
                    "[Content_Types].xml",
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                ),
            ),
            "template_program",
        ),
        (
            repacked(template("x"), in_part(MAIN, b"</w:p>", b"<w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r></w:p>")),
            "template_program",
        ),
        (repacked(template("x"), in_part(MAIN, b"</w:body>", b'<w:altChunk r:id="r1"/></w:body>')), "template_program"),
        (repacked(template("x"), in_part(MAIN, b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document")), "template_broken"),
        (repacked(template("x"), in_part(MAIN, b"</w:document>", b"")), "template_broken"),
        (
            repacked(
                template("x"),
                in_part("word/_rels/document.xml.rels", b"</Relationships>", RELATION.format(kind="image").encode()),
            ),
            "template_links_out",
        ),
        (
            repacked(
                template("x"),
                in_part("word/_rels/document.xml.rels", b"</Relationships>", RELATION.format(kind="attachedTemplate").encode()),
            ),
            "template_links_out",
        ),
    ],
)
def test_file_that_is_no_plain_document_is_refused_with_its_reason(content: bytes, code: str) -> None:
    assert refused(content) == [(code, refused(content)[0][1])]


def test_hyperlink_may_stay() -> None:
    changed = in_part("word/_rels/document.xml.rels", b"</Relationships>", RELATION.format(kind="hyperlink").encode())

    assert check_template(repacked(template("{{ number }}"), changed), KNOWN) == {"number"}


def test_statement_hidden_from_the_first_look_is_stopped_by_the_language_itself() -> None:
    document = Document()
    document.core_properties.subject = "{{ number.__class__ }}"
    out = io.BytesIO()
    document.save(out)

    with pytest.raises(Refused):
        fill_template(out.getvalue(), {"number": "x"})
