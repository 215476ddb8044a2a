"""One module per generated page: `PAGE`, its path below `docs/`, and `text()`, its content; or `pages()` for several.

Modules with a leading underscore are what pages share.
"""
