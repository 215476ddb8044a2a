"""The public test kit for plugin authors: what a plugin's own tests may import besides `portal.sdk`.

Here live checks every plugin inherits (its example opens, its clocks cite their basis, its tables carry its
key) and small builders to drive a case through its phases without a server. What does not live here: anything
the portal needs while running, and the rig of this repository's own tests (`tests/rig`). Next room: the
`tests/` folder of a plugin.
"""
