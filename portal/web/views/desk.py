"""我的工作: the first page, what must be done today and whose turn it is."""

from __future__ import annotations

from types import MappingProxyType

from flask import render_template, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.engine.actions import BY_KEY
from portal.reading.desk import Desk, DeskRow, desk
from portal.reading.desk_drafts import DraftRow
from portal.reading.wording import N_, label, say
from portal.web.acting import current_actor, current_signed, today, unit_of_work
from portal.web.case_look import chip_of
from portal.web.figures import day_weekday
from portal.web.guarding import opens

# What the button of a row says: the deed, not the form.
_DEEDS = MappingProxyType(
    {
        "accept": N_("受理"),
        "take": N_("我来调解"),
        "consent": N_("问双方意愿"),
        "session": N_("约调解"),
        "agree": N_("写协议"),
        "fail": N_("调解不成"),
        "sign": N_("签字"),
        "follow_up": N_("回访"),
        "archive": N_("归档"),
    }
)

# How near a due day is; today and overdue are said by what is left.
_LEVELS = MappingProxyType({"half": N_("已过半"), "eighty": N_("已过八成"), "last_working_day": N_("到期前最后一个工作日")})


class DeskView(BaseView):
    """The desk of the acting post."""

    route_base = ""
    default_view = "desk"

    @expose("/")
    @opens("portal.desk")
    def desk(self) -> str:
        """Show it."""
        actor = current_actor()
        with unit_of_work() as uow:
            found = desk(uow, actor)
        return render_template(
            "desk.html",
            desk=found,
            sentence=_sentence(found),
            today=today(),
            chip=chip_of,
            deed=_deed,
            levels={key: say(text) for key, text in _LEVELS.items()},
            goes_on=_goes_on,
            may_register=any(verb == "register" for verb, _view in actor.verbs),
            may_consult=actor.may("open", "portal.consultations"),
        )


def _sentence(found: Desk) -> str:
    """Return 「李秀英，今天 11月21日 周六：2 件今天要办，3 件轮到您，4 件等别人。」"""
    name, day = current_signed().name, day_weekday(today())
    if found.is_empty:
        return say(N_("%(name)s，今天 %(day)s：没有要办的事。"), name=name, day=day)
    if found.watches:
        overdue, soon, waiting = (sum(u.count for u in units) for units in (found.overdue, found.soon, found.waiting))
        return say(
            N_("%(name)s，今天 %(day)s：%(over)s 件超期，%(soon)s 件快到期，%(waiting)s 件等受理，%(findings)s 件核查等您看。"),
            name=name,
            day=day,
            over=overdue,
            soon=soon,
            waiting=waiting,
            findings=found.findings,
        )
    return say(
        N_("%(name)s，今天 %(day)s：%(today)s 件今天要办，%(ours)s 件轮到您，%(others)s 件等别人。"),
        name=name,
        day=day,
        today=len(found.today),
        ours=len(found.ours),
        others=len(found.others),
    )


def _deed(row: DeskRow) -> str:
    """Return the word of a row's button; of a step of the type's own its title stands on the case page."""
    known = _DEEDS.get(row.move)
    if known is not None:
        return say(known)
    return label(BY_KEY[row.move].label) if row.move in BY_KEY else _("打开")


def _goes_on(draft: DraftRow) -> str:
    """Return where an unfinished form is taken up again; an empty text for one whose page is gone."""
    kind, _colon, rest = draft.form.partition(":")
    what, _second, key = rest.rpartition(":")
    match kind:
        case "new":
            return url_for("NewCaseView.form", type_key=what, draft=key)
        case "case":
            return url_for("CaseView.act", case_id=what, action=key)
        case "consultation":
            return url_for("ConsultationsView.new", draft=rest)
    return ""
