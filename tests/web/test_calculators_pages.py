"""算一算: alone or for a case, with what the case knows; every step, every article, every problem at its field."""

from __future__ import annotations

import re

from tests.web.bench import brought_to, words
from tests.web.offices import Offices, posted

PATH = "/calculators/many.rich/worth"
KNOWN = {"lost": "1200.00", "seen_on": "2026-11-12", "trees": "7"}


def test_result_shows_steps_article_and_what_to_weigh(bench: Offices) -> None:
    keeper = bench.at_work("keeper")

    told = words(posted(keeper, PATH, {"lost": "1200", "trees": "3"}).text)

    assert "3,600.00 元 叁仟陆佰元整" in told
    assert "果树 3 棵 3,600.00" in told
    assert "法律规定的是上限" in told
    assert "人民调解法第33条" in told
    assert "仅供调解参考，不作为裁判依据。" in told


def test_for_a_case_it_starts_with_what_the_case_knows(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "take", "many.rich", details=KNOWN)

    page = bench.page("keeper", f"/cases/{case_id}")
    form = bench.page("keeper", f"{PATH}?case={case_id}")
    told = words(posted(bench.at_work("keeper"), PATH, {"lost": "1200.00", "trees": "7", "case": str(case_id)}).text)

    assert f"{PATH}?case={case_id}" in page
    assert 'value="1200.00"' in form
    assert 'value="7"' in form
    assert "8,400.00 元" in told
    assert "返回案件" in told


def test_problems_of_the_formula_stand_at_their_fields(bench: Offices) -> None:
    keeper = bench.at_work("keeper")

    refused = posted(keeper, PATH, {"lost": "1", "trees": "101"})
    absent = posted(keeper, PATH, {"lost": "1"})
    unreadable = posted(keeper, PATH, {"lost": "很多", "trees": "1"})

    assert [answer.status_code for answer in (refused, absent, unreadable)] == [422, 422, 422]
    assert 'href="#f-trees"' in refused.text
    assert "不能大于 100。" in refused.text
    assert "请填写“几棵”。" in words(absent.text)
    assert "请填金额，例如 12000 或 1.2万。" in unreadable.text


def test_calculators_are_of_the_post_s_own_sectors_and_cases(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "take", "many.rich")
    other = bench.open("clerk").case_id
    keeper, clerk = bench.at_work("keeper"), bench.at_work("clerk")

    assert "果树价值" in words(keeper.get("/calculators/").text)
    assert "本单位办理的纠纷没有计算项目。" in words(clerk.get("/calculators/").text)
    assert clerk.get(PATH).status_code == 404
    assert keeper.get(f"{PATH}?case={other}").status_code == 404
    assert keeper.get(f"{PATH}?case=nonsense").status_code == 404
    assert clerk.get(f"{PATH}?case={case_id}").status_code == 404


def test_result_becomes_the_claim_and_the_case_remembers_from_which_calculation(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "take", "many.rich", details=KNOWN)
    keeper = bench.at_work("keeper")
    body = {"lost": "1200.00", "trees": "7", "case": str(case_id)}
    version = _version(posted(keeper, PATH, body).text)

    answer = posted(keeper, f"{PATH}/take", {**body, "into": "claim", "version": version, "token": "c" * 20})

    assert answer.status_code == 303, answer.text
    page = keeper.get(answer.location).text
    assert "8,400.00" in words(page)
    changed = words(keeper.get(re.findall(r'href="(/cases/[^"]+/events/\d+)"', page)[0]).text)
    assert "按“果树价值”计算：8,400.00元。依据：人民调解法第33条。填写：每棵 1,200.00，几棵 7。" in changed
    again = posted(keeper, f"{PATH}/take", {**body, "into": "claim", "version": version, "token": "d" * 20})
    assert again.location.endswith(f"?case={case_id}"), "a case that changed meanwhile is worked out anew"


def test_result_goes_into_the_terms_that_are_being_written(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "consent", "many.rich", details=KNOWN)
    keeper = bench.at_work("keeper")
    body = {"lost": "1200.00", "trees": "7", "case": str(case_id)}
    version = _version(posted(keeper, PATH, body).text)

    answer = posted(keeper, f"{PATH}/take", {**body, "into": "term", "version": version, "token": "t" * 20})

    assert answer.status_code == 303, answer.text
    assert answer.location.endswith(f"/cases/{case_id}/do/agree")
    form = keeper.get(answer.location).text
    assert 'name="terms.0.amount" value="8400.00"' in form
    assert "按“果树价值”计算：8,400.00元" in words(keeper.get(f"/cases/{case_id}").text)


def test_result_without_a_case_goes_nowhere(bench: Offices) -> None:
    keeper = bench.at_work("keeper")

    answer = posted(keeper, f"{PATH}/take", {"lost": "1", "trees": "1", "into": "claim", "token": "n" * 20})

    assert answer.status_code == 200
    assert 'name="into"' not in answer.text


def _version(page: str) -> str:
    return page.split('name="version" value="')[1].split('"')[0]
