"""`portal audit`: prove that nothing recorded was altered, and give the record out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json
from portal.errors import Forbidden
from portal.reading.audit_export import audit_lines
from portal.reading.integrity import fault_sentence
from portal.services.daily import seal_file
from portal.store.access_log import log_access
from portal.store.faults import Fault
from portal.store.unit_of_work import SHANGHAI
from portal.store.verify import verify as verify_all

AUDIT_PAGE = "portal.audit"
COUNTS = ("events", "cases", "values", "access_entries", "seals", "unsealed", "compared", "waiting")


@click.command("verify", cls=Command, help="核验每个案件的记录链、封存和案件内容；发现问题以 1 退出。")
@click.option(
    "--seals",
    metavar="文件",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="另外保存的封存文件副本；库和封存文件一起退回到以前时，只有它看得出来",
)
@as_json
@on_installation
def verify(installation: Installation, seals: Path | None, as_json: bool) -> int:
    """Walk every chain, every seal and the rows of every case."""
    with installation.at_task("audit.verify") as uow:
        verdict = verify_all(uow, seal_file(installation.config.data_dir), copy=seals)
    if as_json:
        until = verdict.sealed_until.isoformat() if verdict.sealed_until is not None else None
        told = {"sealed_until": until, "root": verdict.root, "faults": [_fault(fault) for fault in verdict.faults]}
        say_json({"whole": verdict.is_whole, **{key: getattr(verdict, key) for key in COUNTS}, **told})
    else:
        say(f"核验 {verdict.cases} 件案件的 {verdict.events} 条记录、{verdict.access_entries} 条查看记录。")
        say(f"核对 {verdict.compared} 件案件的内容与最后一条记录，{verdict.waiting} 件等待计算校验值。")
        if verdict.sealed_until is not None:
            say(f"核验 {verdict.seals} 次封存，封存到 {verdict.sealed_until.astimezone(SHANGHAI):%Y-%m-%d %H:%M}。")
            say(f"最后一次封存值（请抄下或另外保存）：{verdict.root}")
        say(f"尚未封存 {verdict.unsealed} 条。")
        for fault in verdict.faults:
            where = f"案件 {fault.case_id}：" if fault.case_id else f"记录 {fault.entry_id}：" if fault.entry_id else ""
            say(f"{where}{fault_sentence(fault.kind.value, str(fault.seq), fault.part)}")
        say("没有发现改动。" if verdict.is_whole else f"发现 {len(verdict.faults)} 处问题。")
    return 0 if verdict.is_whole else 1


@click.command("export", cls=Command, help="以某人身份（须有审计权限）导出操作记录，每行一条 JSON。")
@click.option("--as", "as_user", metavar="账号", required=True, help="以谁的身份导出")
@click.option(
    "--out", metavar="文件", type=click.Path(dir_okay=False, path_type=Path), required=True, help="写到哪个文件；不能已经存在"
)
@on_installation
def export(installation: Installation, as_user: str, out: Path) -> None:
    """Write the record to a file."""
    with installation.acting_as(as_user, write=True) as (uow, who):
        if not who.actor.may("open", AUDIT_PAGE):
            raise Forbidden("open")
        log_access(uow, "export", "audit")
    with installation.at_task("audit.verify") as uow, out.open("x", encoding="utf-8") as file:
        lines = 0
        for line in audit_lines(uow):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            lines += 1
    say(f"已写入 {lines} 条记录：{out}")


audit = Group(
    "audit",
    {
        "verify": ("portal.cli.audit:verify", "核验记录链和封存"),
        "export": ("portal.cli.audit:export", "导出操作记录"),
    },
    help="审计。",
)


def _fault(fault: Fault) -> dict[str, object]:
    return {
        "kind": fault.kind.value,
        "seq": fault.seq,
        "case": str(fault.case_id) if fault.case_id else None,
        "entry": str(fault.entry_id) if fault.entry_id else None,
        "part": fault.part,
    }
