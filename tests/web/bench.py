"""A case in the hands of the orchard office, and a type that uses everything a case page can show."""

from __future__ import annotations

import html
import re
import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.sdk import (
    EFFECTIVE,
    Action,
    Basis,
    Calculator,
    Choice,
    Choices,
    Clock,
    Day,
    Line,
    LongText,
    Money,
    Paper,
    Paragraph,
    Phase,
    Phone,
    Plugin,
    Refused,
    Sensitivity,
    Text,
    When,
    Whole,
    Whose,
    Worked,
    guard,
)
from portal.services.advance import advance
from portal.store.record import Recorded
from portal.store.tables.cases import CaseFile
from tests.web.offices import FRUIT, Offices, fruit_body, make_offices

_LAW = Basis("人民调解法", "33", since=date(2011, 1, 1))
OPEN = (Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING)


def _work(given: Any) -> Worked:
    if given.trees > 100:
        raise Refused.at("trees", "too_large", most=100)
    total = given.lost * given.trees
    return Worked(total, (Line("果树", f"{given.trees} 棵", total),), ("upper_bound",))


RICH = replace(
    FRUIT,
    key="rich",
    title="大果园",
    fields=(
        *FRUIT.fields,
        Phone("safe_phone", "安全电话"),
        LongText("plan", "安全安排", sensitivity=Sensitivity.SEALED),
        Whole("trees", "几棵树", unit="棵"),
    ),
    clocks=(
        *FRUIT.clocks,
        Clock(
            "confirmation", "申请司法确认", days=30, starts=EFFECTIVE, basis=_LAW, whose=Whose.PARTIES, lapse="不能再申请司法确认"
        ),
    ),
    guards=(
        guard("agree", lambda case, data: all(t.breach for t in data.terms), "写清逾期怎么办", field="agreed_on", asks=True),
        guard("agree", lambda case, data: data.terms[0].amount <= 2_000_000_00, "金额太大", field="terms", basis=_LAW),
    ),
    actions=(
        Action(
            "look",
            "看现场",
            OPEN,
            "看了现场",
            fields=(
                Day("looked_on", "哪一天", required=True),
                Choices("seen", "看到什么", (("bark", "树皮被啃"), ("fence", "围栏破了")), required=True),
                Choice("who", "谁在场", (("both", "双方"), ("one", "一方")), group="在场"),
                Text("absent", "谁没有来", when=When("who", "one"), group="在场"),
                LongText("found", "现场情况"),
                Whole("trees", "几棵树"),
            ),
            sets=("trees",),
        ),
        Action("wolves", "有狼", OPEN, "报告有狼", fields=(Text("where", "在哪里", required=True),), urgent=True),
    ),
    papers=(Paper("oath", "保证书", (Paragraph("损失{lost}，安排：{plan}"),), when=When("fruit", "apple")),),
    calculators=(
        Calculator("worth", "果树价值", (Money("lost", "每棵", required=True), Whole("trees", "几棵")), _work, (_LAW,)),
    ),
    remedies=("可以到法院起诉", "可以请镇政府处理"),
)
KEEPERS = (
    ("钱守园", "县水站调委会", "many.clerk", "keeper"),
    ("冯主任", "县水站调委会", "many.head", "keeper_head"),
    ("高助手", "县水站调委会", "many.mediator", "aide"),
)
PLAIN = replace(RICH, key="plain", title="不能口头了结的事", oral=False)
GRANGE = Plugin(key="many", title="大果园协会", number_word="园", case_types=(RICH, PLAIN))


def make_bench(url: str, folder: Path) -> Offices:
    """Return the offices, with a keeper and a head of the type that uses everything."""
    return make_offices(url, folder, GRANGE, others=KEEPERS)


def do(offices: Offices, account: str, case_id: uuid.UUID, action: str, **data: Any) -> Recorded:
    """Do an act as somebody does, on the case as it stands."""
    version = version_of(offices, account, case_id)
    with offices.store.begin(offices.people[account], write=True) as uow:
        return advance(uow, case_id, action, data, version=version)


def version_of(offices: Offices, account: str, case_id: uuid.UUID) -> int:
    """Return the version of a case, which is the place of its last event."""
    with offices.store.begin(offices.people[account]) as uow:
        return uow.session.scalars(select(CaseFile.version).where(CaseFile.id == case_id)).one()


COURSE: dict[str, dict[str, Any]] = {
    "take": {},
    "consent": {"consented_on": "今天", "how": "phone"},
    "session": {"held_on": "今天", "manner": "face_to_face", "record": "愿意赔一部分", "result": "success"},
    "agree": {
        "form": "written",
        "agreed_on": "今天",
        "terms": [{"payer": "李桂兰", "payee": "王小军", "amount": "800", "due_on": "2026-12-20", "breach": "加付一成"}],
    },
    "sign": {"signed_on": "今天", "complete": True},
    "perform": {"performed_on": "今天"},
    "follow_up": {"visited_on": "今天", "how": "phone", "performance": "full", "content": "satisfied"},
    "archive": {"archived_on": "今天"},
}


def brought_to(offices: Offices, account: str, until: str, type_key: str = "orchard.fruit", **body: Any) -> uuid.UUID:
    """Return a case on its way: every act before and including `until` was done."""
    case_id = offices.open(account, type_key, **body).case_id
    for action, data in COURSE.items():
        do(offices, account, case_id, action, **data)
        if action == until:
            return case_id
    raise KeyError(until)


def rich_body(**details: object) -> dict[str, Any]:
    """Return a body of the type that uses everything."""
    return fruit_body(safe_phone="13893600055", plan="住在舅舅家", **details)


def words(page: str) -> str:
    """Return the text of a page without its markup, in one line."""
    body = page.split("</header>")[-1]
    plain = re.sub(r"<(script|style|template).*?</\1>|<[^>]+>", " ", body, flags=re.S)
    return " ".join(html.unescape(plain).split())
