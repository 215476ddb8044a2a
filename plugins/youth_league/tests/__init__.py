"""Tests of the disputes of minors and young people."""
