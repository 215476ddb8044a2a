"""JSON schemas of what the API takes and gives, made from the declarations of the loaded types."""

from __future__ import annotations

from portal.declare.case_types import CaseType
from portal.declare.fields import Choice, Choices, Field, LongText, Text, Whole, YesNo
from portal.declare.parties import PartyKind, Role
from portal.declare.phases import Ending, Phase, Source
from portal.engine.actions import SENDS
from portal.engine.intake import MOST_PARTIES, SUMMARY_LONGEST
from portal.engine.reasons import DECLINE_REASONS
from portal.engine.representation import FIELDS
from portal.hooks.registry import Registry
from portal.reading.register import PAGE_MOST

Schema = dict[str, object]

_TYPED = ["string", "number", "null"]  # people's writing and programs' numbers are read alike
_TEXT: Schema = {"type": ["string", "null"]}
_DAY: Schema = {"type": ["string", "null"], "description": "日期，例如 2026-03-12"}
_PARTY_TEXTS = {
    "name": 80,
    "id_number": 60,
    "no_id_reason": 60,
    "born": 40,
    "sex": 6,
    "phone": 60,
    "address": 120,
    "credit_code": 60,
    "representative": 40,
    "nation": 20,
    "occupation": 40,
}


def ref(name: str) -> Schema:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def new_case_name(type_key: str) -> str:
    """Return the name of the schema of a type's body."""
    return f"NewCase.{type_key}"


def schemas(registry: Registry) -> dict[str, Schema]:
    """Return every schema of the document."""
    types = registry.types()
    return {
        **_FIXED,
        **{new_case_name(key): _new_case(key, declared) for key, declared in types},
        "NewCase": {"anyOf": [ref(new_case_name(key)) for key, _ in types]} if types else {"type": "object"},
    }


def field_schema(field: Field) -> Schema:
    """Return what a field takes. What only the engine can judge (check digits, rules) stands in no schema."""
    schema: Schema = {"title": field.title}
    if isinstance(field, Choices):
        return {**schema, "type": ["array", "null"], "items": {"enum": [key for key, _ in field.pairs]}}
    if isinstance(field, Choice):
        return {**schema, "enum": [*(key for key, _ in field.pairs), None]}
    if isinstance(field, YesNo):
        return {**schema, "type": ["boolean", "string", "null"]}
    if isinstance(field, Whole):
        return {**schema, "type": _TYPED, "description": f"整数 {field.least}–{field.most} {field.unit}".strip()}
    if isinstance(field, (Text, LongText)):
        return {**schema, "type": _TYPED, "maxLength": field.longest}
    return {**schema, "type": _TYPED, "description": _SAID.get(field.kind, field.hint or field.title)}


_SAID = {"money": "金额（元），例如 12000.00", "day": "日期，例如 2026-03-12", "number": "数字，例如 89.50"}


def _new_case(key: str, declared: CaseType) -> Schema:
    needed = [field.key for field in declared.fields if field.required and field.when is None and not field.retired]
    roles = [role.key for role in declared.parties if role.required]
    return {
        "title": declared.title,
        "type": "object",
        "required": ["type", *(["parties"] if roles else []), *(["details"] if needed else [])],
        "additionalProperties": False,
        "properties": {
            "type": {"const": key},
            "summary": {"type": ["string", "null"], "maxLength": SUMMARY_LONGEST},
            "source": {"enum": [*(source.value for source in Source), None]},
            "received_on": _DAY,
            "occurred_on": _DAY,
            "division_code": _TEXT,
            "place": {"type": ["string", "null"], "maxLength": 120},
            "after_the_fact": {"type": "boolean"},
            "confirmed": {"type": "array", "items": {"type": "string"}},
            "parties": {
                "type": "object",
                "required": roles,
                "additionalProperties": False,
                "properties": {role.key: _role(role) for role in declared.parties},
            },
            "details": {
                "type": "object",
                "required": needed,
                "additionalProperties": False,
                "properties": {field.key: field_schema(field) for field in declared.fields},
            },
        },
    }


def _role(role: Role) -> Schema:
    kinds = ["person", "organisation"] if role.kind is PartyKind.EITHER else [role.kind.value]
    party: Schema = {
        "type": "object",
        "required": ["name"],
        "additionalProperties": False,
        "properties": {
            "kind": {"enum": kinds},
            **{key: {"type": _TYPED, "maxLength": longest} for key, longest in _PARTY_TEXTS.items()},
            **{kind: _beside(kind) for kind in FIELDS},
            **{field.key: field_schema(field) for field in role.fields},
        },
    }
    several: Schema = {"type": "array", "items": party, "minItems": 1, "maxItems": MOST_PARTIES if role.many else 1}
    return {"title": role.title, "anyOf": [several, party]}


def _beside(kind: str) -> Schema:
    """Return the schema of whoever acts for a party."""
    return {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {field.key: field_schema(field) for field in FIELDS[kind]},
    }


def _object(properties: dict[str, Schema], *, required: tuple[str, ...] | None = None) -> Schema:
    needed = list(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": needed}


_ID: Schema = {"type": "string", "format": "uuid"}
_NAMED = _object({"id": _ID, "name": {"type": "string"}})
_PHASE: Schema = {"enum": [phase.value for phase in Phase]}
_ENDING: Schema = {"enum": [*(ending.value for ending in Ending), None]}
_CLASS: Schema = {"type": "string", "pattern": "^P[0-4]$"}
_PROBLEM = _object(
    {
        "field": {"type": "string"},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "confirm": {"type": "string", "description": "这只是提问：确认无误时把它放进 confirmed 再发送一次"},
    },
    required=("field", "code", "message"),
)
_FIXED: dict[str, Schema] = {
    "Problem": _PROBLEM,
    "Problems": _object({"errors": {"type": "array", "items": ref("Problem")}}),
    "Stale": _object(
        {
            "errors": {"type": "array", "items": ref("Problem")},
            "version": {"type": "integer"},
            "changed": {"type": "array", "items": {"type": "string"}, "description": "其间办过的事，从早到晚"},
        }
    ),
    "Field": _object(
        {"key": _TEXT, "title": _TEXT, "kind": _TEXT, "required": {"type": "boolean"}},
    ),
    "Action": _object(
        {
            "key": {"type": "string"},
            "label": {"type": "string"},
            "primary": {"type": "boolean"},
            "fields": {"type": "array", "items": ref("Field")},
        }
    ),
    "Clock": _object(
        {
            "key": {"type": "string"},
            "title": {"type": "string"},
            "due_on": {"type": "string", "format": "date"},
            "state": {"enum": ["running", "suspended"]},
            "why": {"type": "string"},
        }
    ),
    "CaseRow": _object(
        {
            "id": _ID,
            "type": {"type": "string"},
            "number": _TEXT,
            "phase": _PHASE,
            "ending": _ENDING,
            "privacy": _CLASS,
            "organisation": _NAMED,
        }
    ),
    "CasePage": _object({"items": {"type": "array", "items": ref("CaseRow")}, "next": _TEXT}),
    "Case": _object(
        {
            "id": _ID,
            "type": {"type": "string"},
            "number": _TEXT,
            "phase": _PHASE,
            "step": {"type": "string"},
            "ending": _ENDING,
            "version": {"type": "integer", "minimum": 1},
            "privacy": _CLASS,
            "organisation": _NAMED,
            "summary": {"type": "string"},
            "parties": {"type": "object"},
            "details": {"type": "object"},
            "clocks": {"type": "array", "items": ref("Clock")},
            "actions": {"type": "array", "items": ref("Action")},
        }
    ),
    "Referral": _object(
        {
            "id": _ID,
            "sender": {"type": "string"},
            "to": _NAMED,
            "type": {"type": "string"},
            "due_on": {"type": "string", "format": "date"},
            "state": {"enum": ["proposed", "accepted", "refused", "withdrawn", "returned"]},
        }
    ),
    "Referrals": _object({"items": {"type": "array", "items": ref("Referral")}}),
    "Preview": _object({"snapshot": {"type": "object"}, "shown": {"type": "string"}}),
    "ToSend": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "sends": {"type": ["array", "null"], "items": {"enum": [key for key, _label in SENDS]}},
            "files": {"type": ["array", "null"], "items": {"type": "string", "format": "uuid"}},
            "note": {"type": ["string", "null"], "maxLength": 400},
        },
    },
    "Refuse": {
        "type": "object",
        "required": ["why"],
        "additionalProperties": False,
        "properties": {
            "why": {"enum": [key for key, _label in DECLINE_REASONS]},
            "text": {"type": ["string", "null"], "maxLength": 400},
        },
    },
    "Material": _object(
        {
            "id": _ID,
            "kind": {"type": "string"},
            "name": {"type": "string", "description": "岗位不能看的为空"},
            "media": {"type": "string"},
            "size": {"type": "integer"},
            "sha256": {"type": "string"},
            "added_at": {"type": "string", "format": "date-time"},
            "by_phone": {"type": "boolean"},
            "available": {"type": "boolean", "description": "现在能不能下载"},
            "voided": {"type": "boolean"},
        }
    ),
    "Materials": _object({"items": {"type": "array", "items": ref("Material")}}),
    "NewMaterials": {
        "type": "object",
        "required": ["kind", "files"],
        "properties": {
            "kind": {"type": "string", "description": "identity、evidence、agreement_signed、performance 等"},
            "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        },
    },
    "VoidMaterial": {
        "type": "object",
        "required": ["reason_text"],
        "additionalProperties": False,
        "properties": {"reason_text": {"type": "string", "maxLength": 200}},
    },
    "Search": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "text": {"type": ["string", "null"], "maxLength": 100},
            "type": {"type": ["string", "null"], "maxLength": 81},
            "phase": {"enum": [*(phase.value for phase in Phase), "", None]},
            "number": {"type": ["string", "null"], "maxLength": 60},
            "cursor": {"type": ["string", "null"], "maxLength": 80},
            "page_size": {"type": ["integer", "null"], "minimum": 1, "maximum": PAGE_MOST},
        },
    },
    "Act": {
        "type": "object",
        "required": ["version"],
        "additionalProperties": False,
        "properties": {
            "version": {"type": "integer", "minimum": 0, "description": "读到案件时的 version"},
            "data": {"type": "object", "description": "案件的 actions 中该办理的 fields"},
            "confirmed": {"type": "array", "items": {"type": "string"}},
        },
    },
}
