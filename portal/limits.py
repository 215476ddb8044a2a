"""How often: the rates that hold for what is expensive, what finds people, and what is open to everybody.

A rate `10/h` lets ten through at once and then one every six minutes. `PORTAL_LIMITS` replaces single rates:
`export=20/h,search=60/min`. Where they hold is written at the routes (`portal.web.guarding.limited`); who is counted and
how, in `portal.access.rates`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType

MOST = 1_000_000
_SECONDS = MappingProxyType({"s": 1, "min": 60, "h": 3600, "day": 86_400})
_RATE = re.compile(r"([0-9]{1,7})\s*/\s*(s|min|h|day)")


class Limited(StrEnum):
    """What is counted together."""

    PUBLIC = "public"
    SEARCH = "search"
    LOOKUP = "lookup"
    REVEAL = "reveal"
    EXPORT = "export"
    PRINT = "print"
    HEAVY = "heavy"


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds."""

    count: int
    seconds: int

    @property
    def spacing_ms(self) -> int:
        """Milliseconds that one use costs."""
        return max(self.seconds * 1000 // self.count, 1)

    def __str__(self) -> str:
        """Return the rate as it is written in the environment."""
        unit = next((name for name, seconds in _SECONDS.items() if seconds == self.seconds), f"{self.seconds}s")
        return f"{self.count}/{unit}"


@dataclass(frozen=True)
class Delivered:
    """The rate a limit is delivered with, and what it means to an operator."""

    rate: Rate
    meaning: str


DELIVERED: Mapping[Limited, Delivered] = MappingProxyType(
    {
        Limited.PUBLIC: Delivered(Rate(300, 60), "不登录也能看的页面（办事指南、接口文档），按网络地址；已登录的按本人"),
        Limited.SEARCH: Delivered(Rate(30, 60), "按身份证号、电话或后四位查找案件和来访，按本人"),
        Limited.LOOKUP: Delivered(Rate(60, 60), "登记时边填边查同一当事人，按本人"),
        Limited.REVEAL: Delivered(Rate(60, 3600), "查看完整的身份证号、电话、住址，按本人"),
        Limited.EXPORT: Delivered(Rate(10, 3600), "导出台账、统计表，按本人"),
        Limited.PRINT: Delivered(Rate(120, 3600), "打印台账、统计表、整卷文书，生成 PDF，按本人"),
        Limited.HEAVY: Delivered(Rate(20, 3600), "抽查取样、核验完整性、重算期限，按本人"),
    }
)

Rates = Mapping[Limited, Rate]
RATES: Rates = MappingProxyType({limit: delivered.rate for limit, delivered in DELIVERED.items()})


def read_rates(given: str, problems: list[str]) -> Rates:
    """Return the delivered rates with those of the text in their place; what cannot be read is added to the problems."""
    rates = dict(RATES)
    names = [limit.value for limit in Limited]
    for part in (piece.strip() for piece in given.split(",")):
        name, _, written = (piece.strip() for piece in part.partition("="))
        found = _RATE.fullmatch(written)
        if not part:
            continue
        if name not in names:
            nearest = get_close_matches(name, names, n=1, cutoff=0.0)[0]
            problems.append(f"PORTAL_LIMITS 中不认识 {name}，最接近的是 {nearest}")
        elif found is None or not 1 <= int(found[1]) <= MOST:
            problems.append(f"PORTAL_LIMITS 中 {name} 要写成 次数/时间，例如 {RATES[Limited(name)]}；时间是 s、min、h 或 day")
        else:
            rates[Limited(name)] = Rate(int(found[1]), _SECONDS[found[2]])
    return MappingProxyType(rates)
