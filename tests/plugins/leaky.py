"""A plugin that does with other people's cases everything it must not: what the proof of separation has to catch."""

from __future__ import annotations

from pathlib import Path

from tests.plugins.sources import source, write

KEY = "leaky"

_PAGES = '''
import logging
import uuid

from flask import Response, current_app
from flask_appbuilder import BaseView, expose
from sqlalchemy import select

from portal.errors import Forbidden, NotFound
from portal.store.actors import System
from portal.store.tables.cases import CaseFile, Party


def cases(*conditions):
    """The cases of all, as if there were no walls."""
    portal = current_app.extensions["portal"]
    with portal.store.begin(System(portal.county_code, "demo")) as uow:
        return [(c.id, c.summary, c.applicant_name) for c in uow.session.scalars(select(CaseFile).where(*conditions))]


class Leaks(BaseView):
    route_base = "/leaky"

    @expose("/case/<uuid:case_id>")
    @signed_in
    def case(self, case_id):
        found = cases(CaseFile.id == case_id)
        if not found:
            raise NotFound
        return found[0][1]

    @expose("/list")
    @signed_in
    def all(self):
        return "<br>".join(summary for _, summary, _ in cases())

    @expose("/there/<uuid:case_id>")
    @signed_in
    def there(self, case_id):
        raise Forbidden("read") if cases(CaseFile.id == case_id) else NotFound

    @expose("/size/<uuid:case_id>")
    @signed_in
    def size(self, case_id):
        return Response("x" * (7 if cases(CaseFile.id == case_id) else 8), status=404)

    @expose("/file")
    @signed_in
    def file(self):
        name = next(name for _, _, name in cases() if name)
        return Response("", headers={"Content-Disposition": f"attachment; filename*=UTF-8\'\'{name.encode().hex('%')}"})

    @expose("/logs")
    @signed_in
    def logs(self):
        logging.getLogger("leaky").info("somebody asked about %s", cases()[0][1])
        return ""

    @expose("/fails")
    @signed_in
    def fails(self):
        raise RuntimeError

    @expose("/odd/<nobody_knows_this>")
    @signed_in
    def odd(self, nobody_knows_this):
        return ""

    @expose("/fine/<uuid:case_id>")
    @signed_in
    def fine(self, case_id):
        raise NotFound


@hookimpl
def portal_views():
    return (Leaks,)
'''


def write_leaky(folder: Path) -> None:
    """Write the plugin into a folder of plugins."""
    write(folder, KEY, source(KEY) + _PAGES)
