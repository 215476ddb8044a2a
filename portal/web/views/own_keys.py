"""接口密钥 of one's own posts: what is out there, when it was used last, and ending one. Keys are made on the machine."""

from __future__ import annotations

import uuid

from flask import Response, flash, redirect, render_template, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.access.api_keys import end_keys
from portal.errors import NotFound
from portal.reading.own_keys import own_keys
from portal.web.acting import current_actor, unit_of_work
from portal.web.guarding import signed_in


class OwnKeysView(BaseView):
    """The keys of the acting person."""

    route_base = "/account/keys"
    default_view = "keys"

    @expose("/", methods=["GET"])
    @signed_in
    def keys(self) -> str:
        """Show them."""
        with unit_of_work() as uow:
            lines = own_keys(uow, current_actor())
        return render_template("own_keys.html", lines=lines)

    @expose("/<uuid:key_id>/end", methods=["POST"])
    @signed_in
    def end(self, key_id: uuid.UUID) -> Response:
        """End one; the program that has it is refused from its next call on."""
        with unit_of_work(write=True) as uow:
            if not end_keys(uow, current_actor().staff_id, key_id=key_id):
                raise NotFound
        flash(_("密钥已停用，用它的程序马上连不上了。"), "done")
        return redirect(url_for("OwnKeysView.keys"), 303)  # type: ignore[return-value]
