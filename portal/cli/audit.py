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
from portal.services.jobs import seal_file
from portal.store.access_log import log_access
from portal.store.verify import Fault, FaultKind
from portal.store.verify import verify as verify_all

AUDIT_PAGE = "portal.audit"
FAULTS = {
    FaultKind.ALTERED: "记录被改动",
    FaultKind.MISSING: "缺少一条记录",
    FaultKind.CUT: "末尾的记录被删除",
    FaultKind.REORDERED: "记录的次序被改动",
    FaultKind.ORPHAN: "案件不在了，记录还在",
    FaultKind.VALUE: "保存的内容与记录不符",
    FaultKind.SEAL: "封存过的记录被改动",
    FaultKind.SEAL_FILE: "封存文件与数据库不一致",
}


@click.command("verify", cls=Command, help="核验每个案件的记录链和封存；发现问题以 1 退出。")
@as_json
@on_installation
def verify(installation: Installation, as_json: bool) -> int:
    """Walk every chain and every seal."""
    with installation.at_task("audit.verify") as uow:
        verdict = verify_all(uow, seal_file(installation.config.data_dir))
    if as_json:
        counts = {key: getattr(verdict, key) for key in ("events", "cases", "values", "access_entries", "seals", "unsealed")}
        say_json({"whole": verdict.is_whole, **counts, "faults": [_fault(fault) for fault in verdict.faults]})
    else:
        say(f"核验 {verdict.cases} 件案件的 {verdict.events} 条记录、{verdict.access_entries} 条查看记录。")
        say(f"核验 {verdict.seals} 次封存。")
        say(f"尚未封存 {verdict.unsealed} 条。")
        for fault in verdict.faults:
            where = f"案件 {fault.case_id}" if fault.case_id else f"记录 {fault.entry_id}" if fault.entry_id else "封存"
            say(f"{FAULTS[fault.kind]}：{where}，第 {fault.seq} 条")
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
    }
