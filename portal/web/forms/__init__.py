"""Forms made from declarations: what is shown for a field, and how posted names become the body the engine reads.

Here lives the way between a page and a body of plain values. What a value means is read by `portal.engine.intake`, the
same for pages, API and import. Next room: `portal.web.views`.
"""
