"""Who may do and see what: verbs, posts, reach, privacy, the doors across reach, sessions, API keys, Flask-
AppBuilder's security manager, sync.

Here the reach of an actor is written once, as a SQL clause that serves lists and single checks alike, and the
guard that stands behind it as a second wall. Out of reach looks like missing. What does not live here: pages,
and the use cases that ask for permission (`portal.services`). Next rooms: `portal.services` to change,
`portal.reading` to look, `portal.papers` to print.
"""
