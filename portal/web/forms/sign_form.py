"""The form of the signatures: a row for everybody who has not signed yet, filled with how and when they usually do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.engine.signing import CAPACITIES, KINDS, PARTY, missing
from portal.reading.case_page import CasePage
from portal.reading.signatures import who_shown
from portal.reading.wording import label

AT = "signatures"
KEYS = ("kind", "signed_on", "by", "capacity")


@dataclass(frozen=True)
class SignerRow:
    """A row of the form. `values` and `wrong` are by the key of the part."""

    at: str
    who: str
    name: str
    kinds: tuple[tuple[str, str], ...]
    may_be_signed_for: bool
    values: Mapping[str, str]
    wrong: tuple[str, ...]


def signer_rows(
    page: CasePage, entered: Mapping[str, Any], wrong: Mapping[str, tuple[str, ...]], today: date, *, whole: bool
) -> tuple[SignerRow, ...]:
    """Return a row for everybody who has not signed; `whole` fills in the usual way, else nobody has signed until it is said."""
    if page.state is None:
        return ()
    words = dict(KINDS)
    rows = []
    for index, signer in enumerate(missing(page.state)):
        at = f"{AT}.{index}"
        usual = {"kind": signer.kinds[0] if whole else "", "signed_on": today.isoformat()}
        was = str(entered.get(f"{at}.who") or "") == signer.who
        values = {key: str(entered.get(f"{at}.{key}") or "") if was else usual.get(key, "") for key in KEYS}
        told = tuple(sentence for key in ("who", *KEYS) for sentence in wrong.get(f"{at}.{key}", ()))
        kinds = tuple((key, label(words[key])) for key in signer.kinds)
        rows.append(
            SignerRow(at, signer.who, who_shown(page.parties, signer.who), kinds, signer.who.startswith(PARTY), values, told)
        )
    return tuple(rows)


def capacities() -> tuple[tuple[str, str], ...]:
    """Return as what somebody may sign for a party."""
    return tuple((key, label(text)) for key, text in CAPACITIES)
