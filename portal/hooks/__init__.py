"""How plugins are found, tried, loaded and called: hookspecs, discovery, trial, registry, quarantine.

Here lives everything that touches pluggy. A plugin is tried in a child process before any worker loads it;
each hook is called plugin by plugin, timed and attributed, and one that keeps raising is set aside, so that a
failing plugin stops nobody. What does not live here: the nouns plugins return (`portal.declare`) and what is
done with them. Next room: `portal.store`, which keeps the snapshot of every declaration a case was made
under.
"""
