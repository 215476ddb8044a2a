"""What the portal does without a person: each task with the scoped tables it may touch. Everything else is closed to it.

A task is named in the audit as `system:<task>`. Tables on the global list need no mention.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EVERYTHING = "*"

_PARTIES = ("party", "party_link")
_CASE = ("dispute", "case_file", *_PARTIES, "case_secret", "blind_index", "case_access", "case_event", "audit_value", "contact")
_SETTLED = ("agreement", "agreement_term", "agreement_signature", "term_performance", "term_breach", "confirmation")
_HELD = ("case_session", "undisputed_facts")
_COURSE = (
    *("case_clock", "case_clock_due", "case_note", *_HELD, *_SETTLED, "case_report"),
    *("case_paper", "material", "call_back"),
)
_KEPT = (*("case_file", *_PARTIES, "case_secret", "case_event", "audit_value"), *_COURSE, "case_imprint")
_FIGURES = ("case_fact", "case_measure", "case_text")

TASKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "start": frozenset(),  # looks at global lists only: keys, settings, plugins, posts
        "sign_in": frozenset(),
        "sync": frozenset(),
        "people": frozenset(),  # accounts, posts, keys for programs, from the command line
        "found": frozenset(),  # the county and its first body
        "audit.verify": frozenset(_KEPT),
        "audit.imprint": frozenset(_KEPT),
        "audit.seal": frozenset(("case_event",)),
        "calendar.recompute": frozenset((*_CASE, *_COURSE, *_FIGURES)),  # `record()` writes whatever follows from an event
        "people.hand_over": frozenset((*_CASE, *_COURSE, *_FIGURES)),
        "glass": frozenset(
            ("case_file", "case_access", "blind_index")
        ),  # finds the case meant and writes who may look, until when
        "clocks.tick": frozenset((*_CASE, *_COURSE, *_FIGURES)),  # what follows a right that lapsed begins with an event
        "clocks.request": frozenset((*_CASE, *_COURSE, *_FIGURES)),  # counts what was asked before requests were counted
        "clocks.warn": frozenset(("case_file", "case_access", "case_clock")),
        "search.rebuild": frozenset((*_CASE, *_FIGURES)),
        "search.squeeze": frozenset(("case_text",)),
        "facts.rebuild": frozenset((*_CASE, *_COURSE, *_FIGURES)),
        "statistics": frozenset(("case_file", "case_access", "case_event", *_FIGURES)),
        "keys.rewrap": frozenset(
            (
                *("case_file", *_PARTIES, "case_secret", "blind_index", "audit_value", "caucus_note"),
                *("consultation", "draft", "ledger_import", "material", "opinion", "referral", "joint_handling"),
                *("legal_hold", "complaint"),
            )
        ),
        "contacts.deliver": frozenset(("case_file", "party", "blind_index", "contact")),
        "contacts.accept": frozenset(("case_file", "contact")),
        "contacts.close": frozenset(("case_file", "contact")),
        "drafts.forget": frozenset(("draft",)),
        "tidy": frozenset(("draft", "ledger_import", "submit")),
        "referral": frozenset((*_CASE, *_COURSE, *_FIGURES, "referral")),  # lent to whoever offers or answers one
        "joint": frozenset((*_CASE, *_COURSE, *_FIGURES, "joint_handling")),  # lent to whoever asks for joint handling or answers
        "opinion": frozenset(("case_file", "party", "opinion")),  # takes in what a party thinks, by a one-time link
        "complaint": frozenset(("case_file", "party", "complaint")),  # takes in what is said against a mediator, tells its state
        "files.scan": frozenset(("material",)),
        "files.verify": frozenset(("material",)),
        "import": frozenset((*_CASE, *_COURSE, *_FIGURES)),
        "ledger.check": frozenset(("case_file", "ledger_import")),
        "ledger.write": frozenset((*_CASE, *_COURSE, *_FIGURES, "ledger_import", "ledger_case")),
        "ledger.undo": frozenset((*_CASE, *_COURSE, *_FIGURES, "ledger_import", "ledger_case")),
        "erasure": frozenset((EVERYTHING,)),  # every table that holds something personal of a case, those of plugins too
        "erasure.finish": frozenset(),
        "demo": frozenset((EVERYTHING,)),
        "backup": frozenset((EVERYTHING,)),
    }
)


STEADY = frozenset(("audit.verify",))
"""Tasks that read for long and must see the state of one moment, whatever others write meanwhile."""


def may_touch(tables: frozenset[str], table: str) -> bool:
    """Say whether the tables of a task hold this one."""
    return EVERYTHING in tables or table in tables
