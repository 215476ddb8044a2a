"""期限 that general law gives, each declared once for all sectors: domain 2.3, C01 to C49, by the law that gives them.

A sector names one as it is, or adapts it with `dataclasses.replace` (a `when`, another day field, its own sentence); it never
writes an article or a length again. A clock that starts on a day names the field that a type must have for it. `catalogue`
lists all of them. What is peculiar to one sector lives in that sector; how days are counted in `portal.engine.deadlines`.
"""
