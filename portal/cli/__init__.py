"""The command line, one file per family of commands: init, serve, jobs, db, user, plugin, cases, stats, audit
and the rest.

Exit 0 is good, 1 refused or found wrong, 2 wrong usage; an error is one line on stderr; `--json` where a
program would read it; a question only on a terminal. Commands that show the content of cases say as whom.
What does not live here: the work itself; a command calls the same services and readings as a page. Next room:
`portal.app`, for the server that `portal serve` starts.
"""

from portal.cli.entry import main

__all__ = ["main"]
