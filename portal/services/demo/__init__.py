"""The demo county: divisions, bodies, people and cases made by a seeded generator from the types' own examples.

Its facts about sectors come from the plugins (`Plugin.demo`); what is written goes the same way as real work. Next room:
`portal.reading`.
"""
