"""Checks over a real database and the running application: what was entered comes back, what must not be there is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sqlalchemy import Engine

from portal.declare.fields import Choices, Field
from portal.engine.read_fields import at_the_edge, read_field, stored
from portal.proof.asking import Answer
from portal.proof.canaries import Canary, Rule
from portal.store.actors import System
from portal.store.verify import verify_chains, verify_values
from portal.testing.bench import Bench
from portal.testing.findings import Check, Finding
from portal.testing.sights import seen_beyond

_FEW, MANY = 3, 6
_SECRET = frozenset({Rule.CONTACT, Rule.MASKED, Rule.SEALED, Rule.CAUCUS})


def case_comes_back(bench: Bench) -> Iterator[Finding]:
    """Find fields whose value, entered through the API, does not come back as it was entered."""
    portal = bench.portal
    for key, declared in bench.types():
        body, answer = portal.example(key), portal.post_example(key)
        if answer.status != 201:
            yield Finding(
                key,
                f"示例从接口登记不了（{answer.status}）：{_said(answer)}",
                "示例要像接口收到的那样写：金额写元，日期写 2026-11-20",
            )
            continue
        given, kept = body["details"], json.loads(answer.texts[0])["details"]
        for asked in declared.fields:
            if asked.key in given and not asked.is_secret and _edge(asked, given[asked.key], bench) != kept.get(asked.key):
                yield Finding(
                    f"{key} {asked.key}", f"写进去 {given[asked.key]!r}，读出来 {kept.get(asked.key)!r}", "示例按接口的写法写"
                )


def form_asks_everything(bench: Bench) -> Iterator[Finding]:
    """Find fields that are not on the form of a new case, and types that cannot be begun."""
    portal = bench.portal
    for key, declared in bench.types():
        page = portal.asks(portal.handler, "GET", f"/cases/new/{key}")
        if page.status != 200:
            yield Finding(key, f"登记页打不开（{page.status}）", "查声明里的字段种类和 when")
            continue
        absent = [f.title for f in declared.fields if not f.retired and f'name="details.{f.key}' not in page.texts[0]]
        if absent:
            yield Finding(key, f"登记页上没有：{'、'.join(absent)}", "字段种类用 portal.sdk 里的，不要自己派生页面不认识的种类")


def case_page_opens(bench: Bench) -> Iterator[Finding]:
    """Find cases whose page does not show what was entered."""
    portal = bench.portal
    for key, case_id in opened(bench, MANY):
        page = portal.asks(portal.handler, "GET", f"/cases/{case_id}")
        if page.status != 200:
            yield Finding(key, f"案件页打不开（{page.status}）", "看日志里插件的哪一行出错")


def verbs_decide(bench: Bench) -> Iterator[Finding]:
    """Find posts that may do what their role does not name, or may not do what it names."""
    portal = bench.portal
    for key, declared in list(bench.types())[:1]:
        for role in bench.plugin.roles:
            who = portal.post(role.key)
            opened = portal.asks(who, "POST", "/api/v1/cases", portal.example(key))
            if (opened.status == 201) != ("register" in role.verbs):
                yield Finding(f"岗位 {role.key}", f"登记得到 {opened.status}", "岗位的 verbs 决定能不能登记")
            if opened.status != 201:
                continue
            case_id = json.loads(opened.texts[0])["id"]
            acts = {"accept": "handle", "assign": "assign", "correct": "correct", "void": "void", "reopen": "supervise"}
            acts |= {key: verb for verb, key in {action.verb.value: action.key for action in declared.actions}.items()}
            for act, verb in acts.items():
                status = portal.asks(who, "POST", f"/api/v1/cases/{case_id}/actions/{act}", {"version": 1, "data": {}}).status
                if (status == 403) != (verb not in role.verbs):
                    yield Finding(f"岗位 {role.key}", f"动作 {act} 得到 {status}", f"它要的权限是 {verb}")


def strangers_find_nothing(bench: Bench) -> Iterator[Finding]:
    """Find what another body of the same sector gets of a case: everything must be answered as if it did not exist."""
    portal = bench.portal
    for key, case_id in opened(bench, _FEW):
        addresses = [("GET", f"/cases/{case_id}"), ("GET", f"/api/v1/cases/{case_id}"), ("GET", f"/cases/{case_id}/papers/")]
        addresses.append(("POST", f"/api/v1/cases/{case_id}/actions/note"))
        for method, path in addresses:
            body = {"version": 1, "data": {}} if method == "POST" else None
            status = portal.asks(portal.stranger, method, path, body).status
            if status != 404:
                yield Finding(
                    key,
                    f"外单位 {method} {path.replace(case_id, '<id>')} 得到 {status}，应当是 404",
                    "查插件自己的页面和查询有没有越过可见范围",
                )


def secrets_stay_secret(bench: Bench) -> Iterator[Finding]:
    """Find encrypted values that stand in the database file or in a log as they are."""
    portal = bench.portal
    planted = portal.plant()
    secret = [canary for canary in portal.nest.canaries if canary.rule in _SECRET]
    kept = b"".join(file.read_bytes() for file in _files_of(portal.engine))
    logged = "\n".join(line for _, line in portal.ear.lines)
    for canary in secret:
        if _stands_in(canary, kept):
            yield Finding(canary.key, "明文留在数据库文件里", "保密的字段写 sensitivity；自己的表不要存当事人的号码")
        if canary.value in logged:
            yield Finding(canary.key, "写进了日志", "日志只写代号和编号，不写内容")
    if not planted.subjects and bench.plugin.case_types:
        yield Finding(bench.plugin.key, f"没有登记成任何案件：{'；'.join(planted.held_back[:2])}", "示例换成别的文字也要能登记")


def events_are_whole(bench: Bench) -> Iterator[Finding]:
    """Find courses after which the chain of events is broken."""
    portal = bench.portal
    portal.plant()
    with portal.store.begin(System(portal.county_code, "audit.verify")) as uow:
        events, _, faults = verify_chains(uow)
        _, wrong = verify_values(uow)
    if faults or wrong or (bench.plugin.case_types and not events):
        yield Finding(bench.plugin.key, f"核对案件记录发现 {len(faults) + len(wrong)} 处不对", "插件不要自己写案件的表")


def nothing_fails_quietly(bench: Bench) -> Iterator[Finding]:
    """Find hooks that raised or were slow while cases were opened and handled, and errors in the log."""
    portal = bench.portal
    portal.plant()
    for where, line in portal.ear.lines:
        if line.startswith(f"plugin {bench.plugin.key} "):
            yield Finding(where.removeprefix("log "), line, "钩子里的错误不会让案件办不成，但平台会把插件隔离；请改好")
    if portal.registry.hooks.quarantine.holds(bench.plugin.key):
        yield Finding(bench.plugin.key, "试用中出错太多，已被隔离", "看上面各条")


def pages_open(bench: Bench) -> Iterator[Finding]:
    """Find pages of the plugin that fail, that nobody may open, or that open to whoever is not signed in."""
    portal = bench.portal
    for key, failure in portal.app.extensions["portal_page_refusals"].items():
        yield Finding(f"插件 {key} 的页面", str(failure), failure.remedy)
    views = {f"{key}_{view.__name__}" for key, view in portal.registry.hooks.views()}
    inside = [v for v in portal.county.visitors if v.cookie and v.actor is not None]
    nobody = next(v for v in portal.county.visitors if v.name == "nobody")
    for rule in portal.app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in views or rule.arguments or "GET" not in (rule.methods or ()):
            continue
        got: set[int] = set()
        for who in (nobody, *inside):
            status = portal.asks(who, "GET", rule.rule).status
            if status >= 500:  # one is enough: a page that keeps failing sets the plugin aside
                yield Finding(rule.rule, f"{who.name} 打开时出错", "看日志里插件的哪一行出错")
                break
            got |= {status} if who is not nobody else set()
        else:
            if not got & {200, 302, 303}:
                yield Finding(rule.rule, "没有一个岗位打得开", "用 @signed_in，或者 @opens 一个本行业岗位有的视图")


def commands_explain(bench: Bench) -> Iterator[Finding]:
    """Find commands of the plugin that do not say what they are for."""
    for command in bench.portal.registry.hooks.commands(bench.plugin.key):
        said = CliRunner().invoke(command, ["--help"])
        if said.exit_code != 0 or not (command.help or command.short_help):
            yield Finding(f"命令 {command.name}", "没有说明，或者 --help 出错", "写一句 help")


def opened(bench: Bench, most: int) -> Iterator[tuple[str, str]]:
    """Yield the full key of each of the first types with the id of its example, opened in the own body."""
    for key, _ in islice(bench.types(), most):
        answer = bench.portal.post_example(key)
        if answer.status == 201:
            yield key, str(json.loads(answer.texts[0])["id"])


def _edge(asked: Field, given: object, bench: Bench) -> Any:
    value = at_the_edge(asked, stored(asked, read_field(asked, given, bench.today)))
    return list(value) if isinstance(asked, Choices) and value is not None else value


def _files_of(engine: Engine) -> Iterator[Path]:
    file = Path(str(engine.url.database))
    yield from (part for part in (file, file.with_name(f"{file.name}-wal")) if part.is_file())


def _stands_in(canary: Canary, kept: bytes) -> bool:
    return canary.value.encode() in kept or json.dumps(canary.value).strip('"').encode() in kept


def _said(answer: Answer) -> str:
    return " ".join(answer.texts[0].split())[:300] if answer.texts else ""


CHECKS = (
    Check("pages_open", "自己的页面打得开", pages_open),
    Check("commands_explain", "自己的命令有说明", commands_explain),
    Check("case_comes_back", "从接口登记的案件原样读得出来", case_comes_back),
    Check("form_asks_everything", "登记页上有每个字段", form_asks_everything),
    Check("case_page_opens", "案件页打得开", case_page_opens),
    Check("verbs_decide", "岗位能做的正是权限写明的", verbs_decide),
    Check("strangers_find_nothing", "外单位什么也找不到", strangers_find_nothing),
    Check("classes_hide", "各密级、各岗位看到的不多于规定", seen_beyond),
    Check("secrets_stay_secret", "保密的内容不以明文留在数据库和日志里", secrets_stay_secret),
    Check("events_are_whole", "案件记录的链条完整", events_are_whole),
    Check("nothing_fails_quietly", "钩子没有出错、不慢", nothing_fails_quietly),
)
