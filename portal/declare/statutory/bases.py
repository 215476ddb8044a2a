"""The laws the clocks stand on, each with the day the cited text took effect. An unverified one could not be read in its text."""

from __future__ import annotations

from datetime import date

from portal.declare.clocks import Basis
from portal.declare.texts import N_

CIVIL_PROCEDURE_SINCE = date(2024, 1, 1)
CIVIL_PROCEDURE_BEFORE = date(2022, 1, 1)
CIVIL_PROCEDURE_EVE = date(2023, 12, 31)


def peoples_mediation(article: str) -> Basis:
    """人民调解法."""
    return Basis("人民调解法", article, since=date(2011, 1, 1))


def civil_code(article: str) -> Basis:
    """民法典."""
    return Basis("民法典", article, since=date(2021, 1, 1))


def civil_procedure(article: str) -> Basis:
    """民事诉讼法, numbered as since the amendment of 2023."""
    return Basis("民事诉讼法", article, since=CIVIL_PROCEDURE_SINCE)


def civil_procedure_before(article: str) -> Basis:
    """民事诉讼法 as numbered from 2022 to 2023; that text could not be read."""
    return Basis("民事诉讼法", article, since=CIVIL_PROCEDURE_BEFORE, until=CIVIL_PROCEDURE_EVE, verified=False)


def civil_procedure_rules(article: str) -> Basis:
    """最高人民法院关于适用民事诉讼法的解释, numbered as since 2022-04-10."""
    return Basis("民事诉讼法解释", article, since=date(2022, 4, 10))


def confirmation_rules(article: str) -> Basis:
    """最高人民法院关于人民调解协议司法确认程序的若干规定."""
    return Basis("人民调解协议司法确认程序规定", article, since=date(2011, 3, 30))


def online_mediation(article: str) -> Basis:
    """人民法院在线调解规则."""
    return Basis("人民法院在线调解规则", article, since=date(2022, 1, 1))


def invited_mediation(article: str) -> Basis:
    """最高人民法院关于人民法院特邀调解的规定."""
    return Basis("人民法院特邀调解规定", article, since=date(2016, 7, 1))


def labour_disputes(article: str) -> Basis:
    """劳动争议调解仲裁法."""
    return Basis("劳动争议调解仲裁法", article, since=date(2008, 5, 1))


def labour_inspection(article: str) -> Basis:
    """劳动保障监察条例."""
    return Basis("劳动保障监察条例", article, since=date(2004, 12, 1))


def work_injury(article: str) -> Basis:
    """工伤保险条例, as amended in 2010."""
    return Basis("工伤保险条例", article, since=date(2011, 1, 1))


def consumer_rights(article: str) -> Basis:
    """消费者权益保护法, as amended in 2013."""
    return Basis("消费者权益保护法", article, since=date(2014, 3, 15))


def consumer_regulation(article: str) -> Basis:
    """消费者权益保护法实施条例."""
    return Basis("消费者权益保护法实施条例", article, since=date(2024, 7, 1))


def complaints_before(article: str, *, until: date) -> Basis:
    """市场监督管理投诉举报处理暂行办法, until the measures of 2026 or the regulation of 2024 took its place."""
    return Basis("市场监督管理投诉举报处理暂行办法", article, since=date(2020, 1, 1), until=until)


def medical_disputes(article: str) -> Basis:
    """医疗纠纷预防和处理条例."""
    return Basis("医疗纠纷预防和处理条例", article, since=date(2018, 10, 1))


def traffic_accidents(article: str) -> Basis:
    """道路交通事故处理程序规定; its 1, 2, 3, 5 and 10 days are working days (112)."""
    return Basis("道路交通事故处理程序规定", article, since=date(2018, 5, 1))


def police_procedure(article: str) -> Basis:
    """公安机关办理行政案件程序规定."""
    return Basis("公安机关办理行政案件程序规定", article, since=date(2019, 1, 1))


def farmland_disputes(article: str) -> Basis:
    """农村土地承包经营纠纷调解仲裁法."""
    return Basis("农村土地承包经营纠纷调解仲裁法", article, since=date(2010, 1, 1))


def domestic_violence(article: str) -> Basis:
    """反家庭暴力法."""
    return Basis("反家庭暴力法", article, since=date(2016, 3, 1))


def administrative_review(article: str) -> Basis:
    """行政复议法, as revised in 2023; its 3, 5, 7 and 10 days are working days (88)."""
    return Basis("行政复议法", article, since=date(2024, 1, 1))


def administrative_suit(article: str) -> Basis:
    """行政诉讼法, as amended in 2017."""
    return Basis("行政诉讼法", article, since=date(2017, 7, 1))


def petitions(article: str) -> Basis:
    """信访工作条例."""
    return Basis("信访工作条例", article, since=date(2022, 5, 1))


def limitation_rules(article: str) -> Basis:
    """最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定, as amended in 2020."""
    return Basis("诉讼时效规定", article, since=date(2021, 1, 1))


def insurance(article: str) -> Basis:
    """保险法; the articles cited are those of the revision of 2009."""
    return Basis("保险法", article, since=date(2009, 10, 1))


def unread(law: str, article: str, since: date) -> Basis:
    """Return a basis whose text could not be read: shown with 「依据待核」."""
    return Basis(law, article, since=since, verified=False)


HOUSE_MEDIATION = Basis(N_("人民调解期限"), "", since=date(2011, 1, 1), house=True)
HOUSE_LADDER = Basis(N_("四级化解时限"), "", since=date(2022, 1, 1), house=True)
