"""Tests of the trade union's declarations."""
