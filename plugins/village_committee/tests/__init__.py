"""Tests of the people's mediation committees' declarations."""
