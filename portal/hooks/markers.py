"""The two pluggy markers; the only names of pluggy a plugin ever meets."""

from __future__ import annotations

import pluggy

PROJECT = "portal"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
