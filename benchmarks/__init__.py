"""Measurements anyone can repeat. They print ratios within one run and assert nothing about time.

`python -m benchmarks.pages` compares pages with a bare Flask and SQLAlchemy Core page of the same rows.
"""
