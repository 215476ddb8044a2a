"""算一算: alone or for a case, with what the case knows; every step, every article, every problem at its field."""

from __future__ import annotations

from tests.web.bench import brought_to, words
from tests.web.offices import Offices, posted

PATH = "/calculators/many.rich/worth"


def test_result_shows_steps_article_and_what_to_weigh(bench: Offices) -> None:
    keeper = bench.signed_in("keeper")

    told = words(posted(keeper, PATH, {"lost": "1200", "trees": "3"}).text)

    assert "3,600.00 元 叁仟陆佰元整" in told
    assert "果树 3 棵 3,600.00" in told
    assert "法律规定的是上限" in told
    assert "人民调解法第33条" in told
    assert "仅供调解参考，不作为裁判依据。" in told


def test_for_a_case_it_starts_with_what_the_case_knows(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "take", "many.rich", details={"lost": "1200.00", "seen_on": "2026-11-12", "trees": "7"})

    page = bench.page("keeper", f"/cases/{case_id}")
    form = bench.page("keeper", f"{PATH}?case={case_id}")
    told = words(posted(bench.signed_in("keeper"), PATH, {"lost": "1200.00", "trees": "7", "case": str(case_id)}).text)

    assert f"{PATH}?case={case_id}" in page
    assert 'value="1200.00"' in form
    assert 'value="7"' in form
    assert "8,400.00 元" in told
    assert "返回案件" in told


def test_problems_of_the_formula_stand_at_their_fields(bench: Offices) -> None:
    keeper = bench.signed_in("keeper")

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
    keeper, clerk = bench.signed_in("keeper"), bench.signed_in("clerk")

    assert "果树价值" in words(keeper.get("/calculators/").text)
    assert "本单位办理的纠纷没有计算项目。" in words(clerk.get("/calculators/").text)
    assert clerk.get(PATH).status_code == 404
    assert keeper.get(f"{PATH}?case={other}").status_code == 404
    assert keeper.get(f"{PATH}?case=nonsense").status_code == 404
    assert clerk.get(f"{PATH}?case={case_id}").status_code == 404
