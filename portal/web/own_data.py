"""查阅复制: what is held about one party, as a package with a page to read and the same as data (个人信息保护法 45).

It is made of case pages as the handler sees them, so that it cannot say more than she may. What others said or are stays out:
their names and every number in texts are masked.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import render_template

from portal.engine.money import grouped
from portal.engine.redaction import redact
from portal.papers.package import Part, package
from portal.reading.case_page import CasePage
from portal.reading.case_parties import PartyShown
from portal.reading.data_consents import DataPage
from portal.reading.redacted import TermShown
from portal.reading.words import ENDINGS, PHASES, SEXES, word

Rows = list[tuple[str, str]]


def own_data(cases: Iterable[tuple[CasePage, DataPage, frozenset[uuid.UUID]]], told: Mapping[str, str], now: datetime) -> bytes:
    """Return the archive: `个人信息.html`, `个人信息.json` and a manifest."""
    held = [_case(page, consents, party) for page, consents, mine in cases for party in page.parties if party.id in mine]
    shown = render_template("keeping/own_data.html", held=held, told=told, made_at=now)
    plain = [{name: _plain(value) for name, value in one.items()} for one in held]
    parts = (
        Part("个人信息.html", "个人信息", shown.encode()),
        Part("个人信息.json", "个人信息", json.dumps({**told, "cases": plain}, ensure_ascii=False, indent=2).encode()),
    )
    return package(parts, told, now)


def _case(page: CasePage, consents: DataPage, party: PartyShown) -> dict[str, Any]:
    others = [one.name for one in page.parties if one.id != party.id and one.kind == "person"]
    others += [link.name for one in page.parties if one.id != party.id for link in one.links]

    def hers(text: str) -> str:
        """Return a text of the case as she may have it."""
        return redact(text, others)

    return {
        "case": _filled(
            ("案号", page.number or ""),
            ("单位", page.house.name),
            ("类型", page.type_title),
            ("收到", page.received_on.isoformat()),
            ("阶段", word(PHASES, page.phase)),
            ("结果", word(ENDINGS, page.ending) if page.ending else ""),
            ("调解员", page.handler),
        ),
        "party": _filled(
            ("身份", party.role_title),
            ("姓名", party.name),
            ("性别", word(SEXES, party.sex) if party.sex else ""),
            ("身份证号", party.id_number),
            ("电话", party.phone),
            ("住址", party.address),
            ("民族", party.nation),
            ("职业", party.occupation),
            ("没有身份证号的原因", party.no_id_reason),
            ("方便联系的时间", party.contact_times),
            *((field.title, field.value) for field in party.fields),
            *(("监护人、代理人", link.name) for link in party.links),
        ),
        "texts": _filled(
            ("经过", hers(page.summary)),
            *((f"调解记录 {one.held_on.isoformat()}", hers(one.record)) for one in page.sessions),
            *((f"协议条款 {n}", hers(_term(term))) for n, term in enumerate(page.terms, 1)),
        ),
        "consents": [
            (
                one.told_on.isoformat(),
                f"{one.basis}；{'、'.join(one.purposes)}" + (f"；{one.withdrawn_on} 撤回" if one.withdrawn_on else ""),
            )
            for one in consents.consents
            if one.party_id == party.id
        ],
    }


def _term(term: TermShown) -> str:
    """Return a term in one line."""
    said = (term.payer, term.payee, grouped(term.amount) if term.amount is not None else "", term.act)
    return "，".join((*filter(None, said), *((f"{term.due_on.isoformat()} 前",) if term.due_on else ())))


def _filled(*rows: tuple[str, str]) -> Rows:
    return [(name, value) for name, value in rows if value]


def _plain(rows: Rows) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in rows]
