"""管理: leads to the first tab the acting post may open."""

from __future__ import annotations

from flask import Response
from flask_appbuilder import BaseView, expose

from portal.errors import Forbidden
from portal.web.acting import current_actor
from portal.web.admin_places import go, places_of
from portal.web.guarding import signed_in


class AdminView(BaseView):
    """The way into the administration."""

    route_base = "/admin"
    default_view = "home"

    @expose("/")
    @signed_in
    def home(self) -> Response:
        """Go to the first tab."""
        places = places_of(current_actor())
        if not places:
            raise Forbidden("open")
        return go(places[0].href)
