"""The page on the environment."""

from __future__ import annotations

from portal.config import VARIABLES
from portal.limits import DELIVERED

PAGE = "reference/configuration.md"

_HEAD = """# 配置

门户只从环境变量读取配置，启动时一次读完、一次查完：写错的值会一并指出，不认识的 `PORTAL_` 变量也会被拒绝，并提示最接近的名称。
`portal config` 显示当前生效的配置（不显示密码和密钥）。相对路径从当前目录算起。

| 变量 | 默认 | 含义 |
|---|---|---|
"""

_LIMITS = """
## 频次限制

`10/h` 表示可以连续做十次，之后每六分钟恢复一次；时间写 `s`、`min`、`h` 或 `day`。
各工作进程、各台机器一起计数。超过时回答 429，并说明多久以后再试。

| 名称 | 默认 | 限制什么 |
|---|---|---|
"""

_FOOT = """
密钥文件夹必须与数据文件夹分开，备份也要分开存放：两者同在一处，等于没有加密。密钥文件只允许所有者读写（0600），否则拒绝启动。
"""


def text() -> str:
    """Return the table of all variables."""
    rows = "".join(f"| `{variable.name}` | {variable.default} | {variable.meaning} |\n" for variable in VARIABLES)
    limits = "".join(f"| `{limit.value}` | {given.rate} | {given.meaning} |\n" for limit, given in DELIVERED.items())
    return _HEAD + rows + _LIMITS + limits + _FOOT
