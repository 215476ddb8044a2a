"""The stores of the tests of the store, for the tests of access."""

from __future__ import annotations

from tests.store.conftest import embedded, shared, store

__all__ = ["embedded", "shared", "store"]
