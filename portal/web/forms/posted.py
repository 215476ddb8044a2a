"""Turns a posted form into the body the engine reads: `parties.worker.0.name=王` → `{"parties": {"worker": [{"name": "王"}]}}`.

Names are dotted paths; a number is a place in a list. Rows and values left empty are left out, because an empty field of a
form means "nothing entered". Whatever else was posted stays in, so that the engine can say it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.errors import Refused

OURS = frozenset({"csrf_token", "token", "version", "do", "confirmed", "draft"})
DEEPEST = 6
MOST_ROWS = 600


def body_of(
    form: MultiDict[str, str], lists: frozenset[str] = frozenset(), emptied: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the body; `lists` are the names of multiple choices, which keep all their values.

    `emptied` are the names whose emptiness says something: what stood there before was deleted.

    Raises:
        Refused: a name that is too deep or a list that is too long.
    """
    body: dict[str, Any] = {}
    for name in form:
        if name in OURS:
            continue
        values = [v for v in form.getlist(name) if v != ""]
        if values:
            _put(body, name, values if name in lists else values[-1])
        elif name in emptied:
            _put(body, name, [] if name in lists else "")
    cleaned = _listed(body)
    return cleaned if isinstance(cleaned, dict) else {}


def confirmed_of(form: MultiDict[str, str]) -> list[str]:
    """Return the codes of questions the person answered with 是."""
    return form.getlist("confirmed")


def flat(body: object, at: str = "") -> dict[str, Any]:
    """Return a body as posted names and values, the way back: for filling a form again from a draft or a refusal."""
    if isinstance(body, dict):
        pairs: Iterable[tuple[str, object]] = ((f"{at}.{key}" if at else str(key), value) for key, value in body.items())
    elif isinstance(body, (list, tuple)) and any(isinstance(item, dict) for item in body):
        pairs = ((f"{at}.{index}", value) for index, value in enumerate(body))
    else:
        return {at: list(body) if isinstance(body, (list, tuple)) else body}
    found: dict[str, Any] = {}
    for name, value in pairs:
        found |= flat(value, name)
    return found


def rows_posted(form: MultiDict[str, str] | dict[str, Any], at: str) -> int:
    """Return how many rows of a list were posted, so that the form shows as many again."""
    places = (name.removeprefix(f"{at}.").split(".")[0] for name in form if name.startswith(f"{at}."))
    return max((int(place) + 1 for place in places if place.isdigit() and len(place) < 4), default=0)


def _put(body: dict[str, Any], name: str, value: Any) -> None:
    parts = name.split(".")
    if len(parts) > DEEPEST:
        raise Refused.at(name[:60], "unknown_field")
    here = body
    for part in parts[:-1]:
        below = here.setdefault(part, {})
        if not isinstance(below, dict):
            raise Refused.at(name[:60], "unknown_field")
        here = below
    if isinstance(here.get(parts[-1]), dict):
        raise Refused.at(name[:60], "unknown_field")
    here[parts[-1]] = value


def _listed(value: Any) -> Any:
    """Return the value with every mapping of numbered places as a list."""
    if not isinstance(value, dict):
        return value
    done = {key: _listed(below) for key, below in value.items()}
    if done and all(key.isdigit() and len(key) < 4 for key in done):
        if len(done) > MOST_ROWS:
            raise Refused.at("", "too_many_terms", most=MOST_ROWS)
        return [done[key] for key in sorted(done, key=int)]
    return done
