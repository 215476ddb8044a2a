"""What keeps the personal values of a case: words that stand for reasons, and the rule of who may have them erased when."""

from __future__ import annotations

from types import MappingProxyType

from portal.declare.texts import N_

HOLD_GROUNDS = MappingProxyType(
    {
        "suit": N_("正在诉讼或者执行"),
        "arbitration": N_("正在仲裁"),
        "review": N_("正在复议、复查或者信访办理"),
        "inquiry": N_("有关机关依法调取或者调查"),
        "archives": N_("档案鉴定、移交没有完成"),
        "other": N_("其他"),
    }
)
