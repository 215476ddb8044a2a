"""The hooks: signature and meaning, from their specifications."""

from __future__ import annotations

import inspect

from portal.hooks import hookspecs

PAGE = "reference/hooks.md"

_HEAD = """# Hooks: reference

The signatures, from [`portal/hooks/hookspecs.py`](../../portal/hooks/hookspecs.py). When each is called and what it may
not do stands in the [manual](../hooks.md).
"""


def text() -> str:
    """Return every hook with its signature and docstring."""
    parts = [_HEAD]
    for name in hookspecs.HOOKS:
        hook = getattr(hookspecs, name)
        signature = str(inspect.signature(hook)).replace("'", "")
        prose, _, example = inspect.cleandoc(hook.__doc__ or "").partition("@hookimpl")
        shown = inspect.cleandoc(f"    @hookimpl{example}") if example else ""
        parts.append(f"\n## `{name}`\n\n```text\n{name}{signature}\n```\n\n{prose.strip()}\n")
        if shown:
            parts.append(f"\n```text\n{shown}\n```\n")
    return "".join(parts)
