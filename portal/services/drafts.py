"""Unfinished forms, saved by themselves for their author in one post; encrypted, because they may hold anything."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from portal.errors import NotFound, Refused
from portal.services.acting import person
from portal.store.identifiers import new_id
from portal.store.secrets import seal, unseal
from portal.store.tables.desk import Draft
from portal.store.unit_of_work import UnitOfWork

LARGEST_BYTES = 256 * 1024
MOST_DRAFTS = 50


def save_draft(uow: UnitOfWork, form: str, label: str, body: Mapping[str, object]) -> datetime:
    """Keep the form as it stands, in place of its earlier draft, and return when it was saved.

    `form` names it (`new:<type>`, `case:<id>:<act>`); `label` is a type's or an act's title, nothing personal.

    Raises:
        Refused: the form is too large, or there are too many drafts.
    """
    actor = person(uow)
    text = json.dumps(body, ensure_ascii=True)
    if len(text) > LARGEST_BYTES:
        raise Refused.at("", "draft_too_large", most=LARGEST_BYTES // 1024)
    draft = _find(uow, form)
    if draft is None:
        mine = select(Draft.id).where(Draft.county_code == uow.county_code, Draft.staff_id == actor.staff_id)
        if len(uow.session.scalars(mine.limit(MOST_DRAFTS)).all()) >= MOST_DRAFTS:
            raise Refused.at("", "too_many_drafts", most=MOST_DRAFTS)
        draft = Draft(county_code=uow.county_code, id=new_id(), staff_id=actor.staff_id, post_id=actor.post_id, form=form[:120])
        uow.session.add(draft)
    draft.label = label[:40]
    draft.body = seal(uow.keyring, "draft", "body", draft.id, text)
    draft.saved_at = uow.now
    uow.session.flush()
    return draft.saved_at


def load_draft(uow: UnitOfWork, form: str) -> dict[str, object] | None:
    """Return the draft of a form by this person in this post, or `None`."""
    draft = _find(uow, form)
    if draft is None:
        return None
    body: dict[str, object] = json.loads(unseal(uow.keyring, "draft", "body", draft.id, draft.body))
    return body


def forget_draft(uow: UnitOfWork, form: str) -> None:
    """Delete the draft of a form, if there is one."""
    actor = person(uow)
    uow.session.execute(
        delete(Draft).where(
            Draft.county_code == uow.county_code,
            Draft.staff_id == actor.staff_id,
            Draft.post_id == actor.post_id,
            Draft.form == form,
        )
    )


def discard_draft(uow: UnitOfWork, draft_id: uuid.UUID) -> None:
    """Delete one of one's own drafts.

    Raises:
        NotFound: no such draft of this person.
    """
    actor = person(uow)
    draft = uow.session.scalars(
        select(Draft).where(Draft.county_code == uow.county_code, Draft.id == draft_id, Draft.staff_id == actor.staff_id)
    ).one_or_none()
    if draft is None:
        raise NotFound
    uow.session.delete(draft)


def _find(uow: UnitOfWork, form: str) -> Draft | None:
    actor = person(uow)
    return uow.session.scalars(
        select(Draft).where(
            Draft.county_code == uow.county_code,
            Draft.staff_id == actor.staff_id,
            Draft.post_id == actor.post_id,
            Draft.form == form,
        )
    ).one_or_none()
