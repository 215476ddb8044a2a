"""`portal cases import`: a body's own ledger becomes cases, checked and written as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from portal.cli.commands import Command, as_json, as_user
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json
from portal.cli.words import in_words
from portal.engine.ledger.columns import columns_of
from portal.engine.ledger.sheets import Sheet, lines_of
from portal.errors import ConfigError, Problem, Refused
from portal.reading.ledger_imports import Told, told_of
from portal.reading.problem_sentences import problem_sentence
from portal.services.ledger.check import Findings, check_lines, numbered
from portal.services.ledger.known import ground_of, mapped_from, type_of
from portal.services.ledger.upload import guessed, keep, refuse_again
from portal.services.ledger.workbook import LARGEST_BYTES, read_workbook
from portal.services.ledger.write import NotWritten, make_ready, write_ready
from portal.store.access_log import log_access
from portal.store.identifiers import new_id


@click.command("import", cls=Command, help="把一个单位自己的台账导入为案件：逐行检查，全部无误才一次写入。")
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_user
@click.option("--type", "type_key", metavar="类型", required=True, help="<插件>.<类型>")
@click.option("--sheet", metavar="名称", default="", help="哪一张工作表；有几张像台账的必须指明")
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@click.option("--confirm", is_flag=True, help="需要核对的地方已经核对；同样的台账再导入一次也要它")
@as_json
@on_installation
def import_ledger(
    installation: Installation,
    file: Path,
    as_user: str,
    type_key: str,
    sheet: str,
    dry_run: bool,
    confirm: bool,
    as_json: bool,
) -> int:
    """Check the file and write its rows, or say what is wrong with them."""
    with in_words(installation.config.locale, installation.registry):
        try:
            with file.open("rb") as opened:
                sheets = read_workbook(opened.read(LARGEST_BYTES + 1))
            return _run(installation, file.name, sheets, as_user, type_key, sheet, dry_run, confirm, as_json)
        except Refused as refused:
            return _tell(as_json, {"rows": 0, "imported": 0}, _whole(refused.problems, type_key))


def _run(
    installation: Installation,
    name: str,
    sheets: Sequence[Sheet],
    account: str,
    type_key: str,
    sheet: str,
    dry_run: bool,
    confirm: bool,
    as_json: bool,
) -> int:
    plugin = type_key.partition(".")[0]
    import_id = new_id()
    with installation.acting_as(account) as (uow, who):
        case_type = type_of(uow, who.actor, type_key)
        chosen = _chosen(tuple(sheets), sheet, [len(lines_of(one, case_type)) for one in sheets])
        refuse_again(uow, who.actor, type_key, (chosen,), again=confirm)
        places = guessed(chosen, type_key, uow)
        ground = ground_of(uow, who.actor, type_key, mapped_from(places))
        lines = lines_of(chosen, case_type)
        findings = Findings()
        missing = [c for c in columns_of(case_type) if c.required and c.path not in places]
        findings.add(0, (Problem(c.path, "column_missing", {"title": c.heading}) for c in missing))
        if not missing:
            check_lines(uow, ground, lines, findings)
            for row, problem in numbered(uow, ground, lines).problems:
                findings.add(row, (problem,))
        stops = bool(findings.wrong) or (bool(findings.asked) and not confirm)
        ready = None
        if not dry_run and not stops:
            try:
                ready = make_ready(uow, ground, lines, import_id)
            except NotWritten as stopped:
                findings, stops = stopped.findings, True
        columns = {column.path: column for column in columns_of(case_type)}
        told = [told_of(one, columns, places, plugin) for one in findings.kept]
    if ready is not None:
        with closing(ready), installation.acting_as(account, write=True) as (uow, who):
            ledger = keep(uow, type_key, name, (chosen,), again=confirm, import_id=import_id)
            write_ready(uow, ready, who.actor, ledger)
            ledger.state, ledger.cells = "done", None
            log_access(uow, "import", "ledger", data={"import": str(ledger.id), "type": type_key}, count=len(lines))
    counts = {"rows": len(lines), "imported": 0 if ready is None else len(lines)}
    return _tell(as_json, {**counts, "wrong": findings.wrong, "asked": findings.asked}, told, failed=stops)


def _chosen(sheets: tuple[Sheet, ...], name: str, rows: list[int]) -> Sheet:
    """Return the sheet that was named, or the only one that looks like a ledger."""
    if name:
        found = next((one for one in sheets if one.name == name), None)
        if found is None:
            raise ConfigError(f"没有工作表 {name}；有 {'、'.join(one.name for one in sheets)}")
        return found
    fitting = [one for one, count in zip(sheets, rows, strict=True) if count]
    if len(fitting) > 1 and sheets[0].name != "台账":
        raise ConfigError(f"有几张工作表，请用 --sheet 指明一张：{'、'.join(one.name for one in fitting)}")
    return fitting[0] if fitting else sheets[0]


def _whole(problems: tuple[Problem, ...], type_key: str) -> list[Told]:
    return [Told(0, "", "", problem_sentence(one, type_key.partition(".")[0]), one.asks) for one in problems]


def _tell(as_json: bool, counts: dict[str, Any], told: list[Told], *, failed: bool = True) -> int:
    if as_json:
        rows = [{"row": t.row, "column": t.letter, "title": t.column, "message": t.sentence, "asks": t.asks} for t in told]
        say_json({**counts, "problems": rows})
        return int(failed)
    for one in told:
        places = (f"第 {one.row} 行" if one.row else "", f"{one.letter} 列" if one.letter else "", one.column)
        where = " ".join(filter(None, places))
        say(f"{where}：{one.sentence}" if where else one.sentence)
    wrong, asked = counts.get("wrong", 0), counts.get("asked", 0)
    say(f"{counts['rows']} 行，导入 {counts['imported']} 件，要改 {wrong} 处，要核对 {asked} 处。")
    return int(failed)
