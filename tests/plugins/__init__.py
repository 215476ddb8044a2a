"""Plugins for tests: a good one as a folder, bad ones as sources that a test writes where it needs them."""
