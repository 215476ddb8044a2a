"""The proof catches what it is there for: a plugin that leaks in every way, each found at its route."""

from __future__ import annotations

import pytest

from portal.proof.breadth import Breadth
from portal.proof.proving import Proof
from portal.proof.report import as_json
from tests.plugins.leaky import write_leaky
from tests.proof.conftest import Prove

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def proof(proves: Prove, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """One proof with a plugin that leaks, of its routes alone."""
    folder = tmp_path_factory.mktemp("plugins")
    write_leaky(folder)
    return proves(folder, Breadth(under="/leaky"))


def told(proof: Proof, route: str) -> set[str]:
    return {failure.what for failure in proof.failures if failure.route == route}


@pytest.mark.parametrize(
    ("route", "what"),
    [
        ("GET /leaky/case/<uuid:case_id>", "seen"),
        ("GET /leaky/case/<uuid:case_id>", "hidden answers 200, missing 404"),
        ("GET /leaky/list", "seen"),
        ("GET /leaky/there/<uuid:case_id>", "hidden answers 403, missing 404"),
        ("GET /leaky/size/<uuid:case_id>", "hidden and missing differ by -1 characters"),
        ("GET /leaky/file", "in a header"),
        ("log leaky", "in a log"),
        ("GET /leaky/fails", "status 500"),
        ("GET /leaky/odd/<nobody_knows_this>", "nobody can fill in its arguments"),
    ],
)
def test_leak_is_caught_at_its_route(proof: Proof, route: str, what: str) -> None:
    assert what in told(proof, route)


def test_nothing_else_is_blamed(proof: Proof) -> None:
    assert told(proof, "GET /leaky/fine/<uuid:case_id>") == set()
    assert {failure.route for failure in proof.failures if "leaky" not in failure.route} == set()
    assert not proof.holds


def test_findings_name_canaries_by_their_keys_only(proof: Proof) -> None:
    said = repr(as_json(proof)) + repr(proof.failures)

    assert "龘靐" not in said
    assert any(failure.canary.startswith("summary#") for failure in proof.failures)


def test_nobody_but_the_oracle_decides(proof: Proof) -> None:
    who = {failure.visitor for failure in proof.failures if failure.route == "GET /leaky/case/<uuid:case_id>"}

    assert {"proof.clerk", "county.coordinator", "county.auditor"} <= who
    assert "nobody" not in who
