"""Checks of what is declared: examples, required answers, conditions, rules, statistics, calculators, versions, roles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portal.declare.calculators import Worked
from portal.declare.fields import Choice, Field
from portal.declare.steps import Verb
from portal.engine.actions import BY_KEY
from portal.engine.read_fields import read_fields
from portal.errors import Refused
from portal.hooks.registry import PluginCondition
from portal.testing.bench import Bench
from portal.testing.courses import variants
from portal.testing.desk import Desk, problems
from portal.testing.findings import Check, Finding
from portal.testing.sums import worked

_DAYS = (0, 11, 41, 72, 100, 101, 192, 283, 365, 466, 833)  # month ends, new year, a leap day and its neighbours, two years on
_MOST_REQUIRED = 12


def starts(bench: Bench) -> Iterator[Finding]:
    """Find why the plugin does not start in a portal of its own."""
    for report in bench.portal.registry.states:
        if report.state is not PluginCondition.ACTIVE:
            yield Finding(report.key, report.reason, "按所说的位置改好，再运行一次")


def example_opens(bench: Bench) -> Iterator[Finding]:
    """Find examples that do not open on some day, or only with a question."""
    for key, declared in bench.types():
        for days in _DAYS:
            desk = bench.desk(declared, bench.today + timedelta(days=days))
            try:
                desk.open(desk.example())
            except Refused as refused:
                said = "；".join(sorted(problems(refused)))
                yield Finding(key, f"示例在 {desk.today} 登记不了：{said}", "example 里的日期从 today 算起，要过得了自己的规则")
                break


def required_is_asked(bench: Bench) -> Iterator[Finding]:
    """Find required fields that can be left out, and such as are not all told at once."""
    for key, declared in bench.types():
        desk = bench.desk(declared)
        body = desk.example()
        needed = {f.key for f in declared.fields if f.required and not f.retired and f.when is None}
        told = _refused(desk, {**body, "details": {k: v for k, v in body["details"].items() if k not in needed}})
        missing = {f"details.{name}" for name in needed} - told
        if missing:
            yield Finding(key, f"漏填时没有在字段处提示：{'、'.join(sorted(missing))}", "必填的写 required=True")


def parties_are_asked(bench: Bench) -> Iterator[Finding]:
    """Find required party roles that can be left out."""
    for key, declared in bench.types():
        desk = bench.desk(declared)
        body = desk.example()
        for role in declared.parties:
            if role.required:
                told = _refused(desk, {**body, "parties": {k: v for k, v in body["parties"].items() if k != role.key}})
                if not any(field.startswith(f"parties.{role.key}") for field in told):
                    yield Finding(key, f"没有{role.title}也能登记", "当事人角色写 required=True")


def little_is_required(bench: Bench) -> Iterator[Finding]:
    """Find types that ask more before a case can be registered than anybody knows at that time."""
    for key, declared in bench.types():
        needed = [f.key for f in declared.fields if f.required and f.when is None and not f.retired]
        if len(needed) > _MOST_REQUIRED:
            yield Finding(key, f"登记时必填 {len(needed)} 项", f"最多 {_MOST_REQUIRED} 项；其余的在办理中用动作补填")


def conditions_can_hold(bench: Bench) -> Iterator[Finding]:
    """Find conditions on a value the field can never have."""
    for key, declared in bench.types():
        things: list[tuple[str, object]] = [(f"字段 {f.key}", f.when) for f in declared.fields]
        things += [(f"期限 {c.key}", c.when) for c in declared.clocks]
        things += [(f"动作 {a.key}", a.when) for a in declared.actions]
        things += [("rises", r.when) for r in declared.rises]
        for what, when in things:
            if when is not None:
                asked = declared.field(when.field)  # type: ignore[attr-defined]
                possible = _values(asked)
                never = [value for value in when.values if possible is not None and value not in possible]  # type: ignore[attr-defined]
                if never:
                    yield Finding(
                        f"{key} {what}", f"条件 {asked.key}={never[0]!r} 永远不会成立", "写选项的代号；是非题写 True 或 False"
                    )


def guards_stand_at_acts(bench: Bench) -> Iterator[Finding]:
    """Find guards of acts that do not exist."""
    for key, declared in bench.types():
        for held in declared.guards:
            own = declared.action(held.action)
            if own is None and held.action not in BY_KEY:
                yield Finding(f"{key} guard", f"没有动作 {held.action}", "写平台动作或者本类型动作的代号")
            elif own is not None and held.field and held.field not in {f.key for f in own.fields}:
                yield Finding(f"{key} guard {held.action}", f"动作没有字段 {held.field}", "field 写这个动作问到的字段")


def rules_speak_of_fields(bench: Bench) -> Iterator[Finding]:
    """Find rules at a party role that does not exist."""
    for key, declared in bench.types():
        roles = {role.key for role in declared.parties}
        for held in declared.rules:
            first, _, role = held.field.partition(".")
            if first == "parties" and role and role.split(".")[0] not in roles:
                yield Finding(f"{key} rule", f"没有当事人角色 {role}", "写 parties.<角色代号>")


def clocks_cite(bench: Bench) -> Iterator[Finding]:
    """Find clocks without a basis that is in force."""
    for key, declared in bench.types():
        for clock in declared.clocks:
            if clock.term_on(bench.today) is None:
                yield Finding(f"{key} {clock.key}", "今天没有现行有效的依据", "改 basis 的 since、until，旧的放进 earlier")


def facts_are_fed_once(bench: Bench) -> Iterator[Finding]:
    """Find facts that two fields feed at the same time."""
    for key, declared in bench.types():
        fed: dict[str, str] = {}
        for asked in declared.fields:
            if asked.fact is None or asked.retired or asked.when is not None:
                continue
            if asked.fact.value in fed:
                yield Finding(
                    key, f"字段 {fed[asked.fact.value]} 和 {asked.key} 都提供 {asked.fact.value}", "一项统计数只从一个字段来"
                )
            fed[asked.fact.value] = asked.key


def statistics_count(bench: Bench) -> Iterator[Finding]:
    """Find statistics by something that cannot be counted."""
    fields = {f"{t.key}.{f.key}": f for t in bench.plugin.case_types for f in t.fields}
    for statistic in bench.plugin.statistics:
        asked = fields.get(statistic.by)
        if asked is None:
            yield Finding(f"统计 {statistic.key}", f"没有 {statistic.by}", "by 写 <类型>.<字段>")
        elif not (isinstance(asked, Choice) and asked.counted):
            yield Finding(f"统计 {statistic.key}", f"{statistic.by} 不能计数", "用 Choice，并写 counted=True")


def calculators_work(bench: Bench) -> Iterator[Finding]:
    """Find calculators that fail on what can be entered, or give no steps."""
    for key, declared in bench.types():
        for sum_ in declared.calculators:
            where = f"{key} {sum_.key}"
            for body in variants(key, declared, bench.today):
                given = {f.key: body["details"][f.key] for f in sum_.inputs if f.key in body["details"]}
                raw = {**_filled(sum_.inputs, bench.today), **given}
                values, wrong = read_fields(sum_.inputs, raw, bench.today, "")
                if wrong or not values:
                    continue
                try:
                    result: object = worked(sum_, bench.today, **raw)
                except Refused:
                    continue
                except Exception as error:  # noqa: BLE001 - the plugin's code: what it raises is the finding
                    yield Finding(
                        where, f"算不下去：{type(error).__name__}", "没有填的输入用 inputs.get(…)，不能算的情形给出 0 和说明"
                    )
                    break
                if not isinstance(result, Worked) or not result.lines:
                    yield Finding(where, "没有写出计算步骤", "返回 Worked(total, lines)，每一步一行 Line")
                    break


def upgrades_lead_here(bench: Bench) -> Iterator[Finding]:
    """Find versions of a type that no upgrade brings forward, and upgrades that lead nowhere."""
    for key, declared in bench.types():
        beyond = [number for number in declared.upgrades if not 1 <= number < declared.version]
        if beyond:
            yield Finding(key, f"upgrades 有第 {beyond[0]} 版，类型现在是第 {declared.version} 版", "只写比现在旧的版本")
        for number in sorted(set(declared.upgrades) - set(beyond)):
            details = dict(bench.desk(declared).example()["details"])
            if not isinstance(declared.upgrades[number](details), dict):
                yield Finding(key, f"第 {number} 版的 upgrade 没有返回字段", "返回改好的字典")


def somebody_may(bench: Bench) -> Iterator[Finding]:
    """Find a plugin whose cases nobody may register or read."""
    for verb, title in ((Verb.REGISTER, "登记"), (Verb.HANDLE, "办理"), (Verb.READ, "查看")):
        if bench.plugin.case_types and not any(verb in role.verbs for role in bench.plugin.roles):
            yield Finding("roles", f"没有岗位能{title}案件", "用 STANDARD_ROLES，或者给一个岗位加上这项权限")
    if bench.plugin.case_types and not any(role.supervises for role in bench.plugin.roles):
        yield Finding("roles", "没有负责人岗位：封存的案件无人监督，需要复核的事无人复核", "给一个岗位写 supervises=True")


def titles_differ(bench: Bench) -> Iterator[Finding]:
    """Find types or fields that people cannot tell apart."""
    titles = [declared.title for declared in bench.plugin.case_types]
    for title in sorted({t for t in titles if titles.count(t) > 1}):
        yield Finding(bench.plugin.key, f"两个类型都叫 {title}", "名称要让人分得清")
    for key, declared in bench.types():
        shown = [(f.title, f.group, f.when) for f in declared.fields if not f.retired]
        for title in sorted({one[0] for one in shown if shown.count(one) > 1}):
            yield Finding(key, f"两个字段都叫 {title}", "名称要让人分得清")


def _refused(desk: Desk, body: dict[str, object]) -> set[str]:
    try:
        desk.open(body)
    except Refused as refused:
        return {p.field for p in refused.problems}
    return set()


def _values(asked: Field) -> set[object] | None:
    if isinstance(asked, Choice):
        return {key for key, _ in asked.pairs}
    return {True, False} if asked.kind == "yes_no" else None


def _filled(inputs: tuple[Field, ...], today: date) -> dict[str, object]:
    """Return an answer for each input that is not a choice the case decides."""
    filled: dict[str, object] = {}
    for asked in inputs:
        match asked.kind:
            case "money":
                filled[asked.key] = "1000.00"
            case "whole":
                filled[asked.key] = max(getattr(asked, "least", 0), 1)
            case "number":
                filled[asked.key] = "1"
            case "day":
                filled[asked.key] = (today - timedelta(days=30)).isoformat()
            case "yes_no":
                filled[asked.key] = True
            case "choice":
                filled[asked.key] = _first(asked)
    return {k: v for k, v in filled.items() if v is not None}


def _first(asked: Field) -> object:
    return asked.pairs[0][0] if isinstance(asked, Choice) else None


CHECKS = (
    Check("starts", "试运行通过，平台能启动", starts),
    Check("example_opens", "示例在任何一天都能登记，不用确认", example_opens),
    Check("required_is_asked", "漏填的必填字段在字段处一次说全", required_is_asked),
    Check("parties_are_asked", "缺少当事人时登记不了", parties_are_asked),
    Check("little_is_required", "登记时不要求太多", little_is_required),
    Check("conditions_can_hold", "写出的条件都可能成立", conditions_can_hold),
    Check("guards_stand_at_acts", "前置条件针对真有的动作和字段", guards_stand_at_acts),
    Check("rules_speak_of_fields", "规则针对真有的当事人角色", rules_speak_of_fields),
    Check("clocks_cite", "期限都有现行依据", clocks_cite),
    Check("facts_are_fed_once", "一项统计数只从一个字段来", facts_are_fed_once),
    Check("statistics_count", "统计表按可计数的选项统计", statistics_count),
    Check("calculators_work", "计算器算得出，步骤写全", calculators_work),
    Check("upgrades_lead_here", "旧版本的案件能跟上来", upgrades_lead_here),
    Check("somebody_may", "有人能登记、办理、查看、监督", somebody_may),
    Check("titles_differ", "类型、字段的名称分得清", titles_differ),
)
