"""What must hold before something is done with a firm's dispute."""

from portal.sdk import guard

from .bases import HOUSE, UNDISPUTED

GUARDS = (
    guard(
        "accept",
        lambda case, data: case.details.get("elsewhere") not in ("sued", "arbitration"),
        "已经起诉或者申请仲裁的，只有法院、仲裁机构委托才受理；有委托的，请确认后继续",
        basis=HOUSE,
        asks=True,
    ),
)
RECONCILED_FIRST = guard(
    "agree",
    lambda case, data: case.did("reconcile"),
    "还没有对账，无争议的部分应当先付；不用对账的，请确认",
    basis=UNDISPUTED,
    asks=True,
)
