"""The component library: what each macro writes, and what it never writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import render_template_string

import portal.web
from tests.rig.databases import sqlite_database
from tests.web.desks import Desks, make_desks

WEB = Path(portal.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SHEETS = sorted((WEB / "static" / "css").glob("*.css"))
SCRIPTS = sorted((WEB / "static" / "js").glob("*.js"))


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """One application for the tests of this file, which write nothing."""
    folder = tmp_path_factory.mktemp("desks")
    with sqlite_database(folder, migrated=True) as url:
        made = make_desks(url, folder)
        yield made
        made.engine.dispose()


def render(desks: Desks, source: str, **values: object) -> str:
    with desks.app.test_request_context("/"):
        return re.sub(r"\s+", " ", render_template_string(source, **values))


class Tags(HTMLParser):
    """Collects start tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_template_compiles_and_has_no_inline_script_or_style(desks: Desks, path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    desks.app.jinja_env.get_template(path.relative_to(WEB / "templates").as_posix())

    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=\"|javascript:|\|\s*safe\b", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"(?:src|href)=\"https?:", source)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_stays_on_the_floor_of_old_browsers(path: Path) -> None:
    """No nesting, no container queries, nothing from outside, no italics, nothing under 14 px."""
    source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert "&" not in source
    assert "@container" not in source
    assert not re.search(r"url\(|@import|italic", source)
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)rem", source)]
    assert all(size >= 0.875 for size in sizes)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_needs_no_relaxed_policy(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"\beval\(|new Function|document\.write|insertAdjacentHTML|https?://", source)
    assert not re.search(r"(?:inner|outer)HTML\s*\+?=(?!\s*template\.innerHTML)", source)
    assert source.startswith("//")


def test_every_component_says_what_it_is_for(desks: Desks) -> None:
    for path in (WEB / "templates" / "components").glob("*.html"):
        source = path.read_text(encoding="utf-8")
        for macro in re.finditer(r"\{%-? macro ([a-z]\w*)\(", source):
            before = source[: macro.start()].rstrip()
            assert before.endswith("-#}"), f"{path.name}: {macro[1]} has no comment"


KINDS = [
    "text",
    "long_text",
    "whole",
    "number",
    "money",
    "day",
    "credit_code",
    "id_number",
    "phone",
    "plate",
    "password",
    "new_password",
]


@pytest.mark.parametrize("kind", KINDS)
def test_field_has_label_hint_error_and_old_value_tied_together(desks: Desks, kind: str) -> None:
    page = render(
        desks,
        "{{ ui.field(kind, 'parties.worker.0.x', '名称', value='旧值', hint='提示', required=true, wrong='请填写。') }}",
        kind=kind,
    )

    control = next(attrs for tag, attrs in Tags(page).found if tag in ("input", "textarea"))
    label = next(attrs for tag, attrs in Tags(page).found if tag == "label")
    assert label["for"] == control["id"] == "f-parties-worker-0-x"
    assert control["aria-describedby"] == "f-parties-worker-0-x-hint f-parties-worker-0-x-wrong"
    assert control["aria-invalid"] == "true"
    assert control["aria-required"] == "true"
    assert "必填" in page
    assert "请填写。" in page
    assert ("旧值" in page) is ("password" not in kind)


@pytest.mark.parametrize(("count", "tag"), [(5, "input"), (6, "select")])
def test_choice_is_radios_up_to_five_then_a_list(desks: Desks, count: int, tag: str) -> None:
    options = [(f"k{n}", f"选项{n}") for n in range(count)]

    page = render(desks, "{{ ui.field('choice', 'x', '类型', options=options, value='k1', required=true) }}", options=options)

    tags = [name for name, _attrs in Tags(page).found]
    assert tag in tags
    assert ("fieldset" in tags) is (tag == "input")
    assert re.search(r'value="k1"[^>]*(checked|selected)', page)


def test_yes_or_no_has_a_third_answer_unless_required(desks: Desks) -> None:
    source = "{{ ui.field('yes_no', 'x', '到场', value=value, required=required) }}"

    assert "未填" in render(desks, source, value="", required=False)
    assert "未填" not in render(desks, source, value="", required=True)
    assert re.search(r'value="no"[^>]* checked', render(desks, source, value=False, required=True))
    assert "checked" not in render(desks, source, value="", required=True)


def test_choices_keep_what_was_ticked(desks: Desks) -> None:
    page = render(desks, "{{ ui.field('choices', 'x', '证据', options=(('a', '甲'), ('b', '乙')), value=['b']) }}")

    assert re.search(r'value="b"[^>]* checked', page)
    assert not re.search(r'value="a"[^>]* checked', page)


def test_described_field_is_the_same_as_a_written_one(desks: Desks) -> None:
    described = SimpleNamespace(kind="money", name="owed", label="欠付金额", value="12", required=True)

    assert render(desks, "{{ ui.field_of(f) }}", f=described) == render(
        desks, "{{ ui.field('money', 'owed', '欠付金额', value='12', required=true) }}"
    )


def test_list_of_problems_leads_to_each_field(desks: Desks) -> None:
    page = render(desks, "{{ ui.error_summary([('details.owed', '请填金额。'), ('', '整体有误。')]) }}")

    assert 'href="#f-details-owed"' in page
    assert "还有 2 处要改" in page
    assert render(desks, "{{ ui.error_summary([]) }}").strip() == ""


def test_markup_in_values_stays_text_everywhere(desks: Desks) -> None:
    evil = "<script>alert(1)</script>\"'"
    source = """{{ ui.field("text", evil, evil, value=evil, hint=evil, wrong=evil) }}
    {{ ui.field("long_text", "x", evil, value=evil) }}{{ ui.field("choice", "x", evil, options=[(evil, evil)] * 6, value=evil) }}
    {{ ui.chip("working", evil) }}{{ ui.kv([(evil, evil)]) }}{{ ui.strip(evil, why=evil) }}{{ ui.steps([(evil, "now")]) }}
    {{ ui.tile(evil, evil, evil, evil, evil) }}{{ ui.phone(evil) }}{{ ui.active_filters([(evil, evil, evil)]) }}
    {{ ui.timeline([{"when": none, "who": evil, "what": evil, "text": evil}]) }}{{ ui.tabs([(evil, evil, evil, 1)], evil) }}
    {{ ui.post_button(evil, evil, {evil: evil}) }}{{ ui.copy(evil) }}{{ ui.rule(evil) }}{{ ui.error_summary([(evil, evil)]) }}
    {{ ui.id_number(evil) }}{{ ui.note(evil) }}{{ ui.text(evil) }}{{ ui.row_link(evil, evil) }}"""

    page = render(desks, source, evil=evil)

    assert "<script" not in page
    assert all(tag != "script" for tag, _attrs in Tags(page).found)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ ui.money(1200050) }}", "12,000.50 元"),
        ("{{ ui.money(1200000, capitals=true) }}", "壹万贰仟元整"),
        ("{{ ui.money(none) }}", "未填"),
        ("{{ ui.day(day) }}", "2026-12-06"),
        ("{{ ui.day(day, 'sentence') }}", "12月6日（周日）"),
        ("{{ ui.day(day, 'paper') }}", "2026年12月6日"),
        ("{{ ui.day(none) }}", "未填"),
        ("{{ ui.moment(moment) }}", "2026-11-21 21:42"),
        ("{{ ui.left(2) }}", "剩 2 天"),
        ("{{ ui.left(0) }}", "今天到期"),
        ("{{ ui.left(-3) }}", "超 3 天"),
        ("{{ ui.id_number('620723199001011234') }}", "620723 19900101 1234"),
        ("{{ ui.id_number('6207**********1234') }}", "6207** ******** 1234"),
        ("{{ ui.share(72, 80) }}", "90.0%（72/80）"),
        ("{{ ui.share(0, 0) }}", "—"),
        ("{{ ui.kv([('合同编号', '')]) }}", "未填"),
        ("{{ ui.phone('138****2345') }}", "138****2345"),
        ("{{ ui.phone('0936-5521148') }}", 'href="tel:09365521148"'),
        ("{{ 12345678900|ten_thousands }}", "12,345.68"),
        ("{{ 128|whole }} {{ 1280|whole }}", "128 1,280"),
    ],
)
def test_values_are_written_as_officials_write_them(desks: Desks, source: str, shown: str) -> None:
    page = render(desks, source, day=date(2026, 12, 6), moment=datetime(2026, 11, 21, 13, 42, tzinfo=UTC))

    assert shown in page


def test_masked_phone_cannot_be_dialled(desks: Desks) -> None:
    assert "tel:" not in render(desks, "{{ ui.phone('138****2345') }}")


@pytest.mark.parametrize("status", ["waiting", "working", "signing", "done", "overdue", "resting"])
def test_chip_says_its_word_beside_a_shape(desks: Desks, status: str) -> None:
    page = render(desks, "{{ ui.chip(status, '调解中') }}", status=status)

    assert "调解中" in page
    assert f"#{status}" in page
    assert 'aria-hidden="true"' in page
    assert f'id="{status}"' in (WEB / "static" / "shapes.svg").read_text(encoding="utf-8")


def test_icons_of_templates_are_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="([^"]+)"', (WEB / "static" / "vendor" / "tabler-sprite.svg").read_text(encoding="utf-8")))
    used = set()
    for path in TEMPLATES:
        used |= set(re.findall(r"(?:ui\.)?_?icon(?:_word)?\(\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8")))

    assert used
    assert used <= sprite


def test_pager_offers_only_pages_that_exist(desks: Desks) -> None:
    page = render(desks, "{{ ui.pager(128, next='/cases/?cursor=x') }}")

    assert "共 128 件" in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    assert "上一页" not in render(desks, "{{ ui.pager(3) }}")


def test_menu_acts_by_posts_with_tokens(desks: Desks) -> None:
    page = render(desks, "{% call ui.menu('其他') %}{{ ui.menu_post('/void', '作废', danger=true) }}{% endcall %}")

    assert "<details" in page
    assert 'method="post"' in page
    assert 'name="csrf_token"' in page
    assert "menu-item-danger" in page


def test_empty_value_on_a_paper_is_a_rule_to_write_on(desks: Desks) -> None:
    page = render(desks, "{% call ui.print_page('临劳调〔2026〕128号') %}{{ ui.rule(none) }}{% endcall %}")

    assert 'class="rule"' in page
    assert "临劳调〔2026〕128号" in page
