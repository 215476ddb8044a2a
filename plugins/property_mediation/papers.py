"""Papers of a property dispute besides the dossier: the statement of account, the record of a visit to the place."""

from __future__ import annotations

from portal.sdk import FieldRows, Lines, Paper, Paragraph, PartyTable, Phase, Signatures

_OPEN = (Phase.REVIEW, Phase.ACCEPTED, Phase.CONSENT, Phase.MEDIATING, Phase.PAUSED)

STATEMENT_OF_ACCOUNT = Paper(
    "statement_of_account",
    "物业费对账单",
    (
        Paragraph("案号：{number}"),
        PartyTable(),
        FieldRows(
            ("estate", "fee_kind", "area", "unit_price", "owed_from", "owed_to", "months", "debt", "late_rate", "late_fee")
        ),
        Paragraph("以上数额由物业服务人提供，请业主核对。对账不表示承认欠费，也不影响任何一方提出抗辩。"),
        Lines("业主意见：同意的数额，不同意的数额和理由", 6),
        Lines("双方没有争议的数额", 2),
        Signatures(parties=True, mediator=True, seal=False),
    ),
    order=6,
    phases=_OPEN,
)

SITE_RECORD = Paper(
    "site_record",
    "现场查看记录",
    (
        Paragraph("案号：{number}"),
        FieldRows(("estate", "kind", "place_in_estate", "happened_on")),
        Lines("查看时间、在场人员", 2),
        Lines("查看情况（部位、原因、损坏程度，附照片）", 10),
        Lines("在场各方意见", 4),
        Signatures(parties=True, mediator=True, recorder=True, seal=False),
    ),
    order=5,
    phases=_OPEN,
)
