"""Tests of the disputes of firms."""
