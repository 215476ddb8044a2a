"""Tests of the disputes of disabled persons."""
