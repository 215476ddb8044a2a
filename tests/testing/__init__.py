"""Tests of the public test kit: that it finds what is wrong with a plugin."""
