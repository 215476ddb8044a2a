"""What the acts about who stands for whom ask for, and to which cases they are offered. What they change: `people_effects`."""

from __future__ import annotations

from portal.declare.fields import Choice, Day, Field, LinkPick, LongText, PartyPick, PartyPicks, Text, YesNo
from portal.declare.parties import PartyKind
from portal.engine.case_state import CaseState
from portal.engine.contact_rules import CONTACT_RULES
from portal.engine.groups import groups_of
from portal.engine.members import group_roles, members_fields
from portal.engine.representation import AGENT_FIELDS, EXEMPT, EXEMPTIONS, GUARDIAN, GUARDIAN_FIELDS

_FOR = PartyPick("for_party", "为哪位当事人", required=True)
HOW_ELECTED = (("meeting", "开会推选"), ("written", "书面推选书"), ("message", "群组、短信推选，留有记录"))
WHY_ENDED = (
    ("ended", "期限届满、事务完成或者辞去"),
    ("revoked", "当事人取消委托或者更换代表人"),
    ("capacity", "当事人已满18周岁或者恢复行为能力"),
    ("guardian_changed", "监护人变更"),
    ("mistaken", "登记有误"),
)


def still_possible(state: CaseState, key: str) -> bool:
    """Say whether there is somebody the act can concern."""
    match key:
        case "guardian":
            return any(p.kind == PartyKind.PERSON for p in state.parties)
        case "exempt":
            covered = {link.party_id for link in state.links if link.kind in (GUARDIAN, EXEMPT) and link.ended_on is None}
            return any(p.is_minor and p.id not in covered for p in state.parties)
        case "agent" | "safe_channel":
            return bool(state.parties)
        case "elect":
            return bool(groups_of(state))
        case "members":
            return bool(group_roles(state.type))
        case "end_link":
            return any(link.ended_on is None for link in state.links)
    return True


def fields_of(state: CaseState, key: str) -> tuple[Field, ...]:
    """Return what the act asks for."""
    match key:
        case "guardian":
            itself = PartyPick("by_party", "法定代理人也是本案当事人的，选这里", hint="选了这里，不用再填姓名和电话")
            return (_FOR, *GUARDIAN_FIELDS[:2], itself, *GUARDIAN_FIELDS[2:])
        case "exempt":
            return (
                _FOR,
                Choice("ground", "原因", EXEMPTIONS, required=True),
                LongText("reason_text", "说明，以及采取了哪些保护措施", required=True, longest=1000),
            )
        case "agent":
            return (_FOR, *AGENT_FIELDS)
        case "elect":
            return (
                PartyPicks("representatives", "代表人（二至五人）", required=True),
                Day("elected_on", "推选日期", required=True),
                Choice("how", "怎样推选的", HOW_ELECTED, required=True),
                PartyPicks("apart", "不由代表人代表、自己签字的当事人"),
                YesNo("agreed", "已说明：代表人变更、放弃请求或者和解，须经被代表的当事人同意", required=True),
            )
        case "members":
            return members_fields(state.type)
        case "safe_channel":
            return (
                _FOR,
                Choice("rule", "怎样联系", CONTACT_RULES, required=True),
                Text("times", "什么时候可以联系", longest=120, hint="例如：工作日12点到13点；晚上不要联系"),
            )
        case "end_link":
            return (
                LinkPick("link", "哪一项", required=True),
                Day("ended_on", "终止日期", required=True),
                Choice("why_ended", "原因", WHY_ENDED, required=True),
            )
    return ()
