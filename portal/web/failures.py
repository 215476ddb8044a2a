"""What is written down about a failure or a refusal, and the plain sentence when not even a page can be made.

The log has the type of what failed and where; never its text, which might hold what somebody typed or a statement. Of a
refusal it has the route, not the address, and who acted by ids.
"""

from __future__ import annotations

import logging
import secrets
import traceback

_log = logging.getLogger(__name__)


def log_failure(error: BaseException, what: str) -> str:
    """Write down what kind of error it was and where, and return the id people can name."""
    error_id = secrets.token_hex(4)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    _log.error("error %s: %s at %s\n  %s", error_id, type(error).__name__, what, "\n  ".join(where))
    return error_id


def log_refusal(status: int, what: str, *, staff: object, post: object) -> None:
    """Write down that somebody was refused: beyond her rights or reach, too often, or without her page's token.

    `what` is the method and the name of the route; `staff` and `post` are ids, `None` for a visitor.
    """
    _log.warning("refused %d: %s, staff %s in post %s", status, what, staff or "-", post or "-")


def failure_told(error_id: str) -> str:
    """Return the sentence for people."""
    return f"系统出了问题，这次操作没有完成。请稍后再试；联系技术支持时请报错误编号 {error_id}。\n"
