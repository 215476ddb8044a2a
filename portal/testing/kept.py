"""Checks of the life of the plugin itself: its texts, its tables up and down, and the cases it leaves behind."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from sqlalchemy import ColumnElement, Date, DateTime, Table, column, create_engine, insert, inspect, literal_column, table, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine, Uuid

from portal.cli.catalogues import texts_of
from portal.cli.declared_texts import is_chinese
from portal.proof.asking import Asker
from portal.store import migrate
from portal.store.database import make_engine
from portal.store.plugin_histories import plugin_histories
from portal.testing.bench import Bench
from portal.testing.findings import Check, Finding
from portal.testing.stored import MANY, opened
from portal.testing.translations import untranslated
from portal.testing.tried_on import database

_PLACEHOLDER = re.compile(r"\{\w+\}")
_EXTRACT = "portal i18n extract --plugin {key}，补上译文，再运行一次"


def texts_are_translated(bench: Bench) -> Iterator[Finding]:
    """Find texts a language of the plugin lacks; a plugin without translations speaks Chinese and lacks nothing."""
    for language in _languages(bench):
        missing = untranslated(bench.plugin, bench.found.folder, language)
        if missing:
            shown = "、".join(f"“{text}”" for text in missing[:3])
            yield Finding(
                f"translations/{language}", f"{len(missing)} 句没有译文：{shown}", _EXTRACT.format(key=bench.plugin.key)
            )


def translations_keep_placeholders(bench: Bench) -> Iterator[Finding]:
    """Find translations that lost a placeholder, and such of what nobody says any more."""
    said = texts_of(bench.plugin, bench.found.folder).found
    for language in _languages(bench):
        catalogue = bench.found.folder / "translations" / language / "LC_MESSAGES" / "messages.po"
        with catalogue.open("rb") as file:
            messages = [message for message in read_po(file, locale=language) if message.id and message.string]
        for message in messages:
            text, own = str(message.id), str(message.string)
            if sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(own)):
                yield Finding(f"translations/{language}", f"“{text}”的占位符与译文不同", "译文里保留一样的 {…}")
            elif language == "en" and is_chinese(own):
                yield Finding(f"translations/{language}", f"“{text}”的译文里还有中文", "译成英文；法律名称也译")
            elif isinstance(message.id, str) and not message.context and text not in said:
                yield Finding(f"translations/{language}", f"“{text}”已经没有人说了", _EXTRACT.format(key=bench.plugin.key))


def tables_go_up_and_down(bench: Bench) -> Iterator[Finding]:
    """Find tables that migrations do not make as declared, do not remove, or cannot make again where there were rows."""
    histories = plugin_histories(bench.portal.registry)
    for history in histories:
        where = f"{history.key} migrations"
        with tempfile.TemporaryDirectory(prefix="suyuan-kit-") as folder, database(Path(folder)) as url:
            engine = make_engine(url, as_owner=True)
            try:
                migrate.upgrade(engine)
                core = set(inspect(engine).get_table_names())
                for turn in ("第一次", "再一次"):
                    failed = [state.failed for state in migrate.upgrade(engine, (history,)) if state.failed]
                    if failed:
                        yield Finding(where, f"{turn}升级失败：{failed[0]}", "upgrade() 要能在只有平台表的库里运行")
                        return
                    yield from _as_declared(where, inspect(engine), history.metadata.sorted_tables)
                    for one in history.metadata.sorted_tables:
                        _put_a_row(url, one)
                    inspect(engine).clear_cache()
                    migrate.downgrade_plugin(engine, history)
                    left = set(inspect(engine).get_table_names()) - core
                    if left:
                        yield Finding(
                            where, f"{turn}降级以后还留下 {'、'.join(sorted(left))}", "downgrade() 删掉 upgrade() 建的一切"
                        )
                        return
                    if core - set(inspect(engine).get_table_names()):
                        yield Finding(where, "降级时删掉了平台的表", "downgrade() 只删自己的表")
                        return
            finally:
                engine.dispose()


def cases_outlive_the_plugin(bench: Bench) -> Iterator[Finding]:
    """Find cases that cannot be read once the plugin is gone, and such as could still be acted on."""
    there = list(opened(bench, MANY))
    asker = Asker(bench.portal.without_plugin, bench.portal.handler)
    for type_key, case_id in there:
        page = asker.ask("GET", f"/cases/{case_id}")
        title = bench.plugin.case_type(type_key.rpartition(".")[2]).title
        if page.status != 200 or title not in page.texts[0]:
            yield Finding(type_key, f"插件不在时案件页打不开（{page.status}）", "声明里只用能写成快照的值")
        elif f"/cases/{case_id}/do/" in page.texts[0]:
            yield Finding(type_key, "插件不在时还有动作可办", "这是平台的错，请告诉维护人员")
    for key, _ in bench.types():
        if asker.ask("GET", f"/cases/new/{key}").status != 404:
            yield Finding(key, "插件不在时还能登记", "这是平台的错，请告诉维护人员")


def core_stays_whole(bench: Bench) -> Iterator[Finding]:
    """Find what of the portal itself does not work once the plugin is gone."""
    app = bench.portal.without_plugin
    asker = Asker(app, bench.portal.handler)
    for path in ("/", "/cases/", "/account/"):
        status = asker.ask("GET", path).status
        if status >= 400:
            yield Finding(path, f"插件不在时打不开（{status}）", "插件不要改动平台的数据")


def _languages(bench: Bench) -> list[str]:
    return sorted(p.parent.parent.name for p in bench.found.folder.glob("translations/*/LC_MESSAGES/messages.po"))


def _as_declared(where: str, there: Any, tables: list[Table]) -> Iterator[Finding]:
    names = set(there.get_table_names())
    for one in tables:
        if one.name not in names:
            yield Finding(where, f"没有建 {one.name}", "portal_tables 给出的每张表都要有迁移")
            continue
        made, declared = {c["name"] for c in there.get_columns(one.name)}, {c.name for c in one.columns}
        if made != declared:
            yield Finding(where, f"{one.name} 的列与声明不同：{'、'.join(sorted(made ^ declared))}", "为改动写一个新的迁移")


def _put_a_row(url: str, made: Table) -> None:
    """Write one row of made-up values past every rule: what counts is that there is one when the table goes."""
    values: dict[str, ColumnElement[Any]] = {
        one.name: literal_column(f"'{_value(one.type)}'") for one in made.columns if one.computed is None
    }
    engine = create_engine(url, hide_parameters=True)  # an engine of the portal would let no foreign row in
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))  # no link is looked after
            connection.execute(insert(table(made.name, *map(column, values))).values(values))
    except IntegrityError:
        pass  # a CHECK of its own that made-up values do not pass
    finally:
        engine.dispose()


def _value(kind: TypeEngine[Any]) -> str:
    """Return a value that the type takes, as both databases read it between quotation marks."""
    match kind.impl if isinstance(kind, TypeDecorator) else kind:
        case DateTime():
            return "2026-11-20 02:00:00+00:00"
        case Date():
            return "2026-11-20"
        case JSON():
            return "{}"
        case Uuid():
            return "0" * 31 + "1"
    return "1"


CHECKS = (
    Check("texts_are_translated", "每种语言的译文齐全", texts_are_translated),
    Check("translations_keep_placeholders", "译文保留占位符，没有多余的", translations_keep_placeholders),
    Check("tables_go_up_and_down", "自己的表升、降、再升，有数据时也行", tables_go_up_and_down),
    Check("cases_outlive_the_plugin", "插件不在时案件仍看得到、不能办", cases_outlive_the_plugin),
    Check("core_stays_whole", "拿掉插件，平台照常", core_stays_whole),
)
