"""What every plugin must hold."""

from __future__ import annotations

from portal.testing.kit import PluginTests


class TestTrafficMediation(PluginTests):
    """The inherited tests."""

    beside = __file__
