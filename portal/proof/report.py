"""Says what the proof found: for people a matrix and the failures in sentences, for programs the same as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from portal.cli.telling import say, say_table
from portal.proof.proving import Proof

_MOST_FAILURES = 200


def as_json(proof: Proof) -> dict[str, object]:
    """Return everything for a program. Canaries are named by key; no value of one stands here."""
    return {
        "holds": proof.holds,
        "engine": proof.engine,
        "every": proof.breadth.every,
        "under": proof.breadth.under,
        "full": proof.breadth.full,
        "seed": proof.breadth.seed,
        "routes": list(proof.routes),
        "visitors": list(proof.visitors),
        "canaries": proof.canaries,
        "canaries_by_kind": dict(proof.kinds),
        "matters": dict(proof.matters),
        "requests": proof.requests,
        "compared": proof.compared,
        "canaries_seen_by_whom_they_concern": proof.seen,
        "log_lines": proof.log_lines,
        "commands": list(proof.commands),
        "held_back": list(proof.held_back),
        "matrix": {
            route: {visitor: {str(status): n for status, n in sorted(answers.items())} for visitor, answers in by.items()}
            for route, by in sorted(proof.answers.items())
        },
        "failures": [
            {"route": f.route, "visitor": f.visitor, "what": f.what, "canary": f.canary, "about": f.about} for f in proof.failures
        ],
    }


def say_proof(proof: Proof) -> None:
    """Print the matrix, what was planted, and every failure."""
    wrong = Counter(failure.route for failure in proof.failures)
    say("路由 × 岗位")
    rows = [
        (route, str(len(by)), str(_all(by)), _statuses(by), str(wrong[route]) if wrong[route] else "—")
        for route, by in sorted(proof.answers.items(), key=lambda item: item[0].split(" ")[::-1])
    ]
    say_table(("路由或命令", "岗位", "请求", "应答", "问题"), rows)
    say("")
    say(f"数据库 {proof.engine}；路由 {len(proof.routes)} 条 × 岗位 {len(proof.visitors)} 个 × 暗记 {proof.canaries} 个。")
    say(
        f"暗记埋在 {sum(proof.matters.values())} 件事项里："
        + "，".join(f"{what} {n}" for what, n in sorted(proof.matters.items()))
    )
    say(f"请求 {proof.requests} 次，隐藏与不存在比较 {proof.compared} 次，日志 {proof.log_lines} 行。")
    say("以某人身份执行的命令：" + "，".join(proof.commands))
    say(f"有权的人看到了 {proof.seen} 个暗记。")
    if proof.breadth.every > 1 and not proof.breadth.full:
        say(f"抽样：一条路由的一种方法，每 {proof.breadth.every} 个岗位由一个来试（种子 {proof.breadth.seed}）。")
    if proof.breadth.under:
        say(f"只问了 {proof.breadth.under} 开头的路由，其余的没有证明。")
    if proof.held_back:
        say(f"有 {len(proof.held_back)} 步被类型自己的规则拦下，没有埋下。")
    for failure in proof.failures[:_MOST_FAILURES]:
        said = [failure.route, failure.visitor, failure.what, failure.canary, failure.about]
        say("问题：" + " | ".join(part for part in said if part))
    if len(proof.failures) > _MOST_FAILURES:
        say(f"还有 {len(proof.failures) - _MOST_FAILURES} 处，见 --json。")
    say("没有发现越界。" if proof.holds else f"发现 {len(proof.failures)} 处问题。")


def _all(by: Mapping[str, Mapping[int, int]]) -> int:
    return sum(sum(answers.values()) for answers in by.values())


def _statuses(by: Mapping[str, Mapping[int, int]]) -> str:
    together: Counter[int] = Counter()
    for answers in by.values():
        together.update(answers)
    return " ".join(f"{status or '写出'}:{n}" for status, n in sorted(together.items()))
