"""The checks of every agreement, as data: code, whether it stops, asks or only tells, the sentence and the article.

Sources: domain 2.6; 民诉法解释 355 and 358 say which agreements a court does not confirm. A type may replace one under its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.declare.clocks import Basis
from portal.declare.texts import N_
from portal.engine import agreement_words as words
from portal.engine.agreement_amounts import capitals_differ, penalties, totals, yearly_rates
from portal.engine.agreement_writing import Writing
from portal.engine.law.civil_code import CIVIL_CODE
from portal.engine.law.private_lending import LENDING_RULES, ceiling


class Severity(StrEnum):
    """What a check does: it stops, asks for a confirmation that is kept, or only tells."""

    STOPS = "stops"
    ASKS = "asks"
    TELLS = "tells"


Found = Iterator[tuple[str, dict[str, str]]]
"""The fields where something was found, each with the figures its sentence names."""


@dataclass(frozen=True)
class CoreCheck:
    """One check. `finds` yields where it holds."""

    code: str
    severity: Severity
    finds: Callable[[Writing], Found]
    message: str
    basis: Basis


def in_words(finds: Callable[[str], bool]) -> Callable[[Writing], Found]:
    """Return a check of each writing of the agreement by its words."""
    return lambda writing: ((place.field, {}) for place in writing.places if finds(place.text))


def _rates(writing: Writing) -> Found:
    lpr = writing.lpr()
    if lpr is None:
        return
    most = ceiling(lpr.per_cent)
    for place in writing.places:
        highest = max(yearly_rates(place.text, lpr.per_cent), default=Decimal(0))
        if highest > most:
            yield place.field, {"rate": _shown(highest), "lpr": _shown(lpr.per_cent), "most": _shown(most), "mark": lpr.mark}


def _no_ceiling(writing: Writing) -> Found:
    if writing.lpr() is None:
        yield from ((p.field, {}) for p in writing.places if max(yearly_rates(p.text, None), default=Decimal(0)) > 0)


def _penalty(writing: Writing) -> Found:
    for place in writing.places:
        share = max(penalties(place.text, place.amount), default=Decimal(0))
        if share > _PENALTY_MOST:
            yield place.field, {"share": _shown(share)}


def _total(writing: Writing) -> Found:
    for place in writing.places:
        if place.part == "act" and writing.total and any(fen != writing.total for fen in totals(place.text)):
            yield place.field, {}


def _above_claim(writing: Writing) -> Found:
    if writing.claimed is not None and writing.total > writing.claimed:
        yield "terms", {}


def _strangers(writing: Writing) -> Found:
    for term in writing.terms:
        for part, name in (("payer", term.row.payer), ("payee", term.row.payee)):
            if name and not writing.knows(name):
                yield f"{term.at}.{part}", {}


def _left_open(part: str, kind: str) -> Callable[[Writing], Found]:
    return lambda writing: ((f"{t.at}.{part}", {}) for t in writing.terms if t.row.kind == kind and not getattr(t.row, part))


def _shown(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.01')):f}"


_PENALTY_MOST = 30  # per cent, 合同编通则解释 65
_CRIMINAL, _VIOLENCE, _MEDIATION = date(2018, 10, 26), date(2016, 3, 1), date(2011, 1, 1)
_PROCEDURE, _CONTRACTS = date(2022, 4, 10), date(2023, 12, 5)


def _code(article: str) -> Basis:
    return CIVIL_CODE.articles(article)[0]


def _mediation(article: str) -> Basis:
    return Basis("人民调解法", article, since=_MEDIATION)


def _unconfirmed(article: str) -> Basis:
    return Basis("民诉法解释", article, since=_PROCEDURE)


CORE_CHECKS: tuple[CoreCheck, ...] = (
    CoreCheck(
        "report_silenced",
        Severity.STOPS,
        in_words(words.keeps_from_police),
        N_("协议不能约定不得报警、报案或者控告，请删去；报案是任何人的权利"),
        Basis("刑事诉讼法", "110", since=_CRIMINAL),
    ),
    CoreCheck(
        "report_withdrawn",
        Severity.STOPS,
        in_words(words.withdraws_from_police),
        N_("协议不能约定撤回报警、撤销案件，请删去；是否立案、撤案由公安机关依法决定"),
        Basis("刑事诉讼法", "110", since=_CRIMINAL),
    ),
    CoreCheck(
        "violence_forgiven",
        Severity.STOPS,
        in_words(words.forgives_domestic_violence),
        N_("协议不能约定谅解家庭暴力或者不追究家庭暴力的责任，请删去；家庭暴力本身不是协商的内容"),
        Basis("反家庭暴力法", "33", since=_VIOLENCE),
    ),
    CoreCheck(
        "crime_settled",
        Severity.STOPS,
        in_words(words.settles_crime),
        N_("协议不能约定不追究刑事责任，请删去；可以和解的刑事案件，由公安机关、人民检察院、人民法院主持制作和解协议书"),
        Basis("刑事诉讼法", "289", since=_CRIMINAL),
    ),
    CoreCheck(
        "marriage_decided",
        Severity.STOPS,
        in_words(words.decides_marriage),
        N_(
            "调解协议不能解除婚姻，也不能确认婚姻有没有效；离婚要到婚姻登记机关登记或者向人民法院起诉。"
            "可以写“双方于某日前到婚姻登记机关申请离婚登记”"
        ),
        _code("1080"),
    ),
    CoreCheck(
        "kinship_severed",
        Severity.STOPS,
        in_words(words.severs_kinship),
        N_("父母与子女的关系不能靠约定断绝，请删去这类内容"),
        _code("1084"),
    ),
    CoreCheck(
        "parentage_decided",
        Severity.STOPS,
        in_words(words.decides_parentage),
        N_("调解协议不能确认或者否认亲子关系，请删去；有异议的，可以向人民法院起诉"),
        _code("1073"),
    ),
    CoreCheck(
        "adoption_decided",
        Severity.STOPS,
        in_words(words.decides_adoption),
        N_("调解协议不能成立或者解除收养关系，要到民政部门登记。可以写“双方于某日前到民政部门申请登记”"),
        _code("1105"),
    ),
    CoreCheck(
        "minor_waived",
        Severity.STOPS,
        in_words(words.waives_for_minor),
        N_("不能放弃未成年人的继承、赔偿、财产等权利，请删去；监护人除为维护被监护人利益外，不得处分被监护人的财产"),
        _code("35"),
    ),
    CoreCheck(
        "capitals_differ",
        Severity.STOPS,
        in_words(capitals_differ),
        N_("金额的数字与大写不一致，请改正；内容不明确的协议，人民法院不予确认"),
        _unconfirmed("358"),
    ),
    CoreCheck(
        "right_decided",
        Severity.ASKS,
        in_words(words.decides_right),
        N_(
            "直接确认物权、知识产权归谁的协议，人民法院不受理司法确认。"
            "请改写为“于某日前到登记机构办理登记”；确实要这样写的，确认后继续"
        ),
        _unconfirmed("355"),
    ),
    CoreCheck(
        "third_burdened",
        Severity.ASKS,
        in_words(words.touches_third),
        N_("协议涉及案外人。损害他人合法权益的，人民法院不予确认；请核对案外人是否知情同意，确认后继续"),
        _unconfirmed("358"),
    ),
    CoreCheck(
        "rate_above_ceiling",
        Severity.ASKS,
        _rates,
        N_(
            "折合年利率%(rate)s%%，高于现行一年期LPR（%(lpr)s%%%(mark)s）的四倍即%(most)s%%。借贷的，以合同成立时的LPR为准，"
            "超过部分法院不予支持；其他违约金过高的，可以请求减少（民法典第585条）。请核对后确认"
        ),
        LENDING_RULES.articles("25")[0],
    ),
    CoreCheck(
        "penalty_high",
        Severity.ASKS,
        _penalty,
        N_(
            "违约金是本条金额的%(share)s%%。超过实际损失百分之三十的，一般认定为过高，对方可以请求减少（民法典第585条）。请核对后确认"
        ),
        Basis("合同编通则解释", "65", since=_CONTRACTS),
    ),
    CoreCheck(
        "above_claim",
        Severity.ASKS,
        _above_claim,
        N_("各条金额合计超过请求的金额，请核对是不是各方自愿，确认后继续"),
        _mediation("3"),
    ),
    CoreCheck(
        "sum_differs",
        Severity.ASKS,
        _total,
        N_("这里写的合计与各条金额相加不一致，请核对后确认；内容不明确的协议，人民法院不予确认"),
        _unconfirmed("358"),
    ),
    CoreCheck(
        "rate_unchecked",
        Severity.TELLS,
        _no_ceiling,
        N_("没有登记一年期LPR，利率上限没有核对；请系统管理员在“参数”里登记"),
        LENDING_RULES.articles("25")[0],
    ),
    CoreCheck(
        "not_a_party",
        Severity.TELLS,
        _strangers,
        N_("此人不是本案当事人，协议只约束当事人；需要其履行的，请登记为当事人并签名"),
        _code("465"),
    ),
    CoreCheck(
        "no_method", Severity.TELLS, _left_open("method", "money"), N_("建议写明履行方式（现金、转账及账户）"), _mediation("29")
    ),
    CoreCheck("no_breach", Severity.TELLS, _left_open("breach", "money"), N_("建议写明逾期怎么办"), _mediation("29")),
    CoreCheck("no_day", Severity.TELLS, _left_open("due_on", "act"), N_("建议写明履行期限"), _mediation("29")),
)
