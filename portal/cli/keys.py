"""`portal keys`: let a fresh key take over, rewrite what older ones encrypted, take them out."""

from __future__ import annotations

import click

from portal.cli.commands import Command, Group, as_json
from portal.cli.opening import Installation, on_installation
from portal.cli.telling import say, say_json, say_table
from portal.services import keys as turning

_USES = {"data": "数据", "index": "检索"}


@click.command("status", cls=Command, help="密钥的编号和用途，以及改写到了哪里；不显示密钥本身。")
@click.option("--count", is_flag=True, help="逐行清点每把密钥还有多少数据在用（数据多时较慢）")
@as_json
@on_installation
def status(installation: Installation, as_json: bool, count: bool) -> int:
    """Tell the keys and how far the rewriting is."""
    found = turning.status(installation.store, installation.county_code, count=count)
    if as_json:
        say_json(
            {
                "settled": found.is_settled,
                "keys": [
                    {
                        "id": key.id,
                        "use": key.use,
                        "present": key.is_present,
                        "noted": key.is_noted,
                        "references": key.references,
                    }
                    for key in found.keys
                ],
                "places": [
                    {
                        "place": place.place,
                        "looked_at": place.looked_at,
                        "rewritten": place.rewritten,
                        "finished": place.is_finished,
                        "finished_at": place.finished_at.isoformat() if place.finished_at else None,
                    }
                    for place in found.places
                ],
            }
        )
        return 0
    say_table(
        ("编号", "用途", "状态", "数据库已登记", "在用"),
        [
            (
                key.id,
                _USES[key.use],
                "现用" if key.is_present else "旧",
                "是" if key.is_noted else "否",
                "未清点" if key.references is None else str(key.references),
            )
            for key in found.keys
        ],
    )
    say_table(
        ("位置", "看过", "改写", "完成"),
        [(one.place, str(one.looked_at), str(one.rewritten), "是" if one.is_finished else "否") for one in found.places],
    )
    say("全部数据都已用现用密钥写成。" if found.is_settled else "还有数据没有用现用密钥改写，请执行 portal keys rewrap。")
    return 0


@click.command("rotate", cls=Command, help="新建一把数据密钥，从现在起用它加密；原来的密钥照样能读。不用停机。")
@click.option("--index", is_flag=True, help="换检索用的密钥（身份证号、电话的查找），不换数据密钥")
@on_installation
def rotate(installation: Installation, index: bool) -> None:
    """Let a fresh key take over."""
    store, folder = installation.store, installation.config.keys_dir
    key_id = turning.rotate(store, installation.county_code, folder, index=index)
    say(f"已启用密钥 {key_id}。请马上另存一份密钥文件夹 {folder}，没有它，从现在起写入的内容都无法读出。")
    say("原有数据请执行 portal keys rewrap 改写。")


@click.command("rewrap", cls=Command, help="用现用密钥分批改写原有数据；不用停机，中断后再执行即从断处继续。")
@click.option("--batch", type=click.IntRange(10, 5000), default=turning.BATCH, show_default=True, help="一批多少行")
@on_installation
def rewrap(installation: Installation, batch: int) -> int:
    """Rewrite what older keys encrypted or hashed."""
    looked_at = rewritten = unreadable = 0
    for step in turning.rewrap(installation.store, installation.county_code, size=batch):
        looked_at, rewritten = looked_at + step.looked_at, rewritten + step.rewritten
        unreadable += step.unreadable
        if step.is_last:
            say(f"{step.place}：完成")
    say(f"看过 {looked_at} 行，改写 {rewritten} 处。")
    if unreadable:
        say(f"有 {unreadable} 处密文读不出来，保持原样；请执行 portal audit verify 查看，并从备份恢复。")
    return 1 if unreadable else 0


@click.command("retire", cls=Command, help="停用一把旧密钥；还有数据要用它时拒绝。停用前的密钥文件留在密钥文件夹的 retired/ 里。")
@click.argument("key_id", metavar="编号")
@on_installation
def retire(installation: Installation, key_id: str) -> None:
    """Take a former key out."""
    turning.retire(installation.store, installation.county_code, installation.config.keys_dir, key_id)
    say(f"已停用密钥 {key_id}。停用前的备份要用 retired/{key_id}.json 才能读出；不再需要这些备份时，请销毁它。")


keys = Group(
    "keys",
    {
        "status": ("portal.cli.keys:status", "密钥和改写进度"),
        "rotate": ("portal.cli.keys:rotate", "启用一把新密钥"),
        "rewrap": ("portal.cli.keys:rewrap", "用现用密钥改写原有数据"),
        "retire": ("portal.cli.keys:retire", "停用一把旧密钥"),
    },
    help="密钥：轮换、改写、停用。",
)
