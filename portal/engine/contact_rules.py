"""安全联系方式: how a party may be reached, and when. Shown before anybody dials; a notice keeps to it."""

from __future__ import annotations

from portal.declare.texts import N_

ANY, TEXT_ONLY, NEVER = "", "text", "never"
CALL = "call"
CONTACT_RULES = (
    (CALL, N_("可以打电话")),
    (TEXT_ONLY, N_("只发短信，不要打电话")),
    (NEVER, N_("不要主动联系，等本人联系")),
)
