"""Everything people look at: register, case file, workbench, search, statistics, audit trail, export. SELECT
only.

Every query carries the reach of the actor who asks; results are frozen values, never rows of the mapper. What
does not live here: any write, any HTML, any sentence. Core and text SQL on scoped tables stand only in
`search.py` and `statistics.py`. Next rooms: `portal.web` and `portal.cli`, which show these values.
"""
