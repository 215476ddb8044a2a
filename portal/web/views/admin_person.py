"""One person: name and phone, account and password, posts; leaving, and handing over what she has in hand."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.access.passwords import hash_password, one_time_password
from portal.errors import NotFound, Problem, Refused, Repeated
from portal.reading.leaving import LeavesBehind, leaves_behind
from portal.reading.people import PersonPage, PostLine, State, person_page
from portal.reading.post_choices import post_choices
from portal.services.leaving import TASK, Left, Receivers, disable, pass_on, pass_on_by_system
from portal.services.outside_identities import name_subject, subject_of
from portal.services.people import change_person, open_account, reset_password, restore, unlock
from portal.services.posts import add_post, end_post
from portal.services.second_factor import reset_factor
from portal.store.unit_of_work import UnitOfWork
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.admin_places import admin_page, go
from portal.web.forms.inputs import sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens
from portal.web.proving import FIELD, must_prove
from portal.web.slips import slip
from portal.web.system_work import system_work

Page = str | Response | tuple[str, int]
Problems = tuple[Problem, ...]
OWN = "own_"  # before the fields of the proof in the form that corrects her name and phone


class PersonView(BaseView):
    """One person in the administrator's scope."""

    route_base = "/admin/people"
    default_view = "person"

    @expose("/<uuid:staff_id>", methods=["GET"])
    @opens("portal.people", verb="manage")
    def person(self, staff_id: uuid.UUID) -> str:
        """Show her."""
        return _page(staff_id, "", {}, ())

    @expose("/<uuid:staff_id>/change", methods=["POST"])
    @opens("portal.people", verb="manage")
    def change(self, staff_id: uuid.UUID) -> Page:
        """Correct her name and phone; a phone signs in, so the administrator proves once more who he is."""
        try:
            proved = must_prove(OWN) if request.form.get(OWN + FIELD) else None
        except Refused as refused:
            return _page(staff_id, "change", _entered(), refused.problems), 422
        return _do(staff_id, "change", lambda uow, raw: change_person(uow, staff_id, raw, proved), _("已保存。"))

    @expose("/<uuid:staff_id>/unlock", methods=["POST"])
    @opens("portal.people", verb="manage")
    def unlock(self, staff_id: uuid.UUID) -> Page:
        """Let her try again."""
        return _do(staff_id, "account", lambda uow, _raw: unlock(uow, staff_id, portal().lockout), _("已解锁，可以再登录。"))

    @expose("/<uuid:staff_id>/second-factor", methods=["POST"])
    @opens("portal.people", verb="manage")
    def reset_factor(self, staff_id: uuid.UUID) -> Page:
        """Take her second factor away, after the administrator proved once more who he is."""
        try:
            proved = must_prove()
        except Refused as refused:
            return _page(staff_id, "factor", {}, refused.problems), 422
        told = _("动态验证码已重置。请本人用密码登录，重新设置。")
        return _do(staff_id, "factor", lambda uow, _raw: reset_factor(uow, staff_id, proved), told)

    @expose("/<uuid:staff_id>/subject", methods=["POST"])
    @opens("portal.people", verb="manage")
    def name_subject(self, staff_id: uuid.UUID) -> Page:
        """Say who she is at the other house, after the administrator proved once more who he is."""
        other = portal().config.oidc
        if other is None:
            raise NotFound
        raw = {"subject": request.form.get("subject", "")}
        try:
            proved = must_prove()
        except Refused as refused:
            return _page(staff_id, "subject", raw, refused.problems), 422
        told = _("统一认证号已登记，本人原来的登录已退出。") if raw["subject"] else _("统一认证号已去掉。")
        return _do(staff_id, "subject", lambda uow, _raw: name_subject(uow, staff_id, other.issuer, raw, proved), told)

    @expose("/<uuid:staff_id>/posts", methods=["POST"])
    @opens("portal.people", verb="manage")
    def add_post(self, staff_id: uuid.UUID) -> Page:
        """Give her a further post."""
        return _do(staff_id, "post", lambda uow, raw: add_post(uow, staff_id, raw), _("岗位已增加。"))

    @expose("/<uuid:staff_id>/account", methods=["POST"])
    @opens("portal.people", verb="manage")
    def open_account(self, staff_id: uuid.UUID) -> Page:
        """Open an account and show the slip, once."""
        raw, password = body_of(request.form), one_time_password()
        hashed = hash_password(password)
        return _slip(
            staff_id,
            password,
            lambda uow, token: open_account(uow, staff_id, raw, password_hash=hashed, token=token),
            form="account",
            is_new=True,
        )

    @expose("/<uuid:staff_id>/password", methods=["POST"])
    @opens("portal.people", verb="manage")
    def reset(self, staff_id: uuid.UUID) -> Page:
        """Put a one-time password in place of the old one and show the slip, once."""
        password = one_time_password()
        return _slip(
            staff_id, password, lambda uow, token: reset_password(uow, staff_id, password, portal().lockout, token=token)
        )

    @expose("/<uuid:staff_id>/restore", methods=["POST"])
    @opens("portal.people", verb="manage")
    def restore(self, staff_id: uuid.UUID) -> Page:
        """Take her back and show the slip, once; without an account there is none."""
        password = one_time_password()
        return _slip(staff_id, password, lambda uow, token: restore(uow, staff_id, password, portal().lockout, token=token))

    @expose("/<uuid:staff_id>/posts/<uuid:post_id>/end", methods=["GET"])
    @opens("portal.people", verb="manage")
    def ending(self, staff_id: uuid.UUID, post_id: uuid.UUID) -> str:
        """Ask from when on, and who takes her cases."""
        return _leaving(staff_id, "post", _post(staff_id, post_id), {}, ())

    @expose("/<uuid:staff_id>/posts/<uuid:post_id>/end", methods=["POST"])
    @opens("portal.people", verb="manage")
    def end_post(self, staff_id: uuid.UUID, post_id: uuid.UUID) -> Page:
        """End the post; her cases go to whom they were given."""
        post = _post(staff_id, post_id)
        raw = {"until": request.form.get("until", "")} if request.form.get("when") == "day" else {}
        if request.form.get("when") == "day" and not raw["until"]:
            missing = Problem("until", "required", {"title": _("最后一天")})
            return _leaving(staff_id, "post", post, request.form, (missing,)), 422

        def act(uow: UnitOfWork, receivers: Receivers) -> Left:
            end_post(uow, staff_id, post_id, raw)
            return pass_on(uow, staff_id, receivers)

        return _leave(staff_id, "post", post, act, _("岗位已结束。") if not raw else _("岗位到期后自动结束。"))

    @expose("/<uuid:staff_id>/leave", methods=["GET"])
    @opens("portal.people", verb="manage")
    def leaving(self, staff_id: uuid.UUID) -> str:
        """Ask: 「他名下 n 件交给谁？」."""
        return _leaving(staff_id, "leave", None, {}, ())

    @expose("/<uuid:staff_id>/leave", methods=["POST"])
    @opens("portal.people", verb="manage")
    def leave(self, staff_id: uuid.UUID) -> Page:
        """Switch her off; her cases go to whom they were given."""
        return _leave(
            staff_id, "leave", None, lambda uow, receivers: disable(uow, staff_id, receivers), _("已停用，他的登录已经退出。")
        )

    @expose("/<uuid:staff_id>/hand-over", methods=["GET"])
    @opens("portal.people", verb="manage")
    def handing(self, staff_id: uuid.UUID) -> str:
        """Ask the same of somebody who stays, or who left before."""
        return _leaving(staff_id, "hand_over", None, {}, ())

    @expose("/<uuid:staff_id>/hand-over", methods=["POST"])
    @opens("portal.people", verb="manage")
    def hand_over(self, staff_id: uuid.UUID) -> Page:
        """Hand her cases over without more."""
        return _leave(staff_id, "hand_over", None, lambda uow, receivers: pass_on(uow, staff_id, receivers), "")


Act = Callable[[UnitOfWork, Mapping[str, object]], object]


def _entered() -> dict[str, Any]:
    """Return what was typed into the form, without the proof, which is not about her."""
    return {name: value for name, value in body_of(request.form).items() if not name.startswith(OWN)}


def _do(staff_id: uuid.UUID, form: str, act: Act, told: str) -> Page:
    raw = _entered()
    try:
        with unit_of_work(write=True) as uow:
            act(uow, raw)
    except Refused as refused:
        return _page(staff_id, form, raw, refused.problems), 422
    flash(told, "done")
    return go(url_for("PersonView.person", staff_id=staff_id))


def _slip(
    staff_id: uuid.UUID,
    password: str,
    act: Callable[[UnitOfWork, str | None], object],
    *,
    form: str = "account",
    is_new: bool = False,
) -> Page:
    try:
        with unit_of_work(write=True) as uow:
            act(uow, request.form.get("token"))
            has_account = person_page(uow, current_actor(), staff_id).has_account
    except Refused as refused:
        return _page(staff_id, form, body_of(request.form), refused.problems), 422
    except Repeated:
        flash(_("刚才已经办好了。一次性密码只显示一次；没有打印的，请再重置一次。"), "done")
        return go(url_for("PersonView.person", staff_id=staff_id))
    if not has_account:
        flash(_("已恢复。"), "done")
        return go(url_for("PersonView.person", staff_id=staff_id))
    return slip(staff_id, password, is_new=is_new)


def _page(staff_id: uuid.UUID, form: str, entered: Mapping[str, object], problems: Problems) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = person_page(uow, actor, staff_id)
        choices = post_choices(uow, actor, _chosen(request.args.get("organisation")))
        other = portal().config.oidc if page.may_name_subject else None
        subject = "" if other is None else subject_of(uow, staff_id, other.issuer)
    return admin_page(
        "admin/person.html",
        "people",
        page=page,
        row=page.row,
        state=State,
        choices=choices,
        other=other,
        subject=subject,
        own=OWN,
        organisation=request.args.get("organisation", ""),
        form=form,
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
        today=today(),
        token=secrets.token_urlsafe(16),
    )


def _chosen(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def _leave(
    staff_id: uuid.UUID, mode: str, post: PostLine | None, act: Callable[[UnitOfWork, Receivers], Left], told: str
) -> Page:
    """Do what makes somebody leave, then let the system hand over what the actor may not see."""
    actor = current_actor()
    try:
        receivers = _receivers(request.form)
        with unit_of_work(write=True) as uow:
            left = act(uow, receivers)
        handed = left.handed
        if left.waiting:
            with system_work(TASK) as uow:
                handed += pass_on_by_system(uow, staff_id, left.waiting, actor.staff_id)
    except Refused as refused:
        return _leaving(staff_id, mode, post, request.form, refused.problems), 422
    flash(told + (_("%(n)s 件案件已移交。", n=handed) if handed or not told else ""), "done")
    return go(url_for("PersonView.person", staff_id=staff_id))


def _receivers(form: MultiDict[str, str]) -> dict[uuid.UUID, uuid.UUID]:
    """Return who gets which organisation's cases; 「暂不移交」 is an empty value."""
    found = {}
    for name, value in form.items():
        if name.startswith("receiver.") and value:
            try:
                found[uuid.UUID(name.removeprefix("receiver."))] = uuid.UUID(value)
            except ValueError:
                raise Refused.at(name[:60], "not_an_option") from None
    return found


def _leaving(staff_id: uuid.UUID, mode: str, post: PostLine | None, entered: Mapping[str, str], problems: Problems) -> str:
    actor = current_actor()
    with unit_of_work() as uow:
        page = person_page(uow, actor, staff_id)
        behind: tuple[LeavesBehind, ...] = ()
        if post is None or _is_last(page, post):
            behind = leaves_behind(uow, actor, staff_id, post.organisation_id if post else None)
    return admin_page(
        "admin/leaving.html",
        "people",
        page=page,
        row=page.row,
        mode=mode,
        post=post,
        behind=behind,
        entered=entered,
        wrong=sentences_of(problems),
        summary=summary_of(problems),
    )


def _is_last(page: PersonPage, post: PostLine) -> bool:
    """Say whether it is the only post the person holds in its organisation."""
    standing = [one for one in page.row.posts if not one.is_over(today()) and one.organisation_id == post.organisation_id]
    return len(standing) == 1


def _post(staff_id: uuid.UUID, post_id: uuid.UUID) -> PostLine:
    with unit_of_work() as uow:
        page = person_page(uow, current_actor(), staff_id)
    for post in page.row.posts:
        if post.id == post_id and post.id in page.endable and not page.oneself:
            return post
    raise NotFound
