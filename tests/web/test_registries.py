"""FAB's lists, hardened: filters per request, arguments checked, changes saved by a service, no files."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import pytest
from flask_appbuilder.models.sqla.interface import SQLAInterface
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.errors import Refused
from portal.store.tables.cases import CaseFile
from portal.store.tables.machine import CalendarDay
from portal.store.tables.people import Staff
from portal.web.acting import unit_of_work
from portal.web.registries import Registry
from tests.web.desks import Desks, make_desks, role, token


class Days(Registry):
    """The calendar as a registry."""

    route_base = "/days"
    page, changing_verb = "portal.calendar", "manage"
    datamodel = SQLAInterface(CalendarDay)
    list_title, show_title, add_title, edit_title = "工作日历", "工作日历", "新增一天", "修改一天"
    label_columns: ClassVar[dict[str, str]] = {"day": "日期", "kind": "种类", "name": "名称", "source": "来源"}
    list_columns = ("day", "kind", "name")
    show_columns = ("day", "kind", "name", "source")
    add_columns = ("day", "kind", "name", "source")
    edit_columns = ("kind", "name", "source")
    search_columns = ("name",)
    order_columns = ("day",)
    base_order = ("day", "asc")
    sentences: ClassVar[dict[str, str]] = {"year": "没有这一年的通知。"}

    def save(self, entered: Mapping[str, object], key: str | None) -> None:
        if str(entered["name"]) == "wrong":
            raise Refused.at("name", "year")
        with unit_of_work(write=True) as uow:
            row = uow.session.get(CalendarDay, date.fromisoformat(key)) if key else CalendarDay(day=entered["day"])
            assert row is not None
            row.kind, row.name, row.source = str(entered["kind"]), str(entered["name"]), str(entered["source"])
            row.notice_year = row.day.year
            uow.session.add(row)


class People(Registry):
    """A registry whose keys are not text."""

    route_base = "/people-list"
    page = "portal.calendar"
    datamodel = SQLAInterface(Staff)
    list_columns = show_columns = ("name",)
    search_columns = ()
    order_columns = ("name",)


@pytest.fixture
def registry(sqlite_url, tmp_path):  # type: ignore[no-untyped-def]
    made = make_desks(sqlite_url, tmp_path, views=(Days, People))
    with Session(made.engine) as session:
        for n in range(1, 31):
            session.add(
                CalendarDay(day=date(2026, 10, n), kind="holiday", name=f"国庆{n:02d}", source="国办发", notice_year=2026)
            )
        role(session, "county.keeper", "系统管理员", "county", (("open", "portal.calendar"), ("manage", "portal.calendar")))
        session.connection().exec_driver_sql("UPDATE post SET role = 'county.keeper' WHERE role = 'county.secadmin'")
        session.commit()
    yield made
    made.engine.dispose()


def test_list_is_in_the_look_and_searchable(registry: Desks) -> None:
    page = registry.at_work("secadmin").get("/days/list/?_flt_2_name=07").text

    assert "<h1>工作日历</h1>" in page
    assert "<table" in page
    assert "国庆07" in page
    assert "国庆08" not in page
    assert "共 1 条" in page


def test_list_has_pages(registry: Desks) -> None:
    browser = registry.at_work("secadmin")

    first, second = (browser.get(path).text for path in ("/days/list/", "/days/list/?page_Days=1"))

    assert "下一页" in first
    assert "国庆01" in first
    assert "国庆30" not in first
    assert "国庆30" in second


def test_empty_search_field_means_nothing(registry: Desks) -> None:
    assert registry.at_work("secadmin").get("/days/list/?_flt_2_name=").location == "/days/list/"


@pytest.mark.parametrize(
    "arguments",
    [
        "page_Days=x", "page_Days=-1", "psize_Days=100000", "psize_Days=0", "_oc_Days=source&_od_Days=asc", "_oc_Days=zz",
        "_flt_0_source=a", "_flt_0_zz=a", "page_Other=1", "anything=1",
    ],
)  # fmt: skip
def test_arguments_the_list_does_not_know_are_refused(registry: Desks, arguments: str) -> None:
    assert registry.at_work("secadmin").get(f"/days/list/?{arguments}").status_code == 400


@pytest.mark.parametrize("path", ["/days/list/", "/days/add", "/days/show/2026-10-01", "/days/edit/2026-10-01"])
def test_registry_asks_for_the_verb_of_its_page(registry: Desks, path: str) -> None:
    assert registry.at_work("secadmin").get(path).status_code == 200
    assert registry.at_work("women_clerk").get(path).status_code == 403
    assert registry.browser().get(path).status_code == 302


def test_change_is_saved_by_the_service(registry: Desks) -> None:
    browser = registry.at_work("secadmin")
    entered = {"kind": "workday", "name": "补班", "source": "国办发", "csrf_token": token(browser, "/account/")}

    answer = browser.post("/days/edit/2026-10-01", data=entered)

    assert answer.status_code == 302
    with Session(registry.engine) as session:
        assert session.get_one(CalendarDay, date(2026, 10, 1)).kind == "workday"


def test_refusal_of_the_service_stands_at_its_field_and_changes_nothing(registry: Desks) -> None:
    browser = registry.at_work("secadmin")
    entered = {"kind": "workday", "name": "wrong", "source": "国办发", "csrf_token": token(browser, "/account/")}

    page = browser.post("/days/edit/2026-10-01", data=entered).text

    assert "没有这一年的通知。" in page.split('data-field="name"')[1]
    with Session(registry.engine) as session:
        assert session.get_one(CalendarDay, date(2026, 10, 1)).kind == "holiday"


def test_markup_in_a_row_stays_text(registry: Desks) -> None:
    with Session(registry.engine) as session:
        session.add(CalendarDay(day=date(2027, 1, 1), kind="holiday", name="<script>x</script>", source="<b>", notice_year=2027))
        session.commit()

    page = registry.at_work("secadmin").get("/days/list/?_oc_Days=day&_od_Days=desc").text

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize("path", ["/days/download/x", "/days/delete/2026-10-01", "/days/action/x/1", "/days/action_post"])
def test_files_actions_and_deleting_are_not_there(registry: Desks, path: str) -> None:
    browser = registry.at_work("secadmin")

    assert browser.get(path).status_code in (404, 405)
    assert browser.post(path, data={"csrf_token": token(browser, "/account/")}).status_code in (404, 405)


@pytest.mark.parametrize("key", ["x", "0", "2026-13-40", "%00"])
def test_key_that_cannot_be_one_is_not_found(registry: Desks, key: str) -> None:
    browser = registry.at_work("secadmin")

    assert browser.get(f"/days/show/{key}").status_code == 404
    assert browser.get(f"/people-list/show/{key}").status_code == 404


def test_row_with_a_key_that_is_no_text_is_shown(registry: Desks) -> None:
    with Session(registry.engine) as session:
        staff = session.scalars(select(Staff).where(Staff.name == "孙丽")).one()

    assert "孙丽" in registry.at_work("secadmin").get(f"/people-list/show/{staff.id}").text


def test_filters_of_two_requests_at_once_never_meet(registry: Desks) -> None:
    browsers = {name: registry.at_work("secadmin") for name in ("国庆03", "国庆04")}
    wrong: list[str] = []

    def look(name: str) -> None:
        other = next(one for one in browsers if one != name)
        for _ in range(15):
            page = browsers[name].get(f"/days/list/?_flt_2_name={name}").text
            if name not in page or other in page:
                wrong.append(name)

    threads = [threading.Thread(target=look, args=(name,)) for name in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_filters_are_not_kept_on_the_view(registry: Desks) -> None:
    view = next(view for view in registry.app.extensions["appbuilder"].baseviews if isinstance(view, Days))

    assert "_filters" not in vars(view)


def test_registry_must_name_its_columns() -> None:
    class Careless(Registry):
        page = "portal.calendar"
        datamodel = SQLAInterface(CalendarDay)

    with pytest.raises(TypeError, match="list_columns"):
        Careless()


def test_registry_may_not_stand_on_cases() -> None:
    class Cases(Registry):
        page = "portal.calendar"
        datamodel = SQLAInterface(CaseFile)
        list_columns = show_columns = search_columns = order_columns = ("summary",)

    with pytest.raises(TypeError, match="CaseFile"):
        Cases()
