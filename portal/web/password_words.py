"""What the pages say about a new password: what it must be, and why one is not taken."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access.passwords import Profile, Weakness, weakness
from portal.access.signing_in import Found
from portal.web.acting import current_signed
from portal.web.county import county_settings

_WEAKNESSES = {
    Weakness.TOO_SHORT: _l("新密码太短，至少要 10 个字。"),
    Weakness.TOO_LONG: _l("新密码太长，最多 128 个字。"),
    Weakness.TOO_PLAIN: _l("新密码要有三种以上的字符：大写字母、小写字母、数字、符号、汉字。"),
    Weakness.NAMES_THE_PERSON: _l("新密码里不要有姓名、用户名或手机号。"),
    Weakness.COMMON: _l("新密码太容易猜到，请换一个。"),
    Weakness.UNCHANGED: _l("新密码和现在的一样，请换一个。"),
}


def sentence(weak: Weakness) -> str:
    """Return why a new password is not taken."""
    return str(_WEAKNESSES[weak])


def wrong_with(me: Found, new: str, again: str, old: str | None) -> dict[str, str]:
    """Return what is wrong with the new password of the acting person, at its fields."""
    wrong: dict[str, str] = {}
    names = (me.username, me.phone, current_signed().name)
    weak = weakness(new, names=names, old=old, profile=county_settings().rules.profile)
    if weak is not None:
        wrong["new"] = sentence(weak)
    if new != again:
        wrong["again"] = _("两次输入的新密码不一样。")
    return wrong


def hint() -> str:
    """Return what a new password must be."""
    if county_settings().rules.profile is Profile.DJBH:
        return str(_("至少 10 个字，大写字母、小写字母、数字、符号、汉字里至少三种；不要用姓名、手机号。"))
    return str(_("至少 10 个字，可以是一句话；不要用姓名、手机号。"))
