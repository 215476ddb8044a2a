"""Where the rules of medical disputes stand; every article was read. The days are those since when the texts are in force."""

from datetime import date

from portal.sdk import Basis


def regulation(article: str) -> Basis:
    """Return an article of the 医疗纠纷预防和处理条例 (国务院令第701号)."""
    return Basis("医疗纠纷预防和处理条例", article, since=date(2018, 10, 1))


def code(article: str) -> Basis:
    """Return an article of the 民法典."""
    return Basis("民法典", article, since=date(2021, 1, 1))


SEPARATE_CONSENT = Basis("个人信息保护法", "29", since=date(2021, 11, 1))
LIABILITY_INSURANCE = Basis("保险法", "65", since=date(2015, 4, 24))
