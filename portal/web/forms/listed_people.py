"""The people of a list, filled into the form of a new case: as rows like those typed by hand, checked like them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from portal.declare.case_types import CaseType
from portal.declare.parties import Role
from portal.engine.ledger.member_sheet import Members, Placed, read_members
from portal.engine.ledger.sheets import Sheet
from portal.engine.members import AT, doubled, group_roles
from portal.engine.party_intake import read_party
from portal.errors import Problem, Refused
from portal.reading.problem_sentences import problem_sentence
from portal.web.forms.new_case import MOST_IN_FORM
from portal.web.forms.posted import flat
from portal.web.forms.posted_case import PostedCase, form_of, posted_case


def with_people(posted: PostedCase, case_type: CaseType, role_key: str, sheets: Sequence[Sheet], today: date) -> PostedCase:
    """Return what was posted with the people of the list after those of the role who are there.

    Raises:
        Refused: the file holds no list, something in it is wrong (with row and column, of a number that stands twice with both
            rows), or they are too many for a form.
    """
    role = next((one for one in group_roles(case_type) if one.key == role_key), None)
    if role is None:
        raise Refused.at("", "unknown_role")
    members = read_members(sheets, role)
    typed = posted.body.get("parties", {}).get(role_key) or []
    there: list[Any] = list(typed) if isinstance(typed, (list, tuple)) else [typed]
    wrong = _wrong(members, role, there, today)
    if wrong:
        raise Refused(tuple(_told(one) for one in wrong))
    if len(there) + len(members.rows) > MOST_IN_FORM:
        raise Refused.at("", "members_for_form", most=MOST_IN_FORM)
    parties = {**posted.body.get("parties", {}), role_key: [*there, *(dict(row) for row in members.rows)]}
    acts = {f"{act}.{name}": value for act, given in posted.typed.items() for name, value in flat(given).items()}
    beside = {"mode": posted.mode, "consultation": posted.consultation, "referral": posted.referral}
    return posted_case(form_of({**flat({**posted.body, "parties": parties}), **acts, **beside}), case_type)


def _wrong(members: Members, role: Role, there: Sequence[Any], today: date) -> tuple[Placed, ...]:
    """Return what is wrong with the rows of a list, in their order; what was typed by hand is judged with the form."""
    problems: list[Problem] = []
    listed = [read_party(role, row, at, f"{AT}.{at}", today, problems) for at, row in enumerate(members.rows)]
    typed = [read_party(role, row, at, AT, today, []) for at, row in enumerate(there)]
    seen = {(one.row, one.column) for one in members.wrong}
    found = [members.placed(problem) for problem in (*problems, *doubled(listed, typed))]
    return tuple(
        sorted(
            (*members.wrong, *(one for one in found if (one.row, one.column) not in seen)),
            key=lambda one: (one.row, one.column or 0),
        )
    )


def _told(one: Placed) -> Problem:
    column = xl_col_to_name(one.column) if one.column is not None else ""
    return Problem("", "in_list", {"row": one.row, "column": column, "sentence": problem_sentence(one.problem)})
