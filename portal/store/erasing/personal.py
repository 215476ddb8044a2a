"""Which columns of the core hold personal values, and what becomes of them when a case or one person is erased.

Every table is judged here: it has personal columns, or it says why it has none. A house test asks for each column that could
hold a text, so that a new one is judged too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from portal.store.tables.afterwards import CallBack, Opinion, OpinionLink
from portal.store.tables.cases import BlindIndex, CaseFile, CaseSecret, Party
from portal.store.tables.caucus import CaucusNote
from portal.store.tables.complaints import Complaint
from portal.store.tables.course import (
    Agreement,
    AgreementTerm,
    AuditValue,
    CaseNote,
    CaseReport,
    CaseSession,
    UndisputedFacts,
)
from portal.store.tables.desk import Consultation, GlassUse, SampledCase
from portal.store.tables.joint import JointHandling
from portal.store.tables.keeping import LegalHold
from portal.store.tables.materials import Material, PhoneLink
from portal.store.tables.parties import PartyLink
from portal.store.tables.referral import Referral
from portal.store.tables.settlement import AgreementSignature, Confirmation, TermPerformance


@dataclass(frozen=True)
class Personal:
    """What is personal in a table.

    `texts` may speak of several people: of a case they are emptied, of one person her name and numbers are blotted out in
    them. `sealed` are such texts as ciphertext. `hers` are about the party in the column `party` alone. `stays` are the other
    columns that could hold a text and hold none about people: codes, law, machinery. With `goes` whole rows are deleted; of one
    person those that name her. `case` are the columns that name the case.
    """

    entity: Any
    texts: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    hers: tuple[str, ...] = ()
    party: str = ""
    stays: tuple[str, ...] = ()
    goes: bool = False
    case: tuple[str, ...] = ("case_id",)

    @property
    def table(self) -> Any:
        """The table itself."""
        return self.entity.__table__


PERSONAL: tuple[Personal, ...] = (
    Personal(
        CaseFile,
        texts=("place", "summary", "details", "applicant_name", "respondent_name"),
        stays=(
            *("plugin", "type", "ministry_type", "number", "number_word", "phase", "step", "ending", "reason", "source"),
            *("division_code", "applicant_kind", "respondent_kind", "next_due_key", "move"),
        ),
        case=("id",),
    ),
    Personal(
        Party,
        hers=(
            *("name", "sex", "age_band", "nation", "occupation", "representative", "credit_code", "no_id_reason"),
            *("id_mask", "phone_mask", "address_mask", "details", "contact_rule"),
        ),
        party="id",
        stays=("role", "side", "kind"),
    ),
    Personal(
        PartyLink,
        hers=("name", "id_mask", "phone_mask", "kinship", "ground", "scope"),
        party="party_id",
        stays=("kind", "authority"),
    ),
    Personal(CaseSession, texts=("place", "present", "record", "others"), stays=("manner", "result", "began", "ended")),
    Personal(UndisputedFacts, texts=("facts",)),
    Personal(CaseNote, texts=("text",), stays=("channel",)),
    Personal(Agreement, texts=("facts",), stays=("form",)),
    Personal(AgreementTerm, texts=("payer", "payee", "act", "method", "breach"), stays=("kind",)),
    Personal(AgreementSignature, texts=("by",), stays=("who", "kind", "capacity")),
    Personal(TermPerformance, texts=("proof_text",), stays=("proof",)),
    Personal(Confirmation, texts=("number",), stays=("state", "court", "materials", "why")),
    Personal(CaseReport, texts=("receipt",), stays=("to",)),
    Personal(CallBack, texts=("outcome", "measures", "text"), stays=("how", "parties", "performance", "content")),
    Personal(SampledCase, texts=("finding", "reply"), stays=("points", "state")),
    Personal(Opinion, hers=("words",), party="party_id", stays=("overall", "fair", "told")),
    Personal(OpinionLink, goes=True, party="party_id", stays=("token_hash",)),
    Personal(PhoneLink, goes=True, stays=("token_hash", "kind")),
    Personal(CaucusNote, goes=True, party="party_id", sealed=("text",), stays=("readers",)),
    Personal(Consultation, texts=("visitor", "question", "answer", "phone_mask"), sealed=("phone",), stays=("channel", "topic")),
    Personal(
        Referral, sealed=("snapshot",), stays=("type", "reason", "how", "state", "why"), case=("from_case_id", "to_case_id")
    ),
    Personal(JointHandling, sealed=("snapshot",), stays=("type", "how", "state", "why", "staff"), case=("from_case_id",)),
    Personal(
        Complaint,
        sealed=("told", "answer"),
        stays=("channel", "grounds", "receipt_hash", "finding", "measure"),
        case=("about_case_id",),
    ),
    Personal(GlassUse, sealed=("reason", "answer", "judgement"), stays=("category", "number", "state")),
    Personal(LegalHold, sealed=("words",), stays=("ground",)),
    Personal(Material, goes=True, sealed=("name", "void_reason"), stays=("kind", "media", "sha256", "key", "scan")),
    Personal(AuditValue, sealed=("before", "after"), stays=("path", "salt")),
    Personal(CaseSecret, goes=True, sealed=("ciphertext",), stays=("path",)),
    Personal(BlindIndex, goes=True, party="party_id", stays=("kind", "value", "key_id")),
)

NOT_PERSONAL: Mapping[str, str] = MappingProxyType(
    {
        "access_entry": "codes and ids of acts; what was read or searched for never stands there",
        "api_key": "of programs",
        "calendar_day": "a public list",
        "case_access": "ids of staff",
        "case_clock": "days, law and codes",
        "case_clock_due": "days and codes",
        "case_event": "codes and parameters; what was typed lies in audit_value, only its salted digest here",
        "case_fact": "amounts, days and codes without a name: figures stay",
        "case_measure": "amounts, days and codes without a name: figures stay",
        "case_imprint": "keyed digests of rows, taken anew after the event of the erasure",
        "case_paper": "which paper was printed",
        "case_text": "taken out by the search index itself",
        "contact": "ids and codes",
        "data_consent": "codes and days of a party whose row is emptied",
        "dispute": "ids",
        "division": "a public list",
        "draft": "deleted by the form it belongs to",
        "erasure": "what was erased, by counts and digests; its reason goes when it is done",
        "key_work": "machinery",
        "ledger_case": "ids",
        "ledger_import": "its cells go when its cases are written, what was wrong with rows is emptied with the first case",
        "login_failure": "keyed hashes",
        "number_counter": "a serial",
        "organisation": "bodies, about no party",
        "outbox": "machinery: ids and codes, no content",
        "outside_identity": "officials, about no party",
        "paper_template": "a form without a case",
        "paper_wording": "what papers say, about nobody",
        "parameter_value": "a public list",
        "person_merge": "ids of parties and officials",
        "plugin_state": "machinery",
        "post": "officials, about no party",
        "post_role": "declarations",
        "rate_use": "keyed hashes",
        "recovery_code": "officials, about no party",
        "roster_entry": "mediators, about no party",
        "roster_training": "mediators, about no party",
        "sample": "a seed and a size",
        "seal": "hashes",
        "second_factor": "officials, about no party",
        "setting": "settings of the county",
        "staff": "officials, about no party",
        "staff_number": "keyed hashes of officials' own numbers",
        "stand_in": "ids of staff",
        "submit": "a keyed hash and an id, gone after two days",
        "term_breach": "amounts and codes",
        "type_snapshot": "declarations",
        "ui_session": "officials, about no party",
    }
)
"""Why the other tables hold nothing personal of a case."""
