"""The page of a new case, filled in: what is posted, and what came of it."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Select, select

from portal.store.tables.cases import CaseFile
from portal.store.tables.course import CaseEvent
from tests.web.offices import Offices, posted

PATH = "/cases/new/orchard.fruit"
FORM = {
    "mode": "apply",
    "parties.grower.0.kind": "person",
    "parties.grower.0.name": "王小军",
    "parties.grower.0.id_number": "620723199001010016",
    "parties.grower.0.phone": "13893600011",
    "parties.neighbour.0.name": "李桂兰",
    "parties.neighbour.0.no_id_reason": "对方的证件还不知道",
    "parties.insurer.0.kind": "organisation",
    "details.lost": "1.2万",
    "details.seen_on": "11.3",
    "details.fruit": "pear",
    "details.proof": ["照片", "录像"],
    "summary": "羊进了果园，啃了树皮。",
    "division_code": "620723100201",
    "source": "application",
    "received_on": "昨天",
    "do": "accept",
}
SETTLED = {
    **FORM,
    "mode": "settled",
    "received_on": "",
    "agree.agreed_on": "11.20",
    "agree.form": "oral",
    "agree.terms.0.payer": "李桂兰",
    "agree.terms.0.payee": "王小军",
    "agree.terms.0.amount": "800",
    "agree.terms.0.due_on": "11.30",
    "session.manner": "face_to_face",
    "session.record": "双方当面说清，李桂兰认赔。",
}


def send(offices: Offices, form: dict[str, Any], account: str = "clerk", path: str = PATH) -> Any:
    return posted(offices.at_work(account), path, form)


def found(offices: Offices, statement: Select[Any], account: str = "head") -> list[Any]:
    """Return what somebody may read."""
    with offices.store.begin(offices.people[account]) as uow:
        return list(uow.session.scalars(statement))


def the_case(offices: Offices) -> CaseFile:
    case: CaseFile = found(offices, select(CaseFile))[0]
    return case


def acts(offices: Offices) -> list[str]:
    return found(offices, select(CaseEvent.action).order_by(CaseEvent.seq))


def wrong_fields(page: str) -> list[str]:
    """Return the names the list of problems links to."""
    listed = page.split('<div class="errors"')[1].split("</div>")[0] if '<div class="errors"' in page else ""
    return re.findall(r'href="#f-([^"]+)"', listed)
