"""Checks of the life of a case with the pure engine: every step, act and clock is met, and there is an end."""

from __future__ import annotations

from collections.abc import Iterator

from portal.declare.clocks import Whose
from portal.testing.bench import Bench
from portal.testing.findings import Check, Finding

_SAY = "给测试类加一条 courses：Course(类型, 名称, ((动作, {要填的内容}), …), details={登记时的内容})"


def acts_are_possible(bench: Bench) -> Iterator[Finding]:
    """Find acts of a type that can be done on no course."""
    for key, declared in bench.types():
        walked = bench.walked[declared.key]
        for action in declared.actions:
            if action.key not in walked.acts:
                yield Finding(f"{key} {action.key}", f"没有一条路能办成：{walked.held.get(action.key, '从未出现')}", _SAY)


def steps_are_reached(bench: Bench) -> Iterator[Finding]:
    """Find steps at which no case ever stands."""
    for key, declared in bench.types():
        for step in declared.steps:
            if step.key not in bench.walked[declared.key].steps:
                yield Finding(f"{key} {step.key}", "没有案件走得到这一步", f"要有动作以 to= 通到这里；{_SAY}")


def steps_are_left(bench: Bench) -> Iterator[Finding]:
    """Find steps from which no case goes on."""
    for key, declared in bench.types():
        walked = bench.walked[declared.key]
        for step in declared.steps:
            if step.key in walked.steps and step.key not in walked.left:
                yield Finding(f"{key} {step.key}", "到了这一步就走不下去", _SAY)


def cases_end(bench: Bench) -> Iterator[Finding]:
    """Find types whose cases can be neither settled nor given up."""
    for key, declared in bench.types():
        walked = bench.walked[declared.key]
        for ending, act, title in (("settled", "agree", "调解成功"), ("not_settled", "fail", "调解不成")):
            if ending not in walked.endings:
                held = walked.held.get(act) or walked.held.get("consent") or walked.held.get("accept") or "走不到"
                yield Finding(key, f"没有一条路以{title}结束：{held}", _SAY)


def clocks_start(bench: Bench) -> Iterator[Finding]:
    """Find clocks that never start."""
    for key, declared in bench.types():
        for clock in declared.clocks:
            if clock.key not in bench.walked[declared.key].started:
                yield Finding(f"{key} {clock.key}", "期限从未开始", f"查 starts 和 when；要特别情形的：{_SAY}")


def clocks_stop(bench: Bench) -> Iterator[Finding]:
    """Find clocks that start and never stop though something should; a right of the parties nobody is warned of may run out."""
    for key, declared in bench.types():
        walked = bench.walked[declared.key]
        for clock in declared.clocks:
            silent = clock.whose is Whose.PARTIES and not clock.warns
            if clock.stops and not silent and clock.key in walked.started and clock.key not in walked.stopped:
                yield Finding(f"{key} {clock.key}", "期限开始以后从未停止", f"查 stops；要特别情形的：{_SAY}")


def own_courses_go_through(bench: Bench) -> Iterator[Finding]:
    """Find acts of the author's own courses that could not be done."""
    for key, declared in bench.types():
        titles = tuple(f"{course.title}：" for course in bench.courses if course.type == declared.key)
        for act, why in bench.walked[declared.key].held.items():
            if act.startswith(titles) and titles:
                yield Finding(key, f"{act} 没有办成：{why}", "改这条 Course，或者改规则、前置条件")
    unknown = {course.type for course in bench.courses} - {declared.key for declared in bench.plugin.case_types}
    for type_key in sorted(unknown):
        yield Finding(type_key, "courses 写的类型不存在", "写类型的代号，不带插件代号")


CHECKS = (
    Check("acts_are_possible", "自己的每个动作都办得成", acts_are_possible),
    Check("steps_are_reached", "每一步都走得到", steps_are_reached),
    Check("steps_are_left", "每一步都走得出去", steps_are_left),
    Check("cases_end", "案件既能调成也能调不成", cases_end),
    Check("clocks_start", "每个期限都会开始", clocks_start),
    Check("clocks_stop", "开始了的期限会停止", clocks_stop),
    Check("own_courses_go_through", "自己给出的路走得通", own_courses_go_through),
)
