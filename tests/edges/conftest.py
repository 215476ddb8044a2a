"""The whole portal over the demo county, for tests that go through every route."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.edges.walking import Walk, walk


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The application with every shipped plugin over a demo county, for the tests of one file."""
    with walk(tmp_path_factory.mktemp("whole")) as made:
        yield made
