"""The same submit twice has one effect: a form token or an Idempotency-Key is used up in the transaction it belongs to."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.access.actors import Person
from portal.errors import Refused, Repeated
from portal.store.identifiers import new_id
from portal.store.tables.desk import Submit
from portal.store.unit_of_work import UnitOfWork

LONGEST_TOKEN = 80


def use_token(uow: UnitOfWork, actor: Person, token: str | None, body: str) -> Submit | None:
    """Use the token up, or do nothing without one. The caller sets `location` when it knows the result.

    What is kept of the body is a keyed hash: most of it stands in the database anyway, so that a plain one would let the
    identity number in it be tried out.

    Raises:
        Repeated: the token was used for the same body; carries where the first result stands.
        Refused: the token is too long, or was used for another body.
    """
    if not token:
        return None
    if len(token) > LONGEST_TOKEN:
        raise Refused.at("", "token_too_long", most=LONGEST_TOKEN)
    if not token.isprintable():
        raise Refused.at("", "text_control")
    digest = uow.keyring.audit_digest(b"submit|" + body.encode(errors="surrogatepass"))
    _not_used(uow, actor, token, digest)
    submit = Submit(
        county_code=uow.county_code,
        id=new_id(),
        staff_id=actor.staff_id,
        token=token,
        body_hash=digest,
        location="",
        at=uow.now,
    )
    try:
        with uow.session.begin_nested():
            uow.session.add(submit)
    except IntegrityError:  # sent twice at the same moment: the other was first, and has committed by now
        _not_used(uow, actor, token, digest)
        raise
    return submit


def _not_used(uow: UnitOfWork, actor: Person, token: str, digest: bytes) -> None:
    """Raise `Repeated` or `Refused` when the token was used."""
    earlier = uow.session.scalars(
        select(Submit).where(Submit.county_code == uow.county_code, Submit.staff_id == actor.staff_id, Submit.token == token)
    ).one_or_none()
    if earlier is None:
        return
    if earlier.body_hash != digest:
        raise Refused.at("", "token_used_for_other")
    raise Repeated(earlier.location)


def settle(submit: Submit | None, case_id: uuid.UUID) -> None:
    """Remember where the result of a used token stands."""
    if submit is not None:
        submit.location = str(case_id)


def body_text(raw: Mapping[str, object]) -> str:
    """Return a body as text in which equal bodies are equal, whatever was sent in it."""
    return repr(sorted((str(key), repr(value)) for key, value in raw.items()))
