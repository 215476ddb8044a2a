"""The checks of an agreement: each with its code, whether it stops, asks or tells, and its article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.engine.agreement_amounts import capitals_differ, penalties, yearly_rates
from portal.engine.agreement_check_list import CORE_CHECKS, Severity
from portal.engine.agreement_writing import Lpr
from portal.engine.case_state import CaseState
from portal.engine.changes import Change
from portal.engine.deciding import Deciding
from portal.engine.transitions import decide, told
from portal.errors import Problem
from portal.reading.event_sentences import event_sentence
from portal.reading.problem_sentences import problem_sentence
from portal.sdk import Basis, DeclarationError, check
from tests.engine.wages import TODAY, deciding, do, opened

STOPS, ASKS, TELLS = Severity.STOPS, Severity.ASKS, Severity.TELLS
PAYS = {
    "payer": "甘泉建设有限公司",
    "payee": "王小军",
    "amount": "10000",
    "due_on": "2026-12-20",
    "method": "转账",
    "breach": "逾期继续履行",
}


def at_the_agreement(**changes: Any) -> CaseState:
    state = do(opened(), "accept", accepted_on="今天")
    state = do(do(state, "take"), "consent", consented_on="今天", how="phone")
    names = {"employer": "甘泉建设有限公司", "worker": "王小军"}
    return replace(state, parties=tuple(replace(p, name=names[p.role]) for p in state.parties), **changes)


def by(per_cent: str | None = "3.00", *, verified: bool = True) -> Deciding:
    lpr = Lpr(Decimal(per_cent), verified) if per_cent else None
    return replace(deciding(), lpr_on=lambda day: lpr)


def agreement(*acts: str, **of_the_payment: Any) -> dict[str, Any]:
    done = [{"kind": "act", "payer": "王小军", "act": act, "due_on": "2026-12-20"} for act in acts]
    return {"form": "written", "agreed_on": "今天", "terms": [{**PAYS, **of_the_payment}, *done]}


def found(data: dict[str, Any], state: CaseState | None = None, who: Deciding | None = None) -> list[tuple[Any, ...]]:
    """Return (code, severity, field, law, article) of every finding."""
    state, who = state or at_the_agreement(), who or by()
    decided = decide(state, "agree", data, who)
    problems = () if isinstance(decided, Change) else decided
    rows = [(p, ASKS if p.asks else STOPS) for p in problems] + [(f.problem, TELLS) for f in told(state, "agree", data, who)]
    return [(p.params["check"], severity, p.field, p.params["law"], p.params["article"]) for p, severity in rows]


@pytest.mark.parametrize(
    ("text", "code", "severity", "law", "article"),
    [
        ("王小军今后不得报警", "report_silenced", STOPS, "刑事诉讼法", "110"),
        ("王小军保证不再向公安机关报案", "report_silenced", STOPS, "刑事诉讼法", "110"),
        ("王小军三日内到派出所撤回报警", "report_withdrawn", STOPS, "刑事诉讼法", "110"),
        ("王小军申请撤销该刑事案件", "report_withdrawn", STOPS, "刑事诉讼法", "110"),
        ("女方谅解男方的家庭暴力", "violence_forgiven", STOPS, "反家庭暴力法", "33"),
        ("不再追究家暴", "violence_forgiven", STOPS, "反家庭暴力法", "33"),
        ("王小军不再追究对方的刑事责任", "crime_settled", STOPS, "刑事诉讼法", "289"),
        ("免除其刑事责任", "crime_settled", STOPS, "刑事诉讼法", "289"),
        ("经调解准予离婚", "marriage_decided", STOPS, "民法典", "1080"),
        ("双方断绝父子关系", "kinship_severed", STOPS, "民法典", "1084"),
        ("双方确认王小雨系李强亲生", "parentage_decided", STOPS, "民法典", "1073"),
        ("双方自签字之日起解除收养关系", "adoption_decided", STOPS, "民法典", "1105"),
        ("王某代为放弃未成年子女的继承权", "minor_waived", STOPS, "民法典", "35"),
        ("另付2000元（大写：贰万元整）", "capitals_differ", STOPS, "民诉法解释", "358"),
        ("双方确认该房屋的所有权归王小军", "right_decided", ASKS, "民诉法解释", "355"),
        ("东街住房归王小军所有", "right_decided", ASKS, "民诉法解释", "355"),
        ("该商标权归王小军享有", "right_decided", ASKS, "民诉法解释", "355"),
        ("由案外人李四承担赔偿", "third_burdened", ASKS, "民诉法解释", "358"),
        ("以上共计12000元", "sum_differs", ASKS, "民诉法解释", "358"),
        ("逾期按日千分之一支付违约金", "rate_above_ceiling", ASKS, "民间借贷规定", "25"),
    ],
)
def test_what_an_agreement_says_is_held_against_the_law(text: str, code: str, severity: Severity, law: str, article: str) -> None:
    assert found(agreement(text)) == [(code, severity, "terms.1.act", law, article)]


@pytest.mark.parametrize(
    ("part", "value", "finding"),
    [
        ("breach", "逾期另付违约金4000元", ("penalty_high", ASKS, "terms.0.breach", "合同编通则解释", "65")),
        ("breach", "逾期加付四成", ("penalty_high", ASKS, "terms.0.breach", "合同编通则解释", "65")),
        ("breach", "逾期按月息二分计算", ("rate_above_ceiling", ASKS, "terms.0.breach", "民间借贷规定", "25")),
        ("breach", "逾期按LPR的五倍支付利息", ("rate_above_ceiling", ASKS, "terms.0.breach", "民间借贷规定", "25")),
        ("amount", "12000.01", ("above_claim", ASKS, "terms", "人民调解法", "3")),
        ("payer", "李四", ("not_a_party", TELLS, "terms.0.payer", "民法典", "465")),
        ("method", "", ("no_method", TELLS, "terms.0.method", "人民调解法", "29")),
        ("breach", "", ("no_breach", TELLS, "terms.0.breach", "人民调解法", "29")),
    ],
)
def test_a_payment_is_held_against_caps_and_claim(part: str, value: str, finding: tuple[Any, ...]) -> None:
    assert found(agreement(**{part: value})) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "不得阻止王小军报警",
        "王小军不撤回报警",
        "双方于2026年12月10日前到民政部门申请解除收养关系登记",
        "双方于2026年12月10日前到婚姻登记机关申请离婚登记",
        "甲方协助王小军于2026年12月10日前办理房屋转移登记",
        "不得放弃未成年子女的继承权",
        "李强每月10日前支付孩子抚养费",
        "不得侵害他人安宁",
        "双方就打架一事互相谅解",
        "另付2000元（大写：贰仟元整）",
        "以上共计1万元",
        "逾期按年利率12%支付利息",
        "每月支付租金的50%",
    ],
)
def test_what_looks_alike_and_is_allowed_passes(text: str) -> None:
    assert found(agreement(text)) == []


def test_facts_are_read_as_well_and_white_space_hides_nothing() -> None:
    assert [row[:3] for row in found({**agreement(), "facts": "今后 不得\n报 警"})] == [("report_silenced", STOPS, "facts")]


def test_a_finding_stands_at_the_row_in_which_it_was_typed() -> None:
    data = agreement("今后不得报警")
    data["terms"].insert(0, {"payer": "", "act": ""})  # a row left empty on the page

    assert [row[2] for row in found(data)] == ["terms.2.act"]


def test_a_confirmation_goes_by_check_and_is_kept_with_the_event() -> None:
    state = at_the_agreement()
    data = agreement("由案外人李四承担赔偿", amount="12500", breach="")

    one = decide(state, "agree", data, by(), frozenset({"guard:terms:above_claim"}))
    both = decide(state, "agree", data, by(), frozenset({"guard:terms:above_claim", "guard:terms.1.act:third_burdened"}))

    assert not isinstance(one, Change)
    assert [p.answer for p in one] == ["terms.1.act:third_burdened"]
    assert isinstance(both, Change)
    assert both.data["confirmed"] == ["third_burdened", "above_claim"]
    assert event_sentence("agree", both.data).endswith("，经确认的提醒2项")


def test_no_confirmation_opens_what_stops() -> None:
    decided = decide(at_the_agreement(), "agree", agreement("不得报警"), by(), frozenset({"guard:terms.1.act:report_silenced"}))

    assert not isinstance(decided, Change)
    assert not decided[0].asks


def test_an_agreement_without_a_question_keeps_none() -> None:
    decided = decide(at_the_agreement(), "agree", agreement(), by())

    assert isinstance(decided, Change)
    assert "confirmed" not in decided.data


def test_the_ceiling_follows_the_lpr_of_the_day_and_says_when_nobody_compared_it() -> None:
    state, data = at_the_agreement(), agreement(breach="逾期按年利率13%支付利息")
    asked: list[date] = []

    def lpr_on(day: date) -> Lpr:
        asked.append(day)
        return Lpr(Decimal("3.10"), verified=False)

    low = decide(state, "agree", data, replace(deciding(), lpr_on=lpr_on))

    assert not isinstance(low, Change)
    assert asked == [TODAY]
    assert "折合年利率13.00%，高于现行一年期LPR（3.10%，待核）的四倍即12.40%" in problem_sentence(low[0])
    assert isinstance(decide(state, "agree", data, by("3.35")), Change)


def test_an_unknown_lpr_holds_nobody_up_but_is_told() -> None:
    rows = found(agreement(breach="逾期按年利率36%支付利息"), who=by(None))

    assert rows == [("rate_unchecked", TELLS, "terms.0.breach", "民间借贷规定", "25")]


def test_the_lpr_is_not_looked_up_where_no_rate_is_written() -> None:
    def never(day: date) -> Lpr:
        raise AssertionError

    assert isinstance(decide(at_the_agreement(), "agree", agreement(breach=""), replace(deciding(), lpr_on=never)), Change)


def test_a_type_adds_a_check_and_sharpens_one_of_the_cores() -> None:
    law = Basis("人民调解法", "3", since=date(2011, 1, 1))
    own = (
        check("no_suit", lambda case, text: "不得起诉" in text, "不能约定不得起诉", basis=law),
        check("report_silenced", lambda case, text: "不得投诉" in text or "不得报警" in text, "请删去", basis=law, asks=True),
    )
    state = at_the_agreement()
    state = replace(state, type=replace(state.type, checks=own))

    assert [row[0] for row in found(agreement("今后不得起诉"), state)] == ["no_suit"]
    assert found(agreement("今后不得报警"), state) == [("report_silenced", ASKS, "terms.1.act", "人民调解法", "3")]


def test_a_check_that_reads_what_was_not_filled_in_finds_nothing() -> None:
    law = Basis("人民调解法", "3", since=date(2011, 1, 1))
    state = at_the_agreement()
    own = check("threatened", lambda case, text: case.details.violence and "谅解" in text, "请删去", basis=law)

    assert found(agreement("双方互相谅解"), replace(state, type=replace(state.type, checks=(own,)))) == []


def test_a_check_without_a_sentence_is_refused() -> None:
    with pytest.raises(DeclarationError):
        check("empty", lambda case, text: False, " ", basis=Basis("人民调解法", "3", since=date(2011, 1, 1)))


def test_every_check_has_a_code_of_its_own_a_sentence_and_an_article() -> None:
    assert len({c.code for c in CORE_CHECKS}) == len(CORE_CHECKS)
    for core in CORE_CHECKS:
        problem = Problem("", "declared", {"message": core.message, "law": core.basis.law, "article": core.basis.article})
        assert f"（依据：{core.basis.law}第{core.basis.article}条）" in problem_sentence(problem)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("逾期每日按未付金额的千分之一支付违约金", ["36.5"]),
        ("按年利率24%计息", ["24"]),
        ("月息2分", ["24"]),
        ("月息一分五", ["18"]),
        ("年息1分", ["10"]),
        ("日利率万分之五", ["18.25"]),
        ("按月5‰计收利息", ["6"]),
        ("利息按LPR的五倍", ["15"]),
        ("每月支付租金的50%", []),
    ],
)
def test_rates_are_read_by_the_year(text: str, rates: list[str]) -> None:
    assert set(yearly_rates(text, Decimal(3))) == {Decimal(rate) for rate in rates}


@pytest.mark.parametrize(
    ("text", "shares"),
    [("违约金500元", ["50"]), ("加付一成", ["10"]), ("另付违约金百分之二十五", ["25"]), ("按日千分之一支付违约金", [])],
)
def test_penalties_are_read_as_shares_of_the_payment(text: str, shares: list[str]) -> None:
    assert list(penalties(text, 100_000)) == [Decimal(share) for share in shares]


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("1,200.00元（大写：壹仟贰佰元整）", False),
        ("1200元（大写壹仟贰佰圆正）", False),
        ("10元（拾元整）", False),
        ("1005元（大写：壹仟零伍元整）", False),
        ("1.2万元（大写：壹万贰仟元整）", False),
        ("12000元（大写：壹仟贰佰元整）", True),
        ("100.50元（大写：壹佰元整）", True),
    ],
)
def test_figures_and_capitals_say_the_same(text: str, differ: bool) -> None:
    assert capitals_differ(text) is differ
