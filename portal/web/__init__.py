"""The pages and the JSON API: Flask-AppBuilder's builder, forms from declarations, views, templates, static
files, sentences.

Here codes become sentences in the reader's language, refusals become errors at their fields, and every route
is refused unless it says who may enter. No inline script or style, nothing from another host. What does not
live here: rules about cases, SQL, or the reach of an actor; pages ask `portal.services` and `portal.reading`.
Next room: `portal.app`, which puts the portal together.
"""
