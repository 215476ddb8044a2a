"""Where pytest begins: the rig of `tests/rig`, for the core's tests and the shipped plugins' tests alike."""

pytest_plugins = ("tests.rig.collecting", "tests.rig.fixtures")
