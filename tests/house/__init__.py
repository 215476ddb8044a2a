"""Tests of the repository itself: its rooms, its rules, its licences, and what it relies on in Flask-AppBuilder."""
