"""Tests of the women's federation's declarations."""
