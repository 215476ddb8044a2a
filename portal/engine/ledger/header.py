"""Finds where a sheet's headings stand, also over two merged rows, and guesses which column each heading means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from portal.declare.case_types import CaseType
from portal.declare.parties import Role, Side
from portal.engine.carrying import first_role
from portal.engine.ledger.cells import Cell, shown
from portal.engine.ledger.columns import SERIAL, Column, columns_of

Rows = Sequence[Sequence[Cell]]
LOOKED_AT = 15
"""How many rows from the top may hold the title of the ledger and its headings."""

_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        SERIAL: ("序号", "编号", "no"),
        "number": ("案号", "案件编号", "卷宗号", "调解编号", "文书编号", "协议编号"),
        "received_on": ("收到日期", "申请日期", "申请时间", "收案日期", "收案时间", "来访日期"),
        "accepted_on": ("受理日期", "受理时间", "登记日期", "登记时间", "立案日期"),
        "source": ("来源", "案件来源", "纠纷来源", "受理方式"),
        "occurred_on": ("发生时间", "发生日期", "纠纷发生时间"),
        "division": ("镇村", "乡镇", "村社区", "所属乡镇", "发生地", "纠纷发生地"),
        "place": ("具体地点", "地点", "纠纷地点"),
        "summary": ("经过", "案情", "简要案情", "纠纷简要情况", "基本情况", "主要事实", "纠纷经过", "事由", "纠纷事实"),
        "handler": ("调解员", "调解人", "承办人", "主持调解员", "经办人"),
        "outcome": ("结果", "调解结果", "处理结果", "办理结果", "调处结果"),
        "ended_on": ("办结日期", "结案日期", "结案时间", "调解日期", "调解时间", "调结日期", "协议日期", "签订日期"),
        "agreed_amount": ("协议金额", "调解金额", "涉及金额", "协议涉及金额", "金额"),
        "due_on": ("约定履行日期", "履行期限", "履行日期"),
        "agreed_act": ("协议内容", "调解协议内容", "协议主要内容"),
        "performed_on": ("履行完毕日期", "履行时间", "履行完毕时间"),
        "reason": ("不成的原因", "不成原因", "终止原因"),
    }
)
_OF_PARTY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("姓名或名称", "姓名", "名称", "当事人姓名", ""),
        "id_number": ("身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码"),
        "phone": ("联系电话", "电话", "手机", "手机号", "联系方式", "电话号码"),
        "address": ("住址或住所", "住址", "地址", "住所", "家庭住址", "单位地址"),
        "credit_code": ("统一社会信用代码", "信用代码"),
        "representative": ("法定代表人或负责人", "法定代表人", "负责人", "法人"),
        "sex": ("性别",),
        "nation": ("民族",),
        "occupation": ("职业或职务", "职业", "职务"),
    }
)
_AMOUNTS = ("金额", "数额", "金额元", "欠付金额", "欠薪金额", "欠款金额", "应付金额", "合计金额")
_SIDES: Mapping[Side, tuple[str, ...]] = MappingProxyType(
    {
        Side.APPLICANT: ("申请人", "申请方", "甲方", "当事人甲", "原告", "当事人"),
        Side.RESPONDENT: ("被申请人", "被申请方", "乙方", "对方当事人", "对方", "当事人乙"),
        Side.THIRD: ("第三人",),
    }
)


@dataclass(frozen=True)
class Header:
    """The headings of a sheet, column by column, and the first row (from 0) below them."""

    labels: tuple[str, ...]
    first_row: int
    known: int


def find_header(rows: Rows, case_type: CaseType) -> Header:
    """Return the headings: the row, or the two rows of which the lower splits the upper, that name the most columns."""
    return header_of(rows, _names(case_type))


def header_of(rows: Rows, names: Mapping[str, str]) -> Header:
    """Return the headings by what they may be called, bare, and the path each name means."""
    best = Header((), 0, 0)
    for at in range(min(LOOKED_AT, len(rows))):
        for labels, below in _labels(rows, at):
            known = sum(1 for path in _guessed(labels, names) if path)
            if known > best.known:
                best = Header(labels, below, known)
    return best


def guess(header: Header, case_type: CaseType) -> dict[str, int]:
    """Return which column of the sheet each path is read from, as far as the headings tell."""
    return places_of(header, _names(case_type))


def places_of(header: Header, names: Mapping[str, str]) -> dict[str, int]:
    """Return which column of the sheet each path is read from."""
    return {path: at for at, path in enumerate(_guessed(header.labels, names)) if path}


def names_of_role(role: Role, columns: Sequence[Column]) -> dict[str, str]:
    """Return what the headings of a list of people may be called, who are all of one role."""
    names: dict[str, str] = {}
    for column in columns:
        key = column.path.rpartition(".")[2]
        for name in (column.title, *_OF_PARTY.get(key, ())):
            for called in (name, f"{role.title}{name}", f"{column.group}·{column.title}"):
                if bare(called):
                    names.setdefault(bare(called), column.path)
    money = [column.path for column in columns if column.field.kind == "money"]
    for name in _AMOUNTS if len(money) == 1 else ():
        names.setdefault(bare(name), money[0])
    return names


def _labels(rows: Rows, at: int) -> list[tuple[tuple[str, ...], int]]:
    """Return the row's headings alone, and joined with those of the row below; a merged cell stands in its first column only."""
    upper = [shown(cell) for cell in rows[at]]
    made = [(tuple(upper), at + 1)]
    if at + 1 < len(rows):
        lower = [shown(cell) for cell in rows[at + 1]]
        width = max(len(upper), len(lower))
        upper += [""] * (width - len(upper))
        lower += [""] * (width - len(lower))
        over, joined = "", []
        for above, below in zip(upper, lower, strict=True):
            over = above or (over if below else "")
            joined.append(f"{over}·{below}" if over and below else below or above)
        made.append((tuple(joined), at + 2))
    return made


def _guessed(labels: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return the path each heading means, `""` for none; what a heading means is taken by the first that says it."""
    taken: set[str] = set()
    paths = []
    side = ""
    for label in labels:
        plain = bare(label)
        path = names.get(plain, "")
        if path.startswith("parties."):
            side = path.split(".")[1]
        elif not path and side and (own := names.get(f"@{side}|{plain}", "")):
            path = own  # 「身份证号」 after 「申请人」 is the applicant's
        if path in taken:
            path = ""
        taken.add(path)
        paths.append(path)
    return paths


def _names(case_type: CaseType) -> dict[str, str]:
    """Return what headings may be called, each with the path it means."""
    names: dict[str, str] = {}

    def call(name: str, column: Column) -> None:
        plain = bare(name)
        if plain:
            names.setdefault(plain, column.path)

    columns = columns_of(case_type)
    for column in columns:
        call(f"{column.group}·{column.title}", column)
    for side, words in _SIDES.items():
        role = first_role(case_type, side)
        for column in columns if role else ():
            if role and column.path.startswith(f"parties.{role.key}."):
                key = column.path.rpartition(".")[2]
                for word in (role.title, *words):
                    for name in _OF_PARTY.get(key, (column.title,)):
                        call(word + name, column)
    for column in columns:
        if column.path.startswith("parties."):
            _, role_key, key = column.path.split(".")
            for name in _OF_PARTY.get(key, (column.title,)):
                names.setdefault(f"@{role_key}|{bare(name)}", column.path)
        for name in (column.title, *_ALSO.get(column.path, ())) if not column.path.startswith("parties.") else ():
            call(name, column)
    return names


def bare(label: str) -> str:
    """Return a heading without spaces, marks, and what stands in brackets: 「受理日期 *（必填）」 → 「受理日期」."""
    plain = re.sub(r"[(\[【].*?[)\]】]", "", unicodedata.normalize("NFKC", label))
    return re.sub(r"[^\w]", "", plain).replace("_", "").lower()
