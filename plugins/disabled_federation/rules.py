"""What must hold between the answers of every dispute of a disabled person."""

from portal.sdk import rule

from .bases import CARD_NUMBER
from .fields import card_fits

RULES = (
    rule(
        lambda d, today: card_fits(d),
        "parties.disabled",
        "残疾人证号与身份号码、残疾类别或者等级不一致，请核对证件",
        basis=CARD_NUMBER,
        asks=True,
    ),
)
