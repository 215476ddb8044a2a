"""The fields for whoever acts for a party, under the party on the page of a new case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from portal.declare.parties import PartyKind, Role
from portal.engine.representation import AGENT, FIELDS, GUARDIAN
from portal.reading.standing import KINDS
from portal.reading.wording import N_, say
from portal.web.forms.inputs import Input, inputs_of


def beside_inputs(
    role: Role, plugin: str, at: str, entered: Mapping[str, Any], wrong: Mapping[str, tuple[str, ...]]
) -> tuple[Input, ...]:
    """Return the inputs of guardian and agent; nothing of them is required unless somebody was named."""
    kinds = (AGENT,) if role.kind is PartyKind.ORGANISATION else (GUARDIAN, AGENT)
    return tuple(
        replace(one, required=False, label=say(N_("%(who)s：%(what)s"), who=say(KINDS[kind]), what=one.label))
        for kind in kinds
        for one in inputs_of(FIELDS[kind], f"{at}.{kind}", entered, wrong, plugin)
    )
