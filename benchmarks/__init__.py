"""Measurements anyone can repeat. They print figures and ratios and assert nothing about time.

`python -m benchmarks.pages` compares pages with a bare Flask and SQLAlchemy Core page of the same rows, `ledger` measures an
import, `walls` what row-level security costs, `load` many people at work on the real server, and whether anything is lost.
"""
