"""The columns of a ledger of one type: the case, its parties, the type's own fields, how it ended. Made from the declaration."""

from __future__ import annotations

from dataclasses import dataclass

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, CreditCode, Day, Field, IdNumber, LongText, Money, Phone, Text, YesNo
from portal.declare.parties import PartyKind
from portal.declare.parties import Role as PartyRole
from portal.declare.phases import Ending
from portal.declare.texts import N_
from portal.engine.intake import SUMMARY_LONGEST
from portal.engine.reasons import reasons_for

CASE, RESULT, FIELDS = N_("案件"), N_("结果"), N_("请求和具体情况")
SERIAL = "serial"
EXAMPLE = "示例"
"""What stands in the first column of the template's example row: such a row is passed over."""

SOURCE_WORDS = (
    ("application", N_("当事人申请")),
    ("own_motion", N_("主动调解")),
    ("court", N_("法院委派、委托")),
    ("procuratorate", N_("检察机关移送")),
    ("police", N_("公安机关移送")),
    ("petition", N_("信访部门移送")),
    ("other_body", N_("其他单位移送")),
)
IN_HAND, WRITTEN, ORAL, FAILED, REFUSED, WITHDRAWN, SELF_SETTLED = (
    "in_hand",
    "written",
    "oral",
    "fail",
    "party_refuses",
    "withdrawn",
    "self_settled",
)
OUTCOMES = (
    (IN_HAND, N_("在办")),
    (WRITTEN, N_("书面协议")),
    (ORAL, N_("口头协议")),
    (FAILED, N_("调解不成")),
    (REFUSED, N_("一方不愿调解")),
    (WITHDRAWN, N_("撤回申请")),
    (SELF_SETTLED, N_("自行和解")),
)
SEVERAL = N_("几个人的，用顿号“、”隔开；号码按姓名的顺序写")


@dataclass(frozen=True)
class Column:
    """One column: where its cell goes in the body of a case, the heading above it, and what kind of field it is."""

    path: str
    group: str
    title: str
    field: Field
    required: bool = False
    hint: str = ""

    @property
    def heading(self) -> str:
        """The heading of the group and the column's own, as a problem names it."""
        return f"{self.group}·{self.title}"


def columns_of(case_type: CaseType) -> tuple[Column, ...]:
    """Return the columns of a ledger of this type, in the order of its template."""
    parties = tuple(column for role in case_type.parties for column in role_columns(role))
    own = tuple(
        Column(f"details.{field.key}", FIELDS, field.title, field, field.required and field.when is None, field.hint)
        for field in case_type.fields
        if not field.retired
    )
    return (*_CASE, *parties, *own, *_result(case_type))


def _column(field: Field, group: str, hint: str = "", *, required: bool = False) -> Column:
    return Column(field.key, group, field.title, field, required, hint)


_CASE = (
    _column(Text(SERIAL, N_("序号"), longest=20), CASE),
    _column(Text("number", N_("案号"), longest=60), CASE, N_("台账上已经编号的才填，只写几号也可以；没有的留空，接着编")),
    _column(Day("received_on", N_("收到日期")), CASE, N_("没有单独记的留空，按受理日期算")),
    _column(Day("accepted_on", N_("受理日期")), CASE, N_("例如 2026-03-05、3.5 或 2026年3月5日"), required=True),
    _column(Choice("source", N_("来源"), SOURCE_WORDS), CASE, N_("不填的按当事人申请")),
    _column(Day("occurred_on", N_("发生时间")), CASE),
    _column(Text("division", N_("镇村"), longest=60), CASE, N_("例如 沙河镇、沙河镇东寨村；不填的按本单位所在地")),
    _column(Text("place", N_("具体地点"), longest=120), CASE),
    _column(LongText("summary", N_("经过"), longest=SUMMARY_LONGEST), CASE),
)

_OF_EVERYBODY: tuple[tuple[Field, tuple[PartyKind, ...]], ...] = (
    (Text("name", N_("姓名或名称"), longest=80), tuple(PartyKind)),
    (Choice("kind", N_("个人或单位"), (("person", N_("个人")), ("organisation", N_("单位")))), (PartyKind.EITHER,)),
    (IdNumber("id_number", N_("身份证号")), (PartyKind.PERSON, PartyKind.EITHER)),
    (Choice("sex", N_("性别"), (("male", N_("男")), ("female", N_("女")))), (PartyKind.PERSON, PartyKind.EITHER)),
    (Phone("phone", N_("联系电话")), tuple(PartyKind)),
    (Text("address", N_("住址或住所"), longest=120), tuple(PartyKind)),
    (CreditCode("credit_code", N_("统一社会信用代码")), (PartyKind.ORGANISATION, PartyKind.EITHER)),
    (Text("representative", N_("法定代表人或负责人"), longest=40), (PartyKind.ORGANISATION, PartyKind.EITHER)),
    (Text("nation", N_("民族"), longest=20), (PartyKind.PERSON, PartyKind.EITHER)),
    (Text("occupation", N_("职业或职务"), longest=40), (PartyKind.PERSON, PartyKind.EITHER)),
)


def role_columns(role: PartyRole) -> tuple[Column, ...]:
    """Return the columns of the parties of a role: what is asked of everybody, and the role's own fields."""
    hint = SEVERAL if role.many else ""
    core = tuple(
        Column(f"parties.{role.key}.{field.key}", role.title, field.title, field, role.required and field.key == "name", hint)
        for field, kinds in _OF_EVERYBODY
        if role.kind in kinds
    )
    own = tuple(
        Column(f"parties.{role.key}.{field.key}", role.title, field.title, field, field.required and field.when is None, hint)
        for field in role.fields
        if not field.retired
    )
    return core + own


def _result(case_type: CaseType) -> tuple[Column, ...]:
    outcomes = tuple(pair for pair in OUTCOMES if pair[0] != ORAL or case_type.oral)
    reasons = dict((*reasons_for(case_type, Ending.NOT_SETTLED), *reasons_for(case_type, Ending.PARTY_REFUSED)))
    return (
        _column(Text("handler", N_("调解员"), longest=40), RESULT, N_("本单位人员的姓名")),
        _column(Choice("outcome", N_("结果"), outcomes), RESULT, N_("不填的按在办")),
        _column(Day("consented_on", N_("同意调解日期")), RESULT, N_("没有单独记的留空，按受理日期算")),
        _column(Day("ended_on", N_("办结日期")), RESULT, N_("达成协议的，写签字日期；其他的，写终结日期")),
        _column(Money("agreed_amount", N_("协议金额（元）")), RESULT, N_("由被申请人付给申请人的合计")),
        _column(Day("due_on", N_("约定履行日期"), future=True), RESULT, N_("有协议金额的要填")),
        _column(LongText("agreed_act", N_("协议内容"), longest=2000), RESULT),
        _column(YesNo("signed", N_("已签名盖章")), RESULT, N_("书面协议要填“是”")),
        _column(Day("performed_on", N_("履行完毕日期")), RESULT),
        _column(Choice("reason", N_("不成的原因"), tuple(reasons.items())), RESULT),
        _column(YesNo("remedies_told", N_("已告知其他解决途径")), RESULT, N_("调解不成、一方不愿调解的要填")),
    )
