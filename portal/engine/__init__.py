"""The verbs, pure: intake, transitions, deadlines, calendars, numbering, privacy, redaction.

Here live functions from values to values: `now` and `today` are arguments, the same input gives the same
output, and every problem is collected instead of stopping at the first. What does not live here: tables,
requests, sessions, the clock on the wall, sentences for people (only codes and parameters). Formulas of
general law stand in `portal.engine.law`, by statute. Next room: `portal.store`, which writes what the engine
decided.
"""
