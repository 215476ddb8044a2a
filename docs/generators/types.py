"""The catalogue of types: an index, and a page per shipped plugin with fields, clocks, papers and states of each type."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generators._acts import acts_table, asked, probed
from docs.generators._diagram import deeds, diagram
from docs.generators._shipped import article, length, shipped, table
from portal.declare.case_types import CaseType
from portal.declare.clocks import After, Clock, End, Extend, Whose
from portal.declare.fields import Choice, Field
from portal.declare.papers import Duty
from portal.declare.phases import Moment
from portal.declare.plugins import Plugin
from portal.declare.steps import Action, Verb
from portal.engine.actions import CORE_ACTIONS
from portal.reading.words import MINISTRY_TYPES, MOMENTS, PHASES, SIDES

VERBS = {
    Verb.READ: "看案件",
    Verb.REGISTER: "登记",
    Verb.HANDLE: "办理",
    Verb.ASSIGN: "指派",
    Verb.SUPERVISE: "复核",
    Verb.CORRECT: "更正",
    Verb.VOID: "作废",
    Verb.EXPORT: "导出",
    Verb.PRINT: "打印",
    Verb.REVEAL: "查看隐去内容",
}
KINDS = {
    "text": "文字",
    "long_text": "多行文字",
    "whole": "整数",
    "number": "小数",
    "money": "金额（元）",
    "day": "日期",
    "yes_no": "是否",
    "choice": "单选",
    "choices": "多选",
    "credit_code": "统一社会信用代码",
    "id_number": "公民身份号码",
    "phone": "电话",
    "plate": "号牌",
}
SENSITIVE = {"plain": "", "masked": "加密，隐去显示", "sealed": "加密，仅承办人和负责人"}
EXTENDING = {
    Extend.NEVER: "不延长",
    Extend.BY_ALL_PARTIES: "当事人一致同意",
    Extend.BY_SUPERVISOR: "负责人批准",
    Extend.BY_PARTIES_AND_US: "当事人和调解组织约定",
}

_HEAD = """# 纠纷类型

随门户提供的插件各有哪些类型。每个插件一页：字段、期限及依据、文书、动作和状态图。
程序要用的同样内容：`portal plugin list --json`。

"""
_CORE = """
<a id="actions-of-the-core"></a>

## 平台的动作

平台自己的动作，各类型共用。插件用代号写前置条件（`guard("agree", …)`）和接口路径（`/actions/agree`）；所问的内容，
前置条件里写 `data.reason` 这样的代号。

"""
_ALWAYS = (
    "标准卷宗的文书（封面、申请书、受理登记表、权利义务告知书、调解记录、协议书、回访记录等）各类型都有，这里只列类型自己的。"
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield the index and the page of each plugin."""
    plugins = shipped().plugins.values()
    rows = [
        (
            f"[{plugin.title}](types/{plugin.key}.md)",
            f"`{plugin.key}.{declared.key}`",
            declared.title,
            f"{declared.ministry_type} {MINISTRY_TYPES[declared.ministry_type]}",
            f"P{int(declared.privacy)}",
            str(len(declared.fields)),
            str(len(declared.clocks)),
        )
        for plugin in plugins
        for declared in plugin.case_types
    ]
    first = next((f"{plugin.key}.{declared.key}", declared) for plugin in plugins for declared in plugin.case_types)
    asks = asked(deeds(first[0], probed(first[1])))
    core = [
        (
            f"`{act.key}`",
            act.label,
            "、".join(PHASES[phase.value] for phase in act.phases),
            VERBS[act.verb],
            asks.get(act.key, "—"),
        )
        for act in CORE_ACTIONS
    ]
    index = _HEAD + table(("插件", "类型", "名称", "司法部统计口径", "起始密级", "字段", "期限"), rows)
    yield "reference/types.md", index + _CORE + table(("代号", "名称", "在哪些阶段", "要有的权限", "问什么（代号）"), core)
    for plugin in plugins:
        yield f"reference/types/{plugin.key}.md", _page(plugin)


def _page(plugin: Plugin) -> str:
    parts = [f"# {plugin.title}\n\n插件 `{plugin.key}`，版本 {plugin.version}，案号用字“{plugin.number_word}”。"]
    parts.append(f"法律依据见[说明](../../../plugins/{plugin.key}/README.md)。{_ALWAYS}\n")
    drawn: dict[str, str] = {}
    for declared in plugin.case_types:
        key = f"{plugin.key}.{declared.key}"
        done = tuple(deeds(key, probed(declared)))
        states = diagram(key, declared, done)
        same = drawn.setdefault(states, declared.title)
        shown = f"```mermaid\n{states}```\n" if same == declared.title else f"与“{same}”相同。\n"
        acts = acts_table(declared, VERBS, done)
        as_in = drawn.setdefault(acts, declared.title)
        moved = acts if as_in == declared.title else f"与“{as_in}”相同。\n"
        parts.append(f"{_type(plugin, declared)}\n### 状态\n\n{shown}\n### 谁能怎么走\n\n{moved}")
    return "\n".join(parts)


def _type(plugin: Plugin, declared: CaseType) -> str:
    key = f"{plugin.key}.{declared.key}"
    facts = [f"司法部统计口径 {declared.ministry_type}", f"起始密级 P{int(declared.privacy)}", f"版本 {declared.version}"]
    if declared.number_word:
        facts.append(f"案号用字“{declared.number_word}”")
    facts.append("可以口头达成协议" if declared.oral else "协议必须书面")
    if declared.without:
        facts.append("没有这些阶段：" + "、".join(PHASES[phase.value] for phase in declared.without))
    roles = [
        (f"`{r.key}`", r.title, SIDES[r.side.value], "可多个" if r.many else "一个", "必须" if r.required else "可以没有")
        for r in declared.parties
    ]
    own = [field for role in declared.parties for field in role.fields]
    parts = [f"## {declared.title} `{key}`\n\n{'；'.join(facts)}。\n"]
    parts.append("### 当事人\n\n" + table(("代号", "名称", "一方", "数量", "是否必须"), roles))
    if own:
        parts.append(_fields("当事人的字段", declared, own))
    parts.append(_fields("字段", declared, [field for field in declared.fields if not field.retired]))
    parts.append("### 期限\n\n" + _clocks(declared))
    if declared.papers:
        papers = [(f"`{p.key}`", p.title, "必须" if p.duty is Duty.MUST else "按需", str(p.copies)) for p in declared.papers]
        parts.append("### 文书\n\n" + table(("代号", "名称", "入卷", "份数"), papers))
    if declared.calculators:
        sums = [(f"`{c.key}`", c.title, "；".join(map(article, c.basis))) for c in declared.calculators]
        parts.append("### 计算\n\n" + table(("代号", "名称", "依据"), sums))
    if declared.actions:
        parts.append(
            "### 自己的动作\n\n" + table(("代号", "名称", "在哪些阶段", "要有的权限", "问什么"), map(_action, declared.actions))
        )
    return "\n".join(parts)


def _fields(head: str, declared: CaseType, fields: list[Field]) -> str:
    titles = {field.key: field.title for field in declared.fields}
    rows = [(f"`{f.key}`", f.title, _kind(f), "必填" if f.required else "", _when(f, titles), _use(f)) for f in fields]
    return f"### {head}\n\n" + table(("代号", "名称", "种类", "", "什么时候问", "用处"), rows)


def _kind(field: Field) -> str:
    if not isinstance(field, Choice):
        return KINDS[field.kind]
    return f"{KINDS[field.kind]}：{'、'.join(label for _key, label in field.pairs)}"


def _when(field: Field, titles: dict[str, str]) -> str:
    return (
        ""
        if field.when is None
        else f"{titles.get(field.when.field, field.when.field)}：{'、'.join(map(_said, field.when.values))}"
    )


def _said(value: str | bool) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else value


def _use(field: Field) -> str:
    uses = [SENSITIVE[field.sensitivity.value], "可统计" if field.counted else "", "可检索" if field.searchable else ""]
    uses.append(f"事实 `{field.fact.value}`" if field.fact else "")
    return "；".join(filter(None, uses))


def _clocks(declared: CaseType) -> str:
    titles = (
        {f.key: f.title for f in declared.fields}
        | {a.key: a.title for a in declared.actions}
        | {c.key: c.title for c in declared.clocks}
    )
    rows = [
        (
            f"`{clock.key}`",
            clock.title,
            f"自{_moment(clock.starts, titles)}起{_length(clock)}",
            "、".join(_moment(stop, titles) for stop in clock.stops),
            EXTENDING[clock.extend],
            "本单位的" if clock.whose is Whose.OURS else "当事人的",
            article(clock.basis),
            clock.lapse,
        )
        for clock in declared.clocks
    ]
    return table(("代号", "名称", "多长", "到哪里停", "延长", "谁的", "依据", "到期以后"), rows) or "没有期限。\n"


def _moment(moment: Moment | str | After, titles: dict[str, str]) -> str:
    if isinstance(moment, After):
        return f"“{titles[moment.clock]}”{'期满' if moment.end is End.LAPSED else '办结'}"
    return MOMENTS[moment.value] if isinstance(moment, Moment) else titles[moment]


def _length(clock: Clock) -> str:
    return length(clock)


def _action(action: Action) -> tuple[str, ...]:
    phases = "、".join(PHASES[phase.value] for phase in action.phases)
    return (f"`{action.key}`", action.title, phases, VERBS[action.verb], "、".join(field.title for field in action.fields))
