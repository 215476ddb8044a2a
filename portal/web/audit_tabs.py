"""The tabs of 核查: 抽查, 特批查阅, 保管与删除, 操作记录, 完整性, as far as the post may open them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from portal.access.actors import Person
from portal.access.complaint_reach import may_handle_complaints
from portal.reading.audit_trail import may_read_trail
from portal.reading.checks import may_draw
from portal.reading.glass import may_ask, may_judge
from portal.reading.integrity import may_see_verdict
from portal.reading.keeping import may_keep

CHECKS, GLASS, KEEPING, TRAIL, INTEGRITY = "checks", "glass", "keeping", "trail", "integrity"
COMPLAINING = "complaints"


def audit_tabs(actor: Person, tab: str) -> dict[str, Any]:
    """Return the tabs the post may open and the one that is shown."""
    tabs = []
    if may_draw(actor) or actor.may("answer", "portal.checks"):
        tabs.append((CHECKS, _("抽查"), "/audit/"))
    if may_ask(actor) or may_judge(actor):
        tabs.append((GLASS, _("特批查阅"), "/audit/glass/"))
    if may_handle_complaints(actor):
        tabs.append((COMPLAINING, _("投诉"), "/audit/complaints/"))
    if may_keep(actor):
        tabs.append((KEEPING, _("保管与删除"), "/audit/keeping/"))
    if may_read_trail(actor):
        tabs.append((TRAIL, _("操作记录"), "/audit/trail"))
    if may_see_verdict(actor):
        tabs.append((INTEGRITY, _("完整性"), "/audit/integrity"))
    return {"tabs": tabs, "tab": tab}
