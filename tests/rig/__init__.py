"""What the repository's own tests stand on: a throw-away PostgreSQL, Chromium, a running portal.

Nothing here is part of the portal or of its public test kit (`portal.testing`). Everything is started on first use,
belongs to one run of pytest (all its workers share it) and is gone afterwards, also when the run was killed.
"""
