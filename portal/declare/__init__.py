"""The nouns a plugin speaks: plugin, case type, field, party role, step, clock, basis, paper, role, warning,
statistic.

Here live frozen values that check themselves when they are built and raise `DeclarationError` naming plugin,
type and field. What does not live here: deciding anything about a case, a database, a web request, or the
name of any sector. Next room: `portal.engine`, which turns these values and what a person typed into a change
or a refusal.
"""
