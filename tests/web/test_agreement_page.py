"""协议: the first term comes from the claim, instalments fill rows, the paper and the sum follow, rules are told early."""

from __future__ import annotations

import re
import uuid
from typing import Any

from portal.sdk import PERSON_A
from tests.web.bench import brought_to, version_of, words
from tests.web.offices import Offices, posted

TERM = {
    "terms.0.kind": "money",
    "terms.0.payer": "李桂兰",
    "terms.0.payee": "王小军",
    "terms.0.amount": "1200",
    "terms.0.due_on": "2026-12-20",
    "terms.0.method": "转账",
    "terms.0.breach": "加付一成",
}


def value(page: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def press(offices: Offices, case_id: uuid.UUID, do: str, **form: Any) -> str:
    answer = posted(offices.at_work("clerk"), f"/cases/{case_id}/do/agree", {**TERM, "agreed_on": "今天", **form, "do": do})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_first_term_is_the_claim(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")

    page = offices.page("clerk", f"/cases/{case_id}/do/agree")

    assert (value(page, "terms.0.payer"), value(page, "terms.0.payee")) == ("李桂兰", "王小军")
    assert value(page, "terms.0.amount") == "1200.00"
    assert value(page, "agreed_on") == "2026-11-21"
    assert "羊进了果园，啃了树皮。</textarea>" in page
    assert "合计 1,200.00 元 为请求 1,200.00 元的 100%" in words(page)
    assert "支付人民币1,200.00元（大写：壹仟贰佰元整）" in words(page)


def test_of_many_applicants_the_term_names_the_group(offices: Offices) -> None:
    growers = [{**PERSON_A, "name": f"果农{n}", "id_number": "", "no_id_reason": "没带证件"} for n in range(5)]
    parties = {"grower": growers, "neighbour": {"name": "李桂兰", "no_id_reason": "没带证件"}}
    case_id = brought_to(offices, "clerk", "session", parties=parties)

    assert value(offices.page("clerk", f"/cases/{case_id}/do/agree"), "terms.0.payee") == "果农0等5人"


def test_instalments_fill_rows_and_keep_the_sum(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")

    page = press(offices, case_id, "split", instalments="3")

    assert [value(page, f"terms.{n}.amount") for n in range(3)] == ["400.00"] * 3
    assert [value(page, f"terms.{n}.due_on") for n in range(3)] == ["2026-12-20", "2027-01-20", "2027-02-20"]
    assert "合计 1,200.00 元" in words(page)
    again = {
        f"terms.{n}.{key}": value(page, f"terms.{n}.{key}") for n in range(3) for key in ("payer", "payee", "amount", "due_on")
    }
    two = press(offices, case_id, "split", instalments="2", **again)
    assert [value(two, f"terms.{n}.amount") for n in range(2)] == ["600.00"] * 2
    assert 'name="terms.2.amount"' not in two


def test_what_cannot_be_split_stays_as_it_was(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")

    assert value(press(offices, case_id, "split", instalments="400"), "terms.0.amount") == "1200"
    assert value(press(offices, case_id, "split", instalments="x"), "terms.0.amount") == "1200"


def test_rows_come_and_go_without_losing_the_others(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    act = {"terms.1.kind": "act", "terms.1.payer": "李桂兰", "terms.1.act": "把围栏修好"}

    more = press(offices, case_id, "add", **act)
    less = press(offices, case_id, "less:terms.0", **act)

    assert value(more, "terms.2.payer") == ""
    assert "把围栏修好</textarea>" in more
    assert "把围栏修好</textarea>" in less
    assert 'name="terms.1.payer"' not in less


def test_paper_beside_follows_what_is_entered(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    form = {**TERM, "terms.0.amount": "960", "terms.0.due_on": "", "facts": "羊啃了树皮", "form": "oral"}

    beside = words(posted(offices.at_work("clerk"), f"/cases/{case_id}/do/agree/paper", form).text)

    assert "人民调解口头协议登记表" in beside
    assert "支付人民币960.00元（大写：玖佰陆拾元整）" in beside
    assert "羊啃了树皮" in beside
    assert "合计 960.00 元 为请求 1,200.00 元的 80%" in beside


def test_half_written_amounts_do_not_break_the_paper(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    form = {**TERM, "terms.0.amount": "一千", "terms.0.due_on": "2月30日", "agreed_on": "某天", "terms.9.payee": "<i>x</i>"}

    answer = posted(offices.at_work("clerk"), f"/cases/{case_id}/do/agree/paper", form)

    assert answer.status_code == 200
    assert "合计 0.00 元" in words(answer.text)
    assert "<i>" not in answer.text


def test_rules_of_the_type_are_told_while_writing(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "session", "many.rich")
    form = {**TERM, "agreed_on": "今天", "terms.0.amount": "3000000", "terms.0.breach": ""}

    beside = posted(bench.at_work("keeper"), f"/cases/{case_id}/do/agree/paper", form).text

    assert "check-stops" in beside
    assert "金额太大（依据：人民调解法第33条）" in words(beside)
    assert "check-asks" in beside
    assert "写清逾期怎么办" in words(beside)


def test_written_agreement_is_printed_three_times_and_signed(bench: Offices) -> None:
    case_id = brought_to(bench, "keeper", "session", "many.rich")
    keeper = bench.at_work("keeper")
    path = f"/cases/{case_id}/do"

    saved = posted(
        keeper, f"{path}/agree", {**TERM, "form": "written", "agreed_on": "今天", "version": version_of(bench, "keeper", case_id)}
    )
    waiting = keeper.get(saved.location).text
    signed = posted(
        keeper, f"{path}/sign", {"signed_on": "今天", "complete": "yes", "version": version_of(bench, "keeper", case_id)}
    )
    after = words(keeper.get(signed.location).text)

    assert "打印签字（3 份）" in words(waiting)
    assert keeper.get(f"/cases/{case_id}/papers/agreement?copies=3").text.count("data-paper") == 3
    assert "协议生效；申请司法确认至 12月21日（周一）。" in after
    assert "协议约定12月20日（周日）前履行，剩 29 天。" in after


def test_oral_agreement_is_offered_where_the_type_allows_it_only(bench: Offices) -> None:
    oral = brought_to(bench, "keeper", "session", "many.rich")
    plain = brought_to(bench, "keeper", "session", "many.plain")
    keeper = bench.at_work("keeper")

    unasked = keeper.get(f"/cases/{plain}/do/agree").text
    version = version_of(bench, "keeper", oral)
    saved = posted(keeper, f"/cases/{oral}/do/agree", {**TERM, "form": "oral", "agreed_on": "今天", "version": version})

    assert 'value="oral"' not in unasked
    assert saved.status_code == 303
    assert "协议生效；申请司法确认至 12月21日（周一）。" in words(keeper.get(saved.location).text)


def beside_row(page: str, row: int) -> str:
    found = re.search(rf'id="checks-terms-{row}"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_checks_stand_beside_their_term_while_writing(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    second = {"terms.1.kind": "act", "terms.1.payer": "王小军", "terms.1.act": "今后不得报警"}
    form = {**TERM, **second, "terms.0.breach": "逾期另付违约金600元", "agreed_on": "今天", "form": "written"}

    beside = posted(offices.at_work("clerk"), f"/cases/{case_id}/do/agree/paper", form).text
    whole = press(offices, case_id, "look", **{**second, "terms.0.breach": "逾期另付违约金600元"})

    for page in (beside, whole):
        assert "check-asks" in beside_row(page, 0)
        assert "违约金是本条金额的50.00%" in beside_row(page, 0)
        assert "（依据：合同编通则解释第65条）" in beside_row(page, 0)
        assert "check-stops" in beside_row(page, 1)
        assert "（依据：刑事诉讼法第110条）" in beside_row(page, 1)
        assert "check-tells" in beside_row(page, 1)
        assert "建议写明履行期限" in beside_row(page, 1)


def test_what_a_check_asks_is_confirmed_once_for_each_term(offices: Offices) -> None:
    case_id = brought_to(offices, "clerk", "session")
    clerk = offices.at_work("clerk")
    version = version_of(offices, "clerk", case_id)
    form = {**TERM, "terms.0.breach": "逾期另付违约金600元", "agreed_on": "今天", "form": "written", "version": version}

    asked = posted(clerk, f"/cases/{case_id}/do/agree", form)
    saved = posted(clerk, f"/cases/{case_id}/do/agree", {**form, "confirmed": "guard:terms.0.breach:penalty_high"})

    assert asked.status_code == 422
    assert 'name="confirmed" value="guard:terms.0.breach:penalty_high"' in asked.text
    assert saved.status_code == 303
    assert "经确认的提醒1项" in words(clerk.get(saved.location).text)
