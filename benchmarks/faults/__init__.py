"""Faults on purpose: what is acknowledged survives, nothing half-done stays, and nobody is shown the inside.

    python -m benchmarks.faults [--rounds 200] [--every 1]

`killed` kills a writer in the middle of its work, `struck` lets the database fail at every statement of the main use cases.
The suite does a few rounds of both (`tests/web/test_faults.py`); counts in full are for this command.
"""
