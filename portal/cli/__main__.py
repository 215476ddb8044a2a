"""`python -m portal.cli`: the command where the console script is not installed."""

import sys

from portal.cli import main

sys.exit(main())
