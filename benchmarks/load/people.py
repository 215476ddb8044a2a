"""What one person does all day: desk, register, cases, searches, papers, and now and then a note, a case, a session."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from benchmarks.load.browsing import Answer, Browser, first_choice, form_to, hidden_fields

READING = {"desk": 16, "register": 16, "case": 26, "search": 9, "papers": 9}
WRITING = {"note": 10, "registration": 8, "session": 6}
"""How often each is done, of a hundred times. A write asks for pages around its form, so a tenth of all requests writes."""
TRIES = 4
_CASE = re.compile(r'href="(/cases/[0-9a-f]{8}-[0-9a-f-]{27})"')
_TYPE = re.compile(r'action="/cases/new/([a-z_]+\.[a-z_]+)"')
_ASKED = re.compile(r'name="confirmed" value="([^"]+)"')
_WRONG = re.compile(r'href="#f-([^"]+)"')
_SEARCHED = ("工资", "王", "李", "张", "赔偿", "合同", "欠", "物业", "砖厂", "医院", "不付")

Examples = Mapping[str, Mapping[str, str | list[str]]]


@dataclass(frozen=True)
class Written:
    """A write that was acknowledged: the text it put into the case."""

    kind: str
    case: str
    mark: str


@dataclass
class Person:
    """One member of staff at her browser. `examples` are the filled forms of types she may register."""

    number: int
    account: str
    browser: Browser
    examples: Examples
    random: Random
    written: list[Written] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unsure: list[Written] = field(default_factory=list)
    is_in: bool = False
    _cases: list[str] = field(default_factory=list)
    _types: list[str] = field(default_factory=list)
    _count: int = 0

    def sign_in(self, password: str) -> None:
        """Enter by the login page."""
        self.browser.get("/login/", "login")
        answer = self.browser.post("/login/", {"account": self.account, "password": password, "next": ""}, "sign-in")
        self.is_in = answer.status in (302, 303) and self.browser.get("/", "desk").status == 200

    def work(self, until: float, think: float) -> None:
        """Think and act by turns until the moment has come."""
        doing: dict[str, Callable[[], None]] = {
            "desk": self._desk,
            "register": self._register,
            "case": self._look_at_a_case,
            "search": self._search,
            "papers": self._papers,
            "note": self._note,
            "registration": self._registration,
            "session": self._session,
        }
        weights = READING | WRITING
        while True:
            pause = min(self.random.expovariate(1 / think), 4 * think)
            if time.monotonic() + pause >= until:
                return
            time.sleep(pause)
            doing[self.random.choices(list(weights), list(weights.values()))[0]]()

    def look_again(self, case: str) -> str:
        """Return the page of a case as it stands."""
        return self.browser.get(case, "case").text

    def _desk(self) -> None:
        self._remember(self.browser.get("/", "desk"))

    def _register(self) -> None:
        tab = self.random.choice(("open", "open", "soon", "all", "done"))
        self._remember(self.browser.get(f"/cases/?tab={tab}", "register"))

    def _case(self) -> Answer | None:
        if not self._cases:
            self._register()
        return self.browser.get(self.random.choice(self._cases), "case") if self._cases else None

    def _look_at_a_case(self) -> None:
        self._case()

    def _search(self) -> None:
        fields = {"text": self.random.choice(_SEARCHED), "here": "open"}
        self._remember(self.browser.post("/cases/search", fields, "search"))

    def _papers(self) -> None:
        if self._cases:
            self.browser.get(f"{self.random.choice(self._cases)}/papers/", "papers")
        else:
            self._register()

    def _note(self) -> None:
        for _ in range(TRIES):
            page = self._case()
            case = None if page is None else self._last_case(page)
            form = None if page is None or case is None else form_to(page.text, f"{case}/do/note")
            if form is not None and case is not None:
                self._act("note", case, form, {"channel": first_choice(form, "channel")}, "text")
                return

    def _session(self) -> None:
        for _ in range(TRIES):
            page = self._case()
            case = None if page is None else self._last_case(page)
            if page is not None and case is not None and f'"{case}/do/session"' in page.text:
                shown = self.browser.get(f"{case}/do/session", "form of an act")
                form = form_to(shown.text, f"{case}/do/session")
                if form is not None:
                    typed = {"held_on": "今天", "manner": first_choice(form, "manner"), "result": "continue"}
                    self._act("session", case, form, typed, "record")
                    return
        self._note()

    def _registration(self) -> None:
        if not self._types:
            self._types = [
                found for found in _TYPE.findall(self.browser.get("/cases/new/", "types").text) if found in self.examples
            ]
        if not self._types:
            return
        type_key = self.random.choice(self._types)
        path = f"/cases/new/{type_key}"
        form = form_to(self.browser.get(path, "new case").text, path)
        if form is None:
            return
        mark = self._mark()
        own = {"source": first_choice(form, "source"), "mode": "apply", "received_on": "今天", "summary": mark, "do": "accept"}
        typed: dict[str, str | list[str]] = {**hidden_fields(form), **self.examples[type_key], **own}
        answer = self.browser.post(path, typed, "registration")
        asked = _ASKED.findall(answer.text)
        if answer.status == 422 and asked:  # the page asks whether it is meant so
            answer = self.browser.post(path, {**typed, "confirmed": asked}, "registration")
        case = answer.place.replace("/cases/new/saved/", "/cases/")
        self._keep("registration", case, mark, answer, wanted=answer.place.startswith("/cases/new/saved/"))
        if answer.status in (302, 303):
            self.browser.get(answer.place, "saved case")
            self._cases.append(case)

    def _act(self, kind: str, case: str, form: str, typed: Mapping[str, str], text: str) -> None:
        mark = self._mark()
        answer = self.browser.post(f"{case}/do/{kind}", {**hidden_fields(form), **typed, text: mark}, kind)
        self._keep(kind, case, mark, answer, wanted=answer.place.startswith(case))
        if answer.status in (302, 303):
            self.browser.get(answer.place, "case")

    def _keep(self, kind: str, case: str, mark: str, answer: Answer, *, wanted: bool) -> None:
        if answer.status in (302, 303) and wanted:
            self.written.append(Written(kind, case, mark))
        elif answer.status == 0 or answer.status >= 500:
            self.unsure.append(Written(kind, case, mark))
        else:
            wrong = ", ".join(sorted(set(_WRONG.findall(answer.text)))[:4])
            self.refused.append(f"{kind} {answer.status} {wrong}{answer.place.partition('?')[0]}".strip())

    def _remember(self, answer: Answer) -> None:
        found = _CASE.findall(answer.text)
        self._cases = list(dict.fromkeys([*self._cases[-50:], *found]))

    def _last_case(self, page: Answer) -> str | None:
        found = re.search(r'action="(/cases/[0-9a-f-]{36})/do/', page.text) or re.search(
            r'href="(/cases/[0-9a-f-]{36})/do/', page.text
        )
        return found.group(1) if found else None

    def _mark(self) -> str:
        self._count += 1
        return f"已电话联系（记录{self.number:03d}之{self._count:04d}号）"
