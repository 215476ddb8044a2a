"""Backups: the format of an archive, and taking a database out of its place and putting it back.

Nothing here knows of commands or of what is checked after a restore; that is `portal.services.backup`.
"""
