"""`portal files`: the files of cases on disk, against their rows."""

from __future__ import annotations

import click

from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json
from portal.errors import ConfigError
from portal.services.file_keeping import scan_waiting
from portal.services.file_keeping import sweep as sweep_files
from portal.services.file_keeping import verify as verify_files
from portal.services.scanning import Verdict
from portal.store.files.vault import FOLDER, Vault

VERDICTS = {Verdict.CLEAN: "无毒", Verdict.INFECTED: "有毒", Verdict.PENDING: "没有查成"}


@click.command("verify", cls=Command, help="逐份核对案件材料：文件在不在、是否与登记时一致；有问题以 1 退出。")
@as_json
@on_installation
def verify(installation: Installation, as_json: bool) -> int:
    """Compare every file with its row."""
    report = verify_files(installation.store, _vault(installation), installation.county_code, installation.now)
    if as_json:
        ids = {"missing": [str(one) for one in report.missing], "altered": [str(one) for one in report.altered]}
        say_json({"good": report.is_good, "looked_at": report.looked_at, **ids, "left_over": report.left_over})
    else:
        say(f"核对 {report.looked_at} 份材料。")
        for one in report.missing:
            say(f"文件丢失：{one}")
        for one in report.altered:
            say(f"与登记时不一致：{one}")
        if report.left_over:
            say(f"有 {report.left_over} 个没有登记的文件，是中断的上传留下的，可执行 portal files sweep 清理。")
        say("全部一致。" if report.is_good else "请从备份恢复上列文件。")
    return 0 if report.is_good else 1


@click.command("sweep", cls=Command, help="清理中断的上传留下的文件（一小时以前的）；有登记的材料不动。")
@as_json
@on_installation
def sweep(installation: Installation, as_json: bool) -> int:
    """Take away what belongs to nothing."""
    swept = sweep_files(installation.store, _vault(installation), installation.county_code, installation.now)
    if as_json:
        say_json({"swept": swept})
    else:
        say(f"清理了 {swept} 个文件。")
    return 0


@click.command("scan", cls=Command, help="用 PORTAL_SCANNER 查毒：默认只查还没有查成的；发现有毒以 1 退出。")
@click.option("--all", "everything", is_flag=True, help="全部重新查一遍，例如病毒库更新以后")
@as_json
@on_installation
def scan(installation: Installation, everything: bool, as_json: bool) -> int:
    """Let the scanner look."""
    scanner = installation.config.scanner
    if not scanner:
        raise ConfigError("没有设置 PORTAL_SCANNER，不查毒")
    vault = _vault(installation)
    counts = scan_waiting(installation.store, vault, installation.county_code, scanner, everything=everything)
    if as_json:
        say_json({verdict.value: count for verdict, count in counts.items()})
    else:
        say("，".join(f"{VERDICTS[verdict]} {count} 份" for verdict, count in counts.items()) + "。")
    return 1 if counts[Verdict.INFECTED] else 0


files = Group(
    "files",
    {
        "verify": ("portal.cli.files:verify", "核对材料与登记"),
        "sweep": ("portal.cli.files:sweep", "清理中断的上传"),
        "scan": ("portal.cli.files:scan", "查毒"),
    },
    help="案件材料。",
)


def _vault(installation: Installation) -> Vault:
    return Vault(installation.config.data_dir / FOLDER)
