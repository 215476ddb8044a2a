"""The API: every path with its methods, from the OpenAPI document itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from docs.generators._shipped import shipped, table
from portal.web.api.document import document

PAGE = "reference/api.md"

_HEAD = """# 接口

与页面同一套规则、同一条路。完整的 OpenAPI 3.1 文档由运行中的门户给出：`GET /api/v1/_openapi`，里面有每种类型今天就能登记的
示例。密钥由 `portal user key 账号 --scope cases:read` 生成，放在 `Authorization: Bearer <密钥>` 里；在浏览器里用登录的会话，
另带页面上 `<meta name="csrf-token">` 的值作 `X-CSRFToken`。

"""
_RULES = """
## 约定

- 错误的先后：401 没有登录，404 不存在或不在可见范围，403 岗位不允许，409 案件已有变化，422 内容有问题。
- 422 一次说完：`{"errors": [{"field": "details.owed", "code": "required", "message": "请填写“欠付金额”。"}]}`。
- 办理要带读到的 `version`；过时的返回 409，`changed` 里是这期间办了什么。没有 `version` 返回 422。
- 带 `Idempotency-Key` 再发一次不会重复办理。不带的每次 POST 都登记一件，可能重复的写在 `notices` 里。
- 金额是元的字符串（`"12000.00"`），日期是 `2026-11-20`，时刻带时区。
- 隐去的值（`138****0011`）不能原样存回。
- 按文字查找只用 POST，文字不进地址。
- 类型写作 `<插件>.<类型>`，见[类型](types.md)；每种类型能办的动作以案件的 `actions` 为准。
"""


def text() -> str:
    """Return the table of paths, and each operation."""
    operations = list(_operations(document(shipped(), date(2026, 11, 20))))
    index = table(("方法", "地址", "用处"), ((m.upper(), f"`{p}`", o["summary"]) for p, m, o in operations))
    return _HEAD + index + _RULES + "".join(_one(*operation) for operation in operations)


def _operations(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _one(path: str, method: str, operation: dict[str, Any]) -> str:
    parameters = [
        (f"`{p['name']}`", p["in"], "必须" if p.get("required") else "", p.get("description", ""))
        for p in operation.get("parameters", ())
    ]
    answers = [(status, said["description"]) for status, said in operation["responses"].items()]
    parts = [f"\n## {method.upper()} `{path}`\n\n{operation['summary']}。\n"]
    if parameters:
        parts.append("\n" + table(("参数", "在哪里", "", "含义"), parameters))
    if "requestBody" in operation:
        (media,) = operation["requestBody"]["content"].items()
        parts.append(f"\n内容：`{media[0]}`，形式 `{media[1]['schema']['$ref'].rpartition('/')[2]}`。\n")
    return "".join((*parts, "\n", table(("状态", "含义"), answers)))
