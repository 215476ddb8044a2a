"""The union's calculations: what is asked, and which formula of general law works it out (`portal.sdk.law_*`).

Amounts are exact fractions inside, rounded to the fen (half up) at the end of a line. What a result leaves out stands in a
line of its own, because a number without it would mislead.
"""
