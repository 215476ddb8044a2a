"""`/api/v1/_openapi`: the OpenAPI 3.1 document, made from what is loaded; it holds declarations, no data."""

from __future__ import annotations

from datetime import date

from flask import Response, jsonify
from flask_appbuilder import BaseView, expose

from portal.declare.phases import Phase
from portal.hooks.examples import example_body
from portal.hooks.registry import Registry
from portal.reading.register import PAGE_MOST, PAGE_SIZE
from portal.web.acting import portal, today
from portal.web.api.schemas import Schema, ref, schemas
from portal.web.guarding import public

_KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[!-~]+$"},
    "description": "同一个值再发一次不会重复办理，得到的是第一次的结果",
}
_CASE_ID: Schema = {"name": "case_id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
_SAID = {
    "400": "不是正确的 JSON",
    "401": "没有登录，或者接口密钥无效",
    "403": "岗位或接口密钥不允许",
    "404": "不存在，或不在可见范围",
    "409": "案件已有新的变化",
    "413": "内容太大",
    "415": "不是 JSON",
    "422": "内容有问题，每一处都在 errors 里",
    "429": "太频繁，Retry-After 说明多少秒以后再试",
}


class OpenApiView(BaseView):
    """The document."""

    route_base = "/api/v1"
    default_view = "document"

    @expose("/_openapi", methods=["GET"])
    @public
    def document(self) -> Response:
        """Return the document."""
        return jsonify(document(portal().registry, today()))


def document(registry: Registry, on: date) -> Schema:
    """Return the document of these plugins, with examples that are valid on the day."""
    examples: Schema = {key: {"value": {"type": key, **example_body(declared, on)}} for key, declared in registry.types()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "诉源 API", "version": "1", "description": "案件的登记、查询和办理，规则与页面相同。"},
        "servers": [{"url": "/"}],
        "security": [{"key": []}, {"session": [], "csrf": []}],
        "paths": {
            "/api/v1/cases": {
                "get": _operation(
                    "list_cases", "可见范围内的案件", _answer("CasePage"), ("401", "403", "422"), parameters=_LISTING
                ),
                "post": _operation(
                    "open_case",
                    "登记案件",
                    {"201": _said("已登记", "Case")},
                    ("400", "401", "403", "413", "415", "422"),
                    parameters=[_KEY],
                    body=_body("NewCase", examples),
                ),
            },
            "/api/v1/cases/search": {
                "post": _operation(
                    "search_cases",
                    "按姓名、电话后四位、案号或经过查找",
                    _answer("CasePage"),
                    ("400", "401", "403", "413", "415", "422", "429"),
                    body=_body("Search", {}),
                )
            },
            "/api/v1/cases/{case_id}": {
                "get": _operation("read_case", "一个案件", _answer("Case"), ("401", "403", "404"), parameters=[_CASE_ID])
            },
            **_MATERIALS,
            **_referrals(examples),
            "/api/v1/cases/{case_id}/actions/{action}": {
                "post": _operation(
                    "act",
                    "办理：受理、调解、协议、终结等，以案件的 actions 为准",
                    _answer("Case"),
                    ("400", "401", "403", "404", "409", "413", "415", "422"),
                    parameters=[_CASE_ID, _ACTION, _KEY],
                    body=_body("Act", {}),
                )
            },
        },
        "components": {
            "schemas": schemas(registry),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "portal user key 生成的接口密钥"},
                "session": {"type": "apiKey", "in": "cookie", "name": "session"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRFToken"},
            },
        },
    }


def _referrals(examples: Schema) -> Schema:
    """Return the paths of referrals; one is proposed by the action `refer` of a case."""
    return {
        "/api/v1/referrals": {"get": _operation("list_referrals", "等答复的转办", _answer("Referrals"), ("401", "403"))},
        "/api/v1/referrals/{referral_id}": {
            "get": _operation(
                "read_referral", "一件转办和转来的内容", _answer("Referral"), ("401", "403", "404"), parameters=[_REFERRAL_ID]
            )
        },
        "/api/v1/referrals/of/{case_id}": {
            "post": _operation(
                "preview_referral",
                "转办这个案件将转送的内容：先给当事人看，再把 shown 交给 refer",
                _answer("Preview"),
                ("400", "401", "403", "404", "413", "415", "422"),
                parameters=[_CASE_ID],
                body=_body("ToSend", {}),
            )
        },
        "/api/v1/referrals/{referral_id}/accept": {
            "post": _operation(
                "accept_referral",
                "受理转办：按转来的内容登记本单位的案件",
                {"201": _said("已受理", "Case")},
                ("400", "401", "403", "404", "413", "415", "422"),
                parameters=[_REFERRAL_ID, _KEY],
                body=_body("NewCase", examples),
            )
        },
        "/api/v1/referrals/{referral_id}/refuse": {
            "post": _operation(
                "refuse_referral",
                "不受理转办",
                _answer("Referral"),
                ("400", "401", "403", "404", "413", "415", "422"),
                parameters=[_REFERRAL_ID],
                body=_body("Refuse", {}),
            )
        },
    }


_REFERRAL_ID: Schema = {"name": "referral_id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
_ACTION: Schema = {
    "name": "action",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"},
}
_LISTING: list[Schema] = [
    {"name": "type", "in": "query", "schema": {"type": "string", "maxLength": 81}, "description": "<插件>.<类型>，或只写插件"},
    {"name": "phase", "in": "query", "schema": {"enum": [phase.value for phase in Phase]}},
    {"name": "number", "in": "query", "schema": {"type": "string", "maxLength": 60}},
    {"name": "cursor", "in": "query", "schema": {"type": "string", "maxLength": 80}, "description": "上一页的 next"},
    {
        "name": "page_size",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": PAGE_MOST, "default": PAGE_SIZE},
    },
]


def _operation(
    name: str,
    summary: str,
    good: dict[str, Schema],
    problems: tuple[str, ...],
    *,
    parameters: list[Schema] | None = None,
    body: Schema | None = None,
) -> Schema:
    bad = {status: _said(_SAID[status], "Stale" if status == "409" else "Problems") for status in problems}
    operation: Schema = {"operationId": name, "summary": summary, "responses": {**good, **bad}}
    if parameters:
        operation["parameters"] = parameters
    if body:
        operation["requestBody"] = body
    return operation


def _answer(schema: str) -> dict[str, Schema]:
    return {"200": _said("好", schema)}


def _said(description: str, schema: str) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": ref(schema)}}}


def _body(schema: str, examples: Schema) -> Schema:
    media: Schema = {"schema": ref(schema)}
    if examples:
        media["examples"] = examples
    return {"required": True, "content": {"application/json": media}}


_MATERIAL_ID: Schema = {"name": "material_id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
_MATERIALS: Schema = {
    "/api/v1/cases/{case_id}/materials": {
        "get": _operation("list_materials", "案件的材料", _answer("Materials"), ("401", "403", "404"), parameters=[_CASE_ID]),
        "post": _operation(
            "add_materials",
            "添加材料：kind 是种类，files 可以有几份；有一份不能收，就都不收",
            {"201": _said("已添加", "Materials")},
            ("400", "401", "403", "404", "413", "415", "422"),
            parameters=[_CASE_ID, _KEY],
            body={"required": True, "content": {"multipart/form-data": {"schema": ref("NewMaterials")}}},
        ),
    },
    "/api/v1/cases/{case_id}/materials/{material_id}": {
        "get": _operation(
            "read_material",
            "下载一份材料；每次下载都有记录",
            {"200": {"description": "好", "content": {"*/*": {}}}},
            ("401", "403", "404", "422"),
            parameters=[_CASE_ID, _MATERIAL_ID],
        )
    },
    "/api/v1/cases/{case_id}/materials/{material_id}/void": {
        "post": _operation(
            "void_material",
            "作废一份材料",
            _answer("Materials"),
            ("400", "401", "403", "404", "413", "415", "422"),
            parameters=[_CASE_ID, _MATERIAL_ID],
            body=_body("VoidMaterial", {}),
        )
    },
}
