"""Who may have the files of a case (材料): the house that holds it, as far as it reads its content and names in full, and who
takes part from another one (联合办理), except what shows identity numbers.

A file cannot be masked: a photograph shows the name, and an identity card its number. So whoever sees names masked (another
organisation, a coordinator) sees none, and what shows identity numbers is open only to those who may see these in full or
one by one. A file that leaves is written down before its bytes do.
"""

from __future__ import annotations

from portal.access.actors import Person
from portal.access.privacy_rules import CaseLike, Sight, sights_for
from portal.engine.materials import MaterialKind

_ASKED = (Sight.FULL, Sight.ON_REQUEST)


def may_list_materials(actor: Person, case: CaseLike, *, partner: bool = False) -> bool:
    """Say whether the actor sees which files there are; `partner` takes part from another organisation (联合办理)."""
    sights = sights_for(actor, case, partner=partner)
    own = (partner or case.organisation_id == actor.organisation_id) and actor.glass is None
    return own and sights.content is Sight.FULL and sights.names is Sight.FULL


def may_open_material(actor: Person, case: CaseLike, kind: MaterialKind, *, partner: bool = False) -> bool:
    """Say whether the actor may have a file of this kind."""
    sights = sights_for(actor, case, partner=partner)
    return may_list_materials(actor, case, partner=partner) and (not kind.shows_identity or sights.id_numbers in _ASKED)
