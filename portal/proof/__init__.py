"""The proof room: a county of its own, filled with canaries, and a walk over every route as every post.

`portal prove-separation` lives here. The room stands on top of all others, because it runs the whole application; nothing
imports it. What a post may see is written down a second time, in `who_may_see`, and never asked of the rooms that are being
proved. The rooms that do the work are below: `portal.app` puts the application together, `portal.services` plants.
"""
