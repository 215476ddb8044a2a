"""Where the rules of traffic disputes stand; every article was read. The days are those since when the texts are in force."""

from datetime import date

from portal.sdk import Basis


def procedure(article: str) -> Basis:
    """Return an article of the 道路交通事故处理程序规定 (公安部令第146号)."""
    return Basis("道路交通事故处理程序规定", article, since=date(2018, 5, 1))


def compulsory(article: str) -> Basis:
    """Return an article of the 机动车交通事故责任强制保险条例."""
    return Basis("机动车交通事故责任强制保险条例", article, since=date(2019, 3, 2))


def code(article: str) -> Basis:
    """Return an article of the 民法典."""
    return Basis("民法典", article, since=date(2021, 1, 1))


SHARES = Basis("道路交通安全法", "76", since=date(2021, 4, 29))
