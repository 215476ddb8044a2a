"""Erasing personal values: which columns hold them, and how they go out of a case, or out of it for one person only.

`personal` declares the columns of the core, `own_tables` reads what plugins declare of theirs, `emptying` does it, `blotting`
takes one person out of texts about several, `kept_list` remembers outside the database what was erased, for restores. Who may
order it is `portal.services.erasures`.
"""
