"""The public test kit for plugin authors: what a plugin's own tests may import besides `portal.sdk`.

Here live the checks every plugin inherits (`kit`, one module a subject: `declared`, `lived`, `printed`, `stored`,
`sights`, `kept`), a case without a server (`desk`), a whole portal of one's own (`own_portal`), and the command
`portal plugin check`. Modules with `__all__` promise those names. What does not live here: anything the portal
needs while running, and the rig of this repository's own tests (`tests/rig`). Next room: the `tests/` folder of
a plugin.
"""
