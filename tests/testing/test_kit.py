"""The kit finds what is wrong with a plugin, says where and how to mend it, and finds nothing where nothing is."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.cli.scaffold import folder_files
from portal.testing.bench import Bench
from portal.testing.command import own_courses
from portal.testing.courses import Course
from portal.testing.kit import CHECKS, PluginTests, results
from portal.testing.locating import found_beside, located
from tests.cli.conftest import Place, Run, place, portal  # noqa: F401 - fixtures
from tests.docs.blocks import mounted
from tests.house.sources import ROOT

Wrong = dict[str, str]
Make = Callable[..., Path]

AGO, TYPES, RULES = "happened_on=today - timedelta(days=30)", "case_types=(DISPUTE,),", "    rules=("
# What is put wrong in the plugin that `portal plugin new` writes, and the checks that must find it.
WRONG = [
    ("example=lambda today: Example(", "example=lambda today: Example(nonsense=1, ", {"starts"}),
    ('("contract", "合同")', '("contracts", "合同")', {"starts"}),
    (AGO, "happened_on=date(2026, 11, 1)", set()),
    (AGO, "happened_on=date(2026, 11, 20) + (today - date(2026, 11, 20)) * 2", {"example_opens"}),
    ('kind=EITHER, side=APPLICANT, many=True', 'kind=EITHER, side=APPLICANT, required=False, many=True', set()),
    ("since=date(2026, 1, 1), house=True", "since=date(2031, 1, 1), house=True", {"clocks_cite", "clocks_start"}),
    ("starts=ACCEPTED, stops=(AGREED, ENDED)", "starts=AGREED, stops=(ACCEPTED,)", {"clocks_stop"}),
    (TYPES, 'case_types=(DISPUTE,), statistics=(Statistic("s", "表", "dispute.claim"),),', {"statistics_count"}),
    (TYPES, 'case_types=(DISPUTE,), roles=(PostRole("looker", "看", (Verb.READ,)),),', {"somebody_may"}),
    (RULES, '    guards=(guard("agreee", lambda case, data: True, "不行"),),\n    rules=(', {"guards_stand_at_acts"}),
    (RULES, '    guards=(guard("consent", lambda case, data: False, "永远不行"),),\n    rules=(', {"cases_end"}),
    (RULES, '    papers=(Paper("note", "告知", (Paragraph("{nobody}"),)),),\n    rules=(', {"papers_name_what_there_is"}),
    (RULES, '    steps=(Step("seen", "看过", Phase.MEDIATING),),\n    rules=(', {"steps_are_reached"}),
    (
        RULES,
        '    actions=(Action("see", "看", (Phase.MEDIATING,), "看过", when=When("cause", "no_such")),),\n    rules=(',
        {"conditions_can_hold", "acts_are_possible"},
    ),
    (
        RULES,
        '    calculators=(Calculator("sum", "算", (Money("claim", "金额"),), lambda i: 1 // 0, (HOUSE,)),),\n    rules=(',
        {"calculators_work"},
    ),
    (
        'Money("claim", "请求金额", fact=Fact.AMOUNT_CLAIMED)',
        'Money("claim", "请求金额", fact=Fact.AMOUNT_CLAIMED), Money("more", "又一笔", fact=Fact.AMOUNT_CLAIMED)',
        {"facts_are_fed_once"},
    ),
    ('Money("claim", "请求金额"', 'Day("again", "发生日期"), Money("claim", "请求金额"', {"titles_differ"}),
]  # fmt: skip
_ALL = (
    "from portal.sdk import Action, Calculator, Paper, Paragraph, Phase, PostRole, Statistic, Step, Verb, When, Worked, guard\n"
)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Write the plugin of `portal plugin new` with something put wrong."""
    folder = tmp_path / "plugins"
    folder.mkdir()

    def made(right: str = "", wrong: str = "", more: str = "") -> Path:
        for path, text in folder_files("orchard", "果业").items():
            assert path.name != "__init__.py" or right in text
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace(right, wrong, 1) if right else text, encoding="utf-8")
        home = folder / "orchard" / "__init__.py"
        home.write_text(home.read_text(encoding="utf-8").replace("\nHOUSE", f"\n{_ALL}\nHOUSE", 1) + more, encoding="utf-8")
        return folder / "orchard"

    with mounted(folder):
        yield made


@pytest.mark.parametrize(("right", "wrong", "checks"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_what_is_wrong_is_found_by_the_check_for_it(right: str, wrong: str, checks: set[str], make: Make) -> None:
    bench = Bench(located(make(right, wrong)))
    quick = [check for check in CHECKS if check.key in QUICK]

    if "starts" in checks:
        (result,) = results(bench.found)
        assert not result.holds
        assert result.findings[0].mend
        return
    found = {check.key for check in quick if list(check.look(bench))}

    assert found == checks


QUICK = {
    *("example_opens", "required_is_asked", "conditions_can_hold", "guards_stand_at_acts", "clocks_cite", "facts_are_fed_once"),
    *("statistics_count", "calculators_work", "somebody_may", "titles_differ", "acts_are_possible", "steps_are_reached"),
    *("cases_end", "clocks_start", "clocks_stop", "papers_name_what_there_is"),
}

TALKATIVE = """

import logging

from flask_appbuilder import BaseView, expose
from sqlalchemy import MetaData

from portal.sdk import CaseChanged, signed_in


class Board(BaseView):
    route_base = "/orchard/board"

    @expose("/")
    @signed_in
    def board(self) -> str:
        return str(1 // 0)


@hookimpl
def portal_views() -> tuple[type, ...]:
    return (Board,)


@hookimpl
def portal_case_changed(event: CaseChanged) -> None:
    raise LookupError
"""


def test_hook_that_raises_and_page_that_fails_are_found_while_the_portal_runs(make: Make) -> None:
    bench = Bench(located(make(more=TALKATIVE)))
    try:
        found = {
            check.key: [finding.where for finding in check.look(bench)]
            for check in CHECKS
            if check.key in ("nothing_fails_quietly", "pages_open", "core_stays_whole")
        }
    finally:
        bench.close()

    assert found["pages_open"] == ["/orchard/board/"]
    assert "portal.hooks.calling" in found["nothing_fails_quietly"]
    assert found["core_stays_whole"] == []


def test_author_gives_a_course_where_guards_want_something_particular(make: Make) -> None:
    needs = (
        '    actions=(Action("see", "看", (Phase.MEDIATING,), "看过", fields=(Text("code", "口令", required=True),)),),\n'
        '    guards=(guard("see", lambda case, data: data.code == "芝麻开门", "口令不对", field="code"),),\n    rules=('
    )
    make(RULES, needs)
    folder = make(RULES, needs).with_name("orchard")
    (folder / "__init__.py").write_text(
        (folder / "__init__.py").read_text(encoding="utf-8").replace("import Action,", "import Action, Text,"), encoding="utf-8"
    )
    course = Course("dispute", "说口令", (("accept", {}), ("consent", {}), ("see", {"code": "芝麻开门"})))
    impossible = next(check for check in CHECKS if check.key == "acts_are_possible")

    assert [finding.where for finding in impossible.look(Bench(located(folder)))] == ["orchard.dispute see"]
    assert list(impossible.look(Bench(located(folder), (course,)))) == []

    wrong = Course("dispute", "说错", (("accept", {}), ("consent", {}), ("see", {"code": "开门"})))
    own = next(check for check in CHECKS if check.key == "own_courses_go_through")
    assert [finding.where for finding in own.look(Bench(located(folder), (wrong,)))] == ["orchard.dispute"]


def test_check_reads_the_courses_of_the_plugins_own_tests(make: Make) -> None:
    folder = make()
    test = folder / "tests" / "test_orchard.py"
    text = test.read_text(encoding="utf-8")
    test.write_text(
        text.replace(
            "    beside = __file__\n",
            '    beside = __file__\n    courses = (Course("dispute", "自己的", (("accept", {}),)),)\n',
        ).replace("from portal.testing.kit", "from portal.testing.courses import Course\nfrom portal.testing.kit"),
        encoding="utf-8",
    )

    assert [course.title for course in own_courses(located(folder), folder)] == ["自己的"]


def test_check_says_what_fails_why_and_how_to_mend_it(place: Place, portal: Run) -> None:  # noqa: F811
    assert portal("plugin", "new", "orchard", "--title", "果业").code == 0
    home = place.plugins / "orchard" / "__init__.py"
    home.write_text(home.read_text(encoding="utf-8").replace('key="orchard"', 'key="orchards"'), encoding="utf-8")

    levels = [(handler, handler.level) for handler in logging.getLogger().handlers]

    said = portal("plugin", "check", str(home.parent), "--json")

    assert [(handler, handler.level) for handler in logging.getLogger().handlers] == levels
    row = json.loads(said.out)
    assert (said.code, said.err, row["plugin"], row["good"]) == (1, "", "orchard", False)
    (check,) = row["checks"]
    assert check["key"] == "starts"
    assert "orchards" in check["findings"][0]["what"]
    assert check["findings"][0]["mend"]
    assert "不过" in portal("plugin", "check", str(home.parent)).out


@pytest.mark.parametrize(("place_", "told"), [("nowhere", "没有这个文件夹"), ("empty", "没有插件")])
def test_check_of_no_plugin_is_refused_in_a_sentence(place_: str, told: str, place: Place, portal: Run) -> None:  # noqa: F811
    (place.folder / "empty").mkdir()

    said = portal("plugin", "check", str(place.folder / place_))

    assert (said.code, said.out) == (1, "")
    assert told in said.err


def test_every_shipped_plugin_inherits_the_tests() -> None:
    without = [
        folder.parent.name
        for folder in (ROOT / "plugins").glob("*/__init__.py")
        if not any(PluginTests.__name__ in f.read_text(encoding="utf-8") for f in folder.parent.glob("tests/test_*.py"))
    ]

    assert without == []
    assert len(CHECKS) >= 30
    assert len({check.key for check in CHECKS}) == len(CHECKS)


def test_plugin_of_a_test_file_is_the_nearest_folder_above_that_is_one(make: Make) -> None:
    folder = make()
    shutil.copy(folder / "tests" / "test_orchard.py", folder / "tests" / "__init__.py")

    assert found_beside(folder / "tests" / "test_orchard.py").folder == folder
