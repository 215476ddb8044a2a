"""Invented people and firms with right check digits; the same seed gives the same county."""

from __future__ import annotations

import re
from datetime import date
from random import Random
from typing import Any

from stdnum.cn import ric, uscc

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
)
_MALE = ("建国", "志强", "文军", "海龙", "永生", "国平", "学忠", "立新", "兴旺", "德明", "宝山", "卫东", "小龙", "成林", "天祥")
_FEMALE = ("秀英", "玉兰", "桂花", "春梅", "晓燕", "丽娟", "红霞", "淑珍", "雪莲", "彩霞", "金凤", "爱琴", "小芳", "月娥", "海棠")
_FIRMS = ("祁连", "黑河", "丹霞", "枣乡", "兴临", "绿洲", "金穗", "广汇", "惠农", "泰和", "鼎盛", "众诚")
_TRADES = (
    "建筑工程有限公司",
    "商贸有限公司",
    "种业有限公司",
    "物业服务有限公司",
    "餐饮管理有限公司",
    "家电销售部",
    "农业科技有限公司",
)
_HOUSES = ("医院", "卫生院", "幼儿园", "小学", "中学", "学校", "合作社", "银行")  # no firms: they keep what they are
_PLACE_AND_BRAND = re.compile(r"^.{2,3}[市县].{2}")


def staff_name(random: Random) -> str:
    """Return the name of somebody at a desk."""
    return random.choice(_SURNAMES) + random.choice(_MALE + _FEMALE)


def person(random: Random, like: dict[str, Any], place: str) -> dict[str, Any]:
    """Return another person in place of the one in an example, of the same sex and age group."""
    number = str(like.get("id_number") or "620723198001010000")
    year = int(number[6:10]) + random.randint(-3, 3)
    is_female = int(number[16]) % 2 == 0
    born = date(year, random.randint(1, 12), random.randint(1, 28))
    first17 = f"620723{born:%Y%m%d}{random.randrange(0, 999, 2) + (0 if is_female else 1):03d}"
    made = dict(like)
    made["name"] = random.choice(_SURNAMES) + random.choice(_FEMALE if is_female else _MALE)
    if "id_number" in like:
        made["id_number"] = first17 + ric.calc_check_digit(f"{first17}0")
    if "phone" in like:
        made["phone"] = f"1{random.choice('3589')}{random.randrange(10**8, 10**9)}"
    if "address" in like:
        made["address"] = f"{place}{random.choice('一二三四五六')}社"
    return made


def firm(random: Random, like: dict[str, Any], place: str) -> dict[str, Any]:
    """Return another firm of the same trade in place of the one in an example: 临泽县惠民家电商贸有限公司 sells appliances."""
    own = _PLACE_AND_BRAND.sub("", str(like.get("name", "")))
    trade = own if own != like.get("name") and len(own) >= 4 else random.choice(_TRADES)
    if "保险公司" in str(like.get("name", "")):
        trade = "财产保险公司"
    trade = next((house for house in _HOUSES if str(like.get("name", "")).endswith(house)), trade)
    made = dict(like)
    made["name"] = f"临泽县{random.choice(_FIRMS)}{trade}"
    if "credit_code" in like:
        first17 = f"91620723MA{random.randrange(10**6, 10**7)}"
        made["credit_code"] = first17 + uscc.calc_check_digit(first17)
    if "phone" in like:
        made["phone"] = f"0936-55{random.randrange(10**4, 10**5)}"
    if "address" in like:
        made["address"] = f"{place}滨河路{random.randint(1, 120)}号"
    if "representative" in like:
        made["representative"] = staff_name(random)
    return made
