"""A county's own Word template for a paper: checked when it comes, filled with plain texts and nothing else.

A template is a stranger's file. It may hold placeholders like `{{ number }}` and no other part of a template language, no
program, no picture from elsewhere, and no more than it says it holds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from types import MappingProxyType

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from portal.engine.office_files import DOCX, MEGABYTE, Limits, OfficeTrouble, opened_office, refuse_links, refuse_programs
from portal.errors import Problem, Refused
from portal.papers.on_paper import VALUES, CaseOnPaper
from portal.papers.placeholders import unknown_placeholders
from portal.papers.sheet import RULE, ordinal, term_sentence

BIGGEST = MEGABYTE  # packed
_LIMITS = Limits(part=4 * MEGABYTE, xml=4 * MEGABYTE, whole=12 * MEGABYTE, parts=300)
_TROUBLES = MappingProxyType(
    {
        "not_office": "template_not_docx",
        "unpacks_too_big": "template_unpacks_too_big",
        "program": "template_program",
        "links_out": "template_links_out",
        "broken": "template_broken",
    }
)
_PARAGRAPH_END = re.compile(r"</w:p>")
_TAG = re.compile(r"<[^>]*>")
_PLACEHOLDER = re.compile(r"\{\{ ?([a-z][a-z0-9_]*) ?\}\}")
_FIELD = "template"
_RULE = "＿" * 6
TEMPLATE_VALUES: Mapping[str, str] = MappingProxyType({**VALUES, "parties": "各方当事人，一行一个", "terms": "协议条款，逐条"})
"""What a template may name besides the fields of the type, with its meaning."""

_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


def check_template(content: bytes, known: Collection[str]) -> frozenset[str]:
    """Return the placeholders of a template that may be used.

    Raises:
        Refused: at `template`, with everything found: too big, no Word document, a program or a link inside, placeholders that
            are broken or unknown.
    """
    found = _placeholders(_parts(content), known)
    fill_template(content, dict.fromkeys(found, "字"))  # what cannot be filled is refused now, not when somebody prints
    return found


def fill_template(content: bytes, values: Mapping[str, str]) -> bytes:
    """Return the template filled with the values; an empty one is a rule to write on. Raises `Refused`."""
    template = DocxTemplate(io.BytesIO(content))
    out = io.BytesIO()
    try:
        template.render(_Given(values), jinja_env=_Plain(autoescape=True, undefined=StrictUndefined), autoescape=True)
        template.save(out)
    except (TemplateError, KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile) as broken:
        raise Refused.at(_FIELD, "template_broken") from broken
    return out.getvalue()


def template_values(case: CaseOnPaper) -> dict[str, str]:
    """Return what a template may name of a case, as plain texts."""
    terms = (f"{ordinal(n)}、{term_sentence(term)}".replace(RULE, _RULE) for n, term in enumerate(case.terms, 1))
    return {
        **{field.key: field.value for field in case.fields},
        **{name: case.value(name) for name in VALUES},
        "parties": "\n".join(f"{p.role}：{p.name}" for p in case.parties),
        "terms": "\n".join(terms),
    }


class _Given(dict[str, str]):
    """The values of a case; an empty one is a rule to write on."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__({key: value or _RULE for key, value in values.items()})


class _Plain(SandboxedEnvironment):
    """A template language that knows names and nothing else: no attribute, no call, no filter, no block."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if any(not isinstance(node, _PLAIN) for node in tree.find_all(nodes.Node)):
            raise Refused.at(_FIELD, "template_does_more")
        return tree


def _parts(content: bytes) -> dict[str, bytes]:
    """Return what is packed inside, with bounds on size and number before anything is unpacked, and nothing that does more."""
    if len(content) > BIGGEST:
        raise Refused.at(_FIELD, "template_too_big", most=BIGGEST // 1024)
    if not content:
        raise Refused.at(_FIELD, "template_empty")
    try:
        with opened_office(io.BytesIO(content), DOCX, _LIMITS) as office:
            refuse_programs(office)
            refuse_links(office)
            return {name: office.part(name) for name in office.names}
    except OfficeTrouble as trouble:
        raise Refused.at(_FIELD, _TROUBLES[trouble.code]) from trouble


def _placeholders(parts: Mapping[str, bytes], known: Collection[str]) -> frozenset[str]:
    problems: list[Problem] = []
    found: set[str] = set()
    for name, content in parts.items():
        if not re.fullmatch(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml", name):
            continue
        for paragraph in _PARAGRAPH_END.split(content.decode("utf-8-sig")):
            text = _TAG.sub("", paragraph)
            rest = _PLACEHOLDER.sub(" ", text)
            found.update(_PLACEHOLDER.findall(text))
            at = re.search(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝", rest)
            if at is not None:
                near = rest[max(at.start() - 6, 0) : at.end() + 14].strip()
                problems.append(Problem(_FIELD, "placeholder_broken", {"near": near}))
    problems += unknown_placeholders(_FIELD, found, known)
    if problems:
        raise Refused(tuple(problems))
    return frozenset(found)
