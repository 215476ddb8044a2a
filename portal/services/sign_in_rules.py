"""登录规定: which passwords the county asks for, and for which posts a second factor; its security administrator sets it."""

from __future__ import annotations

from collections.abc import Mapping

from portal.access.county_roles import COUNTY, SIGN_IN
from portal.access.passwords import Profile
from portal.access.proving_again import Proved
from portal.access.role_grants import given_roles
from portal.access.sign_in_rules import DESKS, HEADS
from portal.declare.fields import Choice, Choices, Field
from portal.declare.texts import N_
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, Refused
from portal.services.acting import must_have_proved, person
from portal.store import settings
from portal.store.access_log import log_access
from portal.store.unit_of_work import UnitOfWork

ROLES, PROFILE = settings.SECOND_FACTOR_ROLES, settings.PASSWORD_PROFILE


def fields_of(uow: UnitOfWork) -> tuple[Field, ...]:
    """Return the fields of the form: the county's roles, and what a sector's posts are."""
    county = [(role.name, role.title) for role in given_roles(uow.session.connection()) if role.plugin == COUNTY]
    options = (*county, (HEADS, N_("各行业负责人（能管人员的）")), (DESKS, N_("各行业其他岗位")))
    profiles = (
        (Profile.DJBH.value, N_("按等级保护：三种以上字符，90 天换一次")),
        (Profile.ASVS.value, N_("按 ASVS：只看长度和常见密码，不强制换")),
    )
    profile = Choice(PROFILE.name, N_("密码规定"), profiles, required=True)
    return (
        profile,
        Choices(ROLES.name, N_("必须用动态验证码的岗位"), options),
    )


def rules_as_entered(uow: UnitOfWork) -> dict[str, object]:
    """Return the rules as the form shows them."""
    roles: frozenset[str] = settings.read(uow.session, ROLES)
    return {PROFILE.name: settings.read(uow.session, PROFILE), ROLES.name: sorted(roles)}


def change_rules(uow: UnitOfWork, raw: Mapping[str, object], proved: Proved) -> None:
    """Change the rules.

    Raises:
        Forbidden: the actor does not set them.
        Refused: not proved, every problem at its field, or nothing changed.
    """
    actor = person(uow)
    if not actor.may(*SIGN_IN):
        raise Forbidden(SIGN_IN[0])
    must_have_proved(uow, actor, proved)
    values, problems = read_fields(fields_of(uow), raw, uow.today, "")
    if problems:
        raise Refused(tuple(problems))
    roles, profile = frozenset(values.get(ROLES.name) or ()), str(values[PROFILE.name])
    changed = []
    if roles != settings.read(uow.session, ROLES):
        settings.write(uow.session, ROLES, roles)
        changed.append(ROLES.name)
    if profile != settings.read(uow.session, PROFILE):
        settings.write(uow.session, PROFILE, profile)
        changed.append(PROFILE.name)
    if not changed:
        raise Refused.at("", "nothing_changed")
    uow.session.flush()
    log_access(uow, "people", "sign_in_rules_changed", data={"what": " ".join(changed)})
