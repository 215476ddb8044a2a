"""What people type to find a type at the desk."""

from __future__ import annotations

FEE_WORDS = (
    "物业费",
    "欠物业费",
    "催交",
    "滞纳金",
    "违约金",
    "停车费",
    "公摊",
    "停水停电",
    "空置",
)

SERVICE_WORDS = (
    "物业",
    "漏水",
    "下水道",
    "堵塞",
    "停车位",
    "电梯",
    "保洁",
    "绿化",
    "公共收益",
    "维修资金",
    "业委会",
    "高空抛物",
    "噪声",
    "宠物",
    "装修",
    "换物业",
)
