"""复制文字简报: the figures of a period as a paragraph, ready for the monthly bulletin."""

from __future__ import annotations

from portal.declare.facts import Fact
from portal.reading.figures_form_a import COLUMNS, TOTAL, ten_thousands
from portal.reading.figures_periods import title
from portal.reading.figures_totals import Figures, change, per_cent
from portal.reading.statistics import Statistics
from portal.reading.wording import N_, say
from portal.reading.words import MINISTRY_TYPES, word

FOREMOST = 5
_PREVENTED = {
    Fact.PREVENTED_SUICIDE: N_("防止因民间纠纷引起自杀%(cases)s件%(people)s人"),
    Fact.PREVENTED_CRIME: N_("防止民间纠纷转化为刑事案件%(cases)s件%(people)s人"),
    Fact.PREVENTED_PETITION: N_("防止群体性上访%(cases)s件%(people)s人"),
    Fact.PREVENTED_FIGHT: N_("防止群体性械斗%(cases)s件%(people)s人"),
}


def bulletin(page: Statistics) -> str:
    """Return the paragraph. A figure this reader does not see is not in it."""
    now = page.now
    sentences = [_volume(page), _closed(now)]
    sentences += [part for part in (_sources(page), _types(page), _agreements(page), _prevented(page)) if part]
    return "".join(sentences)


def compared(now: int, then: int | None, *, by: str) -> str:
    """Return 「同比上升12.0%」, 「环比持平」, or nothing when there is nothing to compare with. `by` is year or period."""
    grown = None if then is None else change(now, then)
    if grown is None:
        return ""
    if grown == "0.0":
        return say(N_("同比持平")) if by == "year" else say(N_("环比持平"))
    per = grown[1:]
    if grown.startswith("+"):
        return say(N_("同比上升%(per)s%%"), per=per) if by == "year" else say(N_("环比上升%(per)s%%"), per=per)
    return say(N_("同比下降%(per)s%%"), per=per) if by == "year" else say(N_("环比下降%(per)s%%"), per=per)


def _volume(page: Statistics) -> str:
    opening = say(
        N_("%(period)s，%(scope)s共受理矛盾纠纷%(n)s件"), period=title(page.period), scope=page.scope.title, n=page.now.accepted
    )
    year = None if page.year_before is None else page.year_before.accepted
    told = [compared(page.now.accepted, year, by="year"), compared(page.now.accepted, page.before.accepted, by="period")]
    return _joined([opening, *told])


def _closed(now: Figures) -> str:
    if not now.closed:
        return say(N_("暂无办结。"))
    return say(
        N_("办结%(closed)s件，调解成功%(settled)s件，成功率%(rate)s%%（%(settled)s/%(closed)s），协议涉及金额%(amount)s万元。"),
        closed=now.closed,
        settled=now.settled,
        rate=per_cent(now.settled, now.closed) or "—",
        amount=ten_thousands(now.amount),
    )


def _sources(page: Statistics) -> str:
    names = {"source_own_motion": N_("主动调解"), "source_application": N_("依申请调解"), "referred": N_("接受委托移送调解")}
    told = [say(N_("%(what)s%(n)s件"), what=say(name), n=n) for key, name in names.items() if (n := _seen(page, key))]
    return _list(say(N_("其中：")), told)


def _types(page: Statistics) -> str:
    counts = [(code, n) for code in MINISTRY_TYPES if (n := _seen(page, f"type_{code}"))]
    foremost = sorted(counts, key=lambda pair: -pair[1])[:FOREMOST]
    told = [say(N_("%(what)s%(n)s件"), what=word(MINISTRY_TYPES, code), n=n) for code, n in foremost]
    return _list(say(N_("较多的类型是：")), told)


def _agreements(page: Statistics) -> str:
    names = {"oral": N_("口头协议"), "written": N_("书面协议"), "performed": N_("已履行"), "confirmed": N_("司法确认有效")}
    told = [say(N_("%(what)s%(n)s件"), what=say(name), n=n) for key, name in names.items() if (n := _seen(page, key))]
    return _list("", told)


def _prevented(page: Statistics) -> str:
    told = [
        say(sentence, cases=n, people=page.now.prevented_people.get(fact.value, 0))
        for fact, sentence in _PREVENTED.items()
        if (n := _seen(page, fact.value))
    ]
    return _list("", told)


def _seen(page: Statistics, key: str) -> int:
    """Return a count of the total row, or 0 when this reader does not see it."""
    return 0 if (TOTAL, key) in page.hidden else int(COLUMNS[key].value(page.now) or 0)


def _list(opening: str, told: list[str]) -> str:
    return opening + say(N_("、")).join(told) + say(N_("。")) if told else ""


def _joined(parts: list[str]) -> str:
    return say(N_("，")).join(part for part in parts if part) + say(N_("。"))
