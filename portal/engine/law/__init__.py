"""Formulas of general law, one file per statute, each result with the article it comes from.

Here live amounts, minimums and periods that more than one sector may need: money in integer fen, days as
`date`, the version of the law in force on the day that counts. What does not live here: the choice of which
formula a dispute type uses (its declaration says that), or the wording of the law (only figures and
citations). Next room: `portal.engine`, which calls these when a declared calculator asks for them.
"""
