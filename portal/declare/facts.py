"""The core's vocabulary of facts: what statistics, mechanisms and filters may ask of any case."""

from __future__ import annotations

from enum import StrEnum


class FactKind(StrEnum):
    """What a fact's value is: integer fen, a count, a day or a code."""

    MONEY = "money"
    COUNT = "count"
    DAY = "day"
    CODE = "code"


class Fact(StrEnum):
    """One fact of a case. Kept with the event it came from and the event that replaced it, never overwritten."""

    # set by the engine
    SOURCE = "source"
    RECEIVED_ON = "received_on"
    ACCEPTED_ON = "accepted_on"
    CONSENTED_ON = "consented_on"
    AGREED_ON = "agreed_on"
    EFFECTIVE_ON = "effective_on"
    ENDED_ON = "ended_on"
    ENDING = "ending"
    AGREEMENT_FORM = "agreement_form"
    AMOUNT_AGREED = "amount_agreed"
    PERFORMED_ON = "performed_on"
    CONFIRMATION_APPLIED_ON = "confirmation_applied_on"
    CONFIRMED_ON = "confirmed_on"
    SUED_AFTER_ON = "sued_after_on"
    VOIDED_ON = "voided_on"
    MOVED_ON = "moved_on"  # 由另一单位接办: the dispute is counted there
    PEOPLE = "people"  # 涉及当事人数
    # may be fed by a declared field
    OCCURRED_ON = "occurred_on"
    AMOUNT_CLAIMED = "amount_claimed"
    AMOUNT_RECOVERED = "amount_recovered"
    DOUBLE_PAID = "double_paid"  # 加倍赔偿金额
    PREVENTED_SUICIDE = "prevented_suicide"  # 防止自杀（人）
    PREVENTED_CRIME = "prevented_crime"  # 防止民转刑（人）
    PREVENTED_PETITION = "prevented_petition"  # 防止群体性上访（人）
    PREVENTED_FIGHT = "prevented_fight"  # 防止群体性械斗（人）

    @property
    def kind(self) -> FactKind:
        """Return what the value of this fact is."""
        return _KINDS.get(self, FactKind.DAY)


_KINDS = {
    Fact.SOURCE: FactKind.CODE,
    Fact.ENDING: FactKind.CODE,
    Fact.AGREEMENT_FORM: FactKind.CODE,
    Fact.AMOUNT_AGREED: FactKind.MONEY,
    Fact.AMOUNT_CLAIMED: FactKind.MONEY,
    Fact.AMOUNT_RECOVERED: FactKind.MONEY,
    Fact.DOUBLE_PAID: FactKind.MONEY,
    Fact.PEOPLE: FactKind.COUNT,
    Fact.PREVENTED_SUICIDE: FactKind.COUNT,
    Fact.PREVENTED_CRIME: FactKind.COUNT,
    Fact.PREVENTED_PETITION: FactKind.COUNT,
    Fact.PREVENTED_FIGHT: FactKind.COUNT,
}
