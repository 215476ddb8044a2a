"""The core knows no sector, and plugins know the core by its front door only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, imported_modules, named

# Keys and names of sectors that mean nothing else. "court", 法院, 物业费 belong to general law and the Ministry's forms.
SECTOR_WORDS = re.compile(
    r"trade_union|womens_federation|consumer_association|village_committee|property_mediation|youth_league|disabled_federation"
    r"|commerce_federation|medical_mediation|traffic_mediation|insurance_mediation|ecommerce_mediation|construction_mediation"
    r"|finance_mediation|farming_mediation|labour_bureau|market_regulation|housing_bureau"
    r"|工会|妇联|妇女联合会|消协|消费者协会|共青团|团委|残联|残疾人联合会|工商联|物业协会|物业调委会"
)
PLUGIN_FOLDERS = sorted(path.parent for path in (ROOT / "plugins").glob("*/__init__.py"))
FRONT_DOORS = {"portal.sdk", "portal.testing"}


def test_no_word_of_a_sector_stands_in_the_core() -> None:
    found = [
        f"{named(path)}:{number}: {hit.group()}"
        for path in files("portal", suffixes=(".py", ".html", ".js", ".css", ".po", ".json", ".toml", ".sql"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (hit := SECTOR_WORDS.search(line))
    ]

    assert found == []


@pytest.mark.parametrize("folder", PLUGIN_FOLDERS, ids=lambda folder: folder.name)
def test_plugin_enters_by_the_front_door_and_leaves_its_neighbours_alone(folder: Path) -> None:
    own = f"portal_plugins.{folder.name}"
    strange = [
        f"{named(path)} imports {module}"
        for path in files(f"plugins/{folder.name}")
        for module in imported_modules(path)
        if (module.split(".")[0] == "portal" and not any(module == door or module.startswith(f"{door}.") for door in FRONT_DOORS))
        or (module.split(".")[0] == "portal_plugins" and module != own and not module.startswith(f"{own}."))
        or module.split(".")[0] == "plugins"
    ]

    assert strange == []
