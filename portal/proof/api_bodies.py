"""Bodies for the operations of the API, made from its own document: an example where there is one, else what its schema asks."""

from __future__ import annotations

import json
import re
from typing import Any

from portal.proof.asking import Asker
from portal.proof.targets import Routes

A_TEXT = "…"
DOCUMENT = "_openapi"
_ARGUMENT = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


def api_bodies(asker: Asker, routes: Routes) -> dict[tuple[str, str], Any]:
    """Return a body for each operation that takes one, by rule and method."""
    rule = next((rule for rule in routes.rules if rule.rule.endswith(DOCUMENT)), None)
    if rule is None:
        return {}
    document = json.loads(asker.ask("GET", rule.rule).body)
    bodies: dict[tuple[str, str], Any] = {}
    for route in routes.rules:
        operations = document["paths"].get(_ARGUMENT.sub(r"{\1}", route.rule), {})
        for method, operation in operations.items():
            content = (
                operation.get("requestBody", {}).get("content", {}).get("application/json")
                if isinstance(operation, dict)
                else None
            )
            if content is not None:
                bodies[(route.rule, method.upper())] = _body(document, content)
    return bodies


def _body(document: dict[str, Any], content: dict[str, Any]) -> Any:
    examples = [example["value"] for example in content.get("examples", {}).values() if "value" in example]
    return examples[0] if examples else _made(document, content.get("schema", {}), 0)


def _made(document: dict[str, Any], schema: dict[str, Any], depth: int) -> Any:
    """Return a small value that fits a schema."""
    if "$ref" in schema:
        found: Any = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return _made(document, found, depth + 1)
    for several in ("anyOf", "oneOf", "allOf"):
        if schema.get(several):
            return _made(document, schema[several][0], depth + 1)
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type")
    match kind[0] if isinstance(kind, list) else kind:
        case "object":
            needed = schema.get("required", [])
            return {
                name: _made(document, schema["properties"][name], depth + 1) for name in needed if name in schema["properties"]
            }
        case "array":
            return []
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "string":
            return A_TEXT
    return {}
