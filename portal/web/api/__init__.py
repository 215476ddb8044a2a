"""The JSON API under `/api/v1`: the same services and readings as the pages, the same rules, problems at their fields.

Here bodies are read within limits, answers are shaped, keys' scopes are enforced and the OpenAPI document is made from the
declarations. What does not live here: who may enter (`portal.web.gate`), rules about cases, SQL.
"""
