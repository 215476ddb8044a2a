"""Labour disputes before a committee: employment in the sense of the labour law, or work for a private person.

Where there is employment, fifteen days run from the application, and the agreement is in writing (劳动争议调解仲裁法 14). A
private person or a farm household that hires somebody is no employer (劳动争议司法解释（一） 2): general rules apply.
"""

from __future__ import annotations

from typing import Any

from portal.sdk import Choice, Field, When, guard

from . import bases
from .limitation import limitation_rule

_GROUP = "用工情况"

RELATION = Choice(
    "relation",
    "用工关系",
    (("labour", "单位用工（劳动关系）"), ("service", "个人、农户雇用或者包工（劳务关系）")),
    required=True,
    counted=True,
    group=_GROUP,
    hint="单位用工的，自收到申请之日起十五日内调解，协议必须书面",
)
EMPLOYED = When("relation", "labour")
WORK_FIELDS: tuple[Field, ...] = (RELATION,)


def _written(case: Any, data: Any) -> bool:
    return bool(case.details.get("relation") != "labour" or data.form == "written")


WRITTEN_GUARD = guard(
    "agree",
    _written,
    "劳动争议达成协议的，应当制作调解协议书，请选“书面协议”",
    field="form",
    basis=bases.LABOUR_MEDIATION,
)

LIMITATION = limitation_rule(
    lambda d: 12 if d.relation == "labour" else 36,
    "单位用工的已满一年、个人雇用的已满三年，对方可能提出时效抗辩；在职期间的欠薪不受一年限制。请核对后确认",
    bases.LABOUR_LIMITATION,
)
