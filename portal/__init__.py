"""Suyuan (诉源): one portal for the settlement of disputes before they become lawsuits, one plugin per sector.

The rooms, from the ground up: `declare` (nouns a plugin speaks), `engine` (pure verbs), `hooks` (finding and
calling plugins), `store` (tables and the one writer), `access` (posts, reach, privacy), `services`, `reading`
and `papers` (change, look, print), `web` and `cli` (the two doors), `app` (puts them together). A room
imports only from rooms below it; `make check` holds that. `portal.sdk` is the front door for plugins and
`portal.testing` their test kit. No sector stands in this package: sectors live in `plugins/` and are imported
as `portal_plugins.<key>`.
"""
