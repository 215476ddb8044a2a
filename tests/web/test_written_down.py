"""No entry, no answer: whatever shows a restricted or sealed case, or takes something out, is written down before."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.store.passages import passage
from portal.store.tables.cases import Party
from portal.store.tables.machine import AccessEntry
from tests.rig.databases import as_owner, sqlite_database
from tests.web.bench import brought_to, do, make_bench
from tests.web.desks import token
from tests.web.offices import Offices

NAME = "王小军"
SENTENCE = "操作记录现在写不进去"
FULL = "CREATE TRIGGER no_room BEFORE INSERT ON access_entry BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
VALUES = {"seq": 7, "key": "registration", "action": "note", "act": "answer", "part": "phone"}
SHOWING = {
    *("CaseView.case", "CaseView.act", "CaseView.event", "CasesApi.show", "MaterialsView.materials", "PapersView.dossier"),
    *("PapersView.paper", "PapersView.all", "PaperFilesView.docx", "PaperFilesView.pdf", "PaperFilesView.dossier"),
}
"""Routes that must be among those found, so that the test cannot become empty."""


@dataclass
class House:
    """The offices with a case of each kind; the browsers stay signed in."""

    offices: Offices
    cases: dict[str, uuid.UUID]
    party_id: uuid.UUID
    clients: dict[str, FlaskClient]

    def send(self, account: str, method: str, path: str, data: Mapping[str, str]) -> TestResponse:
        """Ask as a browser does, with the token of a page."""
        client = self.clients[account]
        if method == "GET":
            return client.get(path)
        proof = token(client, "/account/")
        if path.startswith("/api/"):
            return client.post(path, json=dict(data), headers={"X-CSRFToken": proof})
        return client.post(path, data={**data, "csrf_token": proof})

    def newest(self) -> AccessEntry:
        """Return the last entry."""
        with Session(self.offices.engine) as session:
            return session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc()).limit(1)).one()

    def entries(self) -> int:
        """Return how many entries there are."""
        with Session(self.offices.engine) as session:
            return session.scalar(select(func.count()).select_from(AccessEntry)) or 0

    @contextmanager
    def no_room(self) -> Iterator[None]:
        """Make the table of the record refuse every entry, as a full or broken disk does."""
        self._do(FULL)
        yield
        self._do("DROP TRIGGER no_room")

    def addresses(self, case_id: uuid.UUID) -> Iterator[tuple[str, str]]:
        """Give every address below a case that can be read, by its endpoint."""
        app = self.offices.app
        adapter, values = app.url_map.bind("localhost"), {**VALUES, "case_id": case_id}
        for rule in app.url_map.iter_rules():
            if "case_id" in rule.arguments and "GET" in (rule.methods or ()) and rule.arguments <= values.keys():
                wanted = {name: values[name] for name in rule.arguments}
                yield rule.endpoint, adapter.build(rule.endpoint, wanted, method="GET")

    def _do(self, sql: str) -> None:
        with as_owner(self.offices.engine) as connection:
            connection.execute(text(sql), execution_options=passage("portal.store.migrate"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all tests of the file: each leaves it with more entries and nothing else."""
    folder = tmp_path_factory.mktemp("house")
    with sqlite_database(folder, migrated=True) as url:
        offices = make_bench(url, folder)
        cases = {key: brought_to(offices, "clerk", "agree", f"orchard.{key}") for key in ("fruit", "quiet")}
        for case_id in cases.values():
            do(offices, "clerk", case_id, "correct", reason_text="写错了", summary=f"{NAME}家的羊进了果园")
        with offices.store.begin(offices.people["clerk"]) as uow:
            of_case = (Party.case_id == cases["fruit"], Party.role == "grower")
            party_id = uow.session.scalars(select(Party.id).where(*of_case)).one()
        clients = {account: offices.at_work(account) for account in ("clerk", "mediator")}
        yield House(offices, cases, party_id, clients)
        offices.engine.dispose()


def told(answer: TestResponse) -> str:
    """Return what an answer says; a file counts as one that names a party."""
    if answer.is_json:
        return str(answer.json)
    return answer.text if answer.mimetype == "text/html" else NAME


def shows(answer: TestResponse) -> bool:
    """Say whether something of the case was given out."""
    return answer.status_code == 200 and NAME in told(answer)


def test_whatever_shows_a_sealed_case_is_written_down_or_not_shown(house: House) -> None:
    clerk, silent, showing = house.clients["clerk"], [], {}
    for endpoint, path in house.addresses(house.cases["quiet"]):
        before = house.entries()
        if shows(clerk.get(path)):
            showing[endpoint] = path
            if house.entries() == before:
                silent.append(endpoint)

    with house.no_room():
        answers = {endpoint: clerk.get(path) for endpoint, path in showing.items()}

    assert silent == []
    assert SHOWING - showing.keys() == set()
    assert {endpoint: answer.status_code for endpoint, answer in answers.items()} == dict.fromkeys(showing, 503)
    assert [endpoint for endpoint, answer in answers.items() if NAME in told(answer) or SENTENCE not in told(answer)] == []


OUT: Mapping[str, tuple[str, str, str, dict[str, str], tuple[str, str, int | None]]] = {
    "a search": ("clerk", "POST", "/cases/search", {"q": NAME}, ("search", "register", 1)),
    "a search by a program": ("clerk", "POST", "/api/v1/cases/search", {"text": NAME}, ("search", "register", 1)),
    "a register as a workbook": ("clerk", "POST", "/cases/export", {"tab": "all"}, ("export", "register", 2)),
    "a register on paper": ("clerk", "POST", "/cases/print", {"tab": "all"}, ("print", "register", 2)),
    "figures as a workbook": ("clerk", "POST", "/statistics/export", {}, ("export", "statistics", None)),
    "figures on paper": ("clerk", "GET", "/statistics/form-a", {}, ("print", "statistics", None)),
    "a register of a period": ("clerk", "POST", "/statistics/register/export", {}, ("export", "register", 2)),
    "the week on paper": ("clerk", "GET", "/week/", {}, ("print", "week", 0)),
    "a hidden value": ("mediator", "POST", "/cases/{case}/reveal/{party}/phone", {}, ("reveal", "phone", None)),
    "a paper": ("clerk", "GET", "/cases/{case}/papers/registration", {}, ("print", "registration", None)),
    "a paper as a file": ("clerk", "GET", "/cases/{case}/papers/registration.docx", {}, ("print", "registration", None)),
}
"""What takes something out: who, how, where, with what, and the entry: kind, act and how many."""


@pytest.mark.parametrize("what", OUT)
def test_whatever_is_taken_out_is_written_down_or_not_given(house: House, what: str) -> None:
    account, method, path, data, entered = OUT[what]
    address = path.format(case=house.cases["fruit"], party=house.party_id)

    given = house.send(account, method, address, data)
    entry = house.newest()
    with house.no_room():
        refused = house.send(account, method, address, data)

    assert given.status_code == 200
    assert (entry.kind, entry.action, entry.count) == entered
    assert (entry.staff_id, entry.post_id) == (house.offices.people[account].staff_id, house.offices.people[account].post_id)
    assert NAME not in str(entry.data)
    assert refused.status_code == 503
    assert NAME not in told(refused)
    assert SENTENCE in told(refused)


def test_failed_sign_in_is_written_down_without_what_was_typed(house: House) -> None:
    browser, staff_id = house.offices.browser(), house.offices.people["head"].staff_id
    found = []
    for account in ("head", "not-a-password-of-mine"):
        form = {"account": account, "password": "wrong-Linze-2026", "csrf_token": token(browser)}
        assert browser.post("/login/", data=form).status_code == 401
        entry = house.newest()
        found.append((entry.kind, entry.action, entry.staff_id, entry.data))

    assert found == [("login", "failed", None, {"staff": str(staff_id)}), ("login", "failed", None, {})]


def test_nobody_enters_while_nothing_can_be_written_down(house: House) -> None:
    browser = house.offices.browser()
    with house.no_room():
        form = {"account": "head", "password": "right-Linze-2026", "csrf_token": token(browser)}
        answer = browser.post("/login/", data=form)

    assert (answer.status_code, SENTENCE in answer.text) == (503, True)
    assert browser.get("/").status_code == 302
