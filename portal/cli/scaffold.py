"""What a new plugin begins with: its files as texts, for a folder among plugins and for a distribution of its own.

The declaration is one file of less than sixty lines that opens a case at once; the test file inherits what all must hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from portal.declare.outgoing import minor
from portal.hooks.tried_with import portal_version

_DECLARATION = '''"""$title：先改这一个文件；长大以后一类纠纷一个文件，写法见插件指南。"""
from datetime import date, timedelta

from portal.sdk import (ACCEPTED, AGREED, APPLICANT, BY_ALL_PARTIES, EITHER, ENDED, PERSON_A, PERSON_B, RESPONDENT, Basis,
                        CaseType, Choice, Clock, Day, DemoBody, DemoPerson, Example, Fact, Money, Plugin, Privacy, Role,
                        hookimpl, rule)

HOUSE = Basis("$title办案要求", "", since=date(2026, 1, 1), house=True)  # 法律规定的期限写法律和条款，去掉 house

DISPUTE = CaseType(
    key="dispute", title="$title纠纷", version=1, ministry_type="99", privacy=Privacy.P1,
    parties=(Role("applicant", "申请人", kind=EITHER, side=APPLICANT, many=True),
             Role("respondent", "被申请人", kind=EITHER, side=RESPONDENT, many=True)),
    fields=(Choice("cause", "起因", (("contract", "合同"), ("damage", "损害"), ("other", "其他")), required=True, counted=True),
            Day("happened_on", "发生日期", required=True),
            Money("claim", "请求金额", fact=Fact.AMOUNT_CLAIMED)),
    clocks=(Clock("mediation", "调解期限", days=30, starts=ACCEPTED, stops=(AGREED, ENDED), extend=BY_ALL_PARTIES,
                  basis=HOUSE, lapse="按调解不成处理，可以向人民法院起诉"),),
    rules=(rule(lambda d, today: d.happened_on >= date(1990, 1, 1), "happened_on", "请核对发生日期"),),
    example=lambda today: Example(parties={"applicant": PERSON_A, "respondent": PERSON_B}, summary="双方发生纠纷，请求调解。",
                                  cause="contract", happened_on=today - timedelta(days=30), claim="1200.00"),
)

DEMO = (DemoBody("county", "临泽县$title调解委员会", "县$title调委", "临", "临泽县$title协会",
                 people=(DemoPerson("${key}_clerk", "马春生", "clerk", "登记一起$title纠纷"),), cases=2),)

PLUGIN = Plugin(key="$key", title="$title", number_word="$word", case_types=(DISPUTE,), demo=DEMO$tried)


@hookimpl
def portal_plugin() -> Plugin:
    """Give the plugin."""
    return PLUGIN
'''

_TESTS = '''"""$title：每个插件都要守住的，继承下来；只有这个插件才有的，写在下面。"""
from datetime import date

import pytest

from portal.sdk import Refused
from portal.testing.desk import Desk, problems
from portal.testing.kit import PluginTests
from portal.testing.locating import plugin_beside

PLUGIN = plugin_beside(__file__)


class Test$name(PluginTests):
    beside = __file__


def desk() -> Desk:
    return Desk("$key.dispute", PLUGIN.case_type("dispute"), today=date(2026, 11, 20))


def test_case_opens_and_the_time_limit_runs_from_acceptance() -> None:
    at = desk()

    at.open(at.example())
    at.act("accept", accepted_on="2026-11-20")

    assert at.due("mediation") == date(2026, 12, 21)  # 第30天是星期日，顺延一天


def test_what_cannot_be_is_refused_at_its_field() -> None:
    at = desk()

    with pytest.raises(Refused) as refused:
        at.open(at.example(cause=None, happened_on="1066-10-14"))

    assert problems(refused.value) == {"details.cause", "details.happened_on"}
'''

_PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "$distribution"
version = "1.0"
description = "诉源插件：$title"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["suyuan"]

[project.entry-points."portal.plugins"]
$key = "$module"

[tool.hatch.build.targets.wheel]
packages = ["$module"]

[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["."]
"""

_README = """# $title

诉源的一个插件，代号 `$key`。装在平台所在的 Python 环境里，重新启动平台即生效：

```
pip install .
portal plugin list
```

测试：`pytest`。声明在 `$module/__init__.py`，写法见平台的插件指南。
"""


def folder_files(key: str, title: str) -> dict[Path, str]:
    """Return the files of a plugin in a folder of plugins, by path below that folder."""
    named = _named(key, title, key)
    return {Path(key, "__init__.py"): _filled(_DECLARATION, named), Path(key, "tests", f"test_{key}.py"): _filled(_TESTS, named)}


def distribution_files(key: str, title: str) -> dict[Path, str]:
    """Return the files of a plugin that is a package of its own, by path below where its folder is made."""
    named = _named(key, title, f"suyuan_{key}")
    home = Path(named["distribution"])
    texts = {
        Path("pyproject.toml"): _PYPROJECT,
        Path("README.md"): _README,
        Path(named["module"], "__init__.py"): _DECLARATION,
        Path("tests", f"test_{key}.py"): _TESTS,
    }
    return {home / path: _filled(text, named) for path, text in texts.items()}


def _named(key: str, title: str, module: str) -> dict[str, str]:
    major, less = minor(portal_version() or "0.0")
    return {
        "key": key,
        "title": title,
        "name": "".join(part.title() for part in key.split("_")),
        "word": title[0] if "\u4e00" <= title[0] <= "\u9fff" else "民",
        "module": module,
        "tried": f', tried_with=("{major}.{less}",)' if (major, less) != (0, 0) else "",
        "distribution": f"suyuan-{key.replace('_', '-')}",
    }


def _filled(text: str, named: Mapping[str, str]) -> str:
    return Template(text).substitute(named)
