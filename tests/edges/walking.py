"""Every address of the running portal: the real demo county with every shipped plugin, and its routes as they are.

Routes are read from the application. A route with a new kind of value in its address fails here until somebody says which
values the county has for it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

from flask import Flask, session
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import User
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection, Engine, create_engine, func, select, text
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.routing import Rule

from portal.access import sessions
from portal.app import create_app
from portal.config import Config
from portal.limits import Limited
from portal.store.database import WRITES
from portal.store.tables.cases import CaseFile, Party
from portal.store.tables.complaints import Complaint
from portal.store.tables.desk import Consultation, GlassUse, Sample, SampledCase
from portal.store.tables.every import metadata
from portal.store.tables.joint import JointHandling
from portal.store.tables.keeping import Erasure, LegalHold
from portal.store.tables.ledger import LedgerImport
from portal.store.tables.materials import Material
from portal.store.tables.people import Post, Staff, StandIn
from portal.store.tables.persons import PersonMerge
from portal.store.tables.places import Organisation
from portal.store.tables.referral import Referral
from portal.store.tables.roster import RosterEntry, RosterTraining
from portal.store.unit_of_work import utc_now
from tests.rig.run import copied
from tests.rig.servers import demo_folder, portal_environment

MISSING = "00000000-0000-7000-8000-000000000000"
RAW_TOKEN = "0123456789abcdef" * 4
FEW = ("union_admin", "village_mediator", "coordinator", "auditor", "sysadmin", "secadmin")
NOT_BUSINESS = frozenset({"access_entry", "ui_session", "rate_use", "login_failure"})
"""Tables that say who looked and how often; what a page may write when it is opened."""


@dataclass(frozen=True)
class Walk:
    """The application over a copy of the demo county."""

    app: Flask
    values: Mapping[str, tuple[str, ...]]

    @property
    def engine(self) -> Engine:
        engine: Engine = self.app.extensions["portal"].engine
        return engine

    @property
    def token(self) -> str:
        """The token that the pages of whoever is signed in carry."""
        with self.app.test_request_context():
            session["csrf_token"] = RAW_TOKEN
            return str(generate_csrf())

    @contextmanager
    def unguarded(self) -> Iterator[Connection]:
        """Give a connection of the test's own, which no wall stands before."""
        engine = create_engine(self.app.extensions["portal"].config.database_url)
        with engine.connect() as connection:
            yield connection
        engine.dispose()

    def rules(self, *, reading: bool) -> list[Rule]:
        """Return the routes that can be read, or those that take something, in the order of their addresses."""
        found = [
            rule
            for rule in self.app.url_map.iter_rules()
            if ("GET" in (rule.methods or ()) if reading else (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"})
        ]
        return sorted(found, key=lambda rule: rule.rule)

    def paths(self, rule: Rule, most: int = 3) -> list[str]:
        """Return some addresses of a route, as people meet them."""
        names = sorted(rule.arguments)
        adapter = self.app.url_map.bind("127.0.0.1")
        several = islice(product(*(self.values[name] for name in names)), most)
        return [adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)), method=_method(rule)) for chosen in several]

    def visitor(self) -> FlaskClient:
        """Return a browser in which nobody is signed in."""
        return self.app.test_client()

    def as_user(self, account: str) -> FlaskClient:
        """Return a browser in which that account is signed in, with a token of its own."""
        with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            user_id = connection.execute(select(User.id).where(User.username == account)).scalar_one()
            token = sessions.start(connection, user_id=user_id, post_id=None, data={"csrf_token": RAW_TOKEN}, now=utc_now())
        client = self.app.test_client()
        client.set_cookie("portal_session", token, domain="localhost")
        return client

    def accounts(self, *, every: bool) -> list[str]:
        """Return the demo accounts, or those of a few posts that differ most."""
        with self.engine.connect() as connection:
            known = list(connection.scalars(select(User.username).order_by(User.id)))
        return known if every else [account for account in FEW if account in known]

    def digest(self) -> str:
        """Return a digest of every row of every table but those of who looked."""
        taken = hashlib.sha256()
        with self.unguarded() as connection:
            for table in metadata.sorted_tables:
                if table.name in NOT_BUSINESS:
                    continue
                rows = sorted(repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{table.name}"')))
                taken.update(f"{table.name}:{len(rows)}:".encode() + "\n".join(rows).encode())
        return taken.hexdigest()


@contextmanager
def walk(folder: Path) -> Iterator[Walk]:
    """Give the application over a copy of the demo county in a folder."""
    for name in ("var", "var-keys"):
        copied(demo_folder() / name, folder / name)
    unlimited = ",".join(f"{limit.value}=1000000/s" for limit in Limited)
    app = create_app(Config.from_env(portal_environment(folder, {"PORTAL_LIMITS": unlimited})))
    _furnish(app)
    made = Walk(app, _values(app))
    try:
        yield made
    finally:
        made.engine.dispose()


def _furnish(app: Flask) -> None:
    """Add what the demo county lacks: a consultation, and a sample of cases."""
    furnished = Walk(app, {})
    clerk, coordinator = furnished.as_user("village_clerk"), furnished.as_user("coordinator")
    told = {"came_on": "今天", "channel": "visit", "question": "地界怎么算？", "answer": "先看证。", "phone": "13893600001"}
    for client, path, data in (
        (clerk, "/consultations/new", told),
        (coordinator, "/audit/draw", {"size": "5", "token": "once"}),
    ):
        answer = client.post(path, data={**data, "csrf_token": furnished.token})
        assert answer.status_code == 303, answer.text


def _values(app: Flask) -> dict[str, tuple[str, ...]]:
    """Return, for every name in an address, values the county has, and one it has not."""
    portal = app.extensions["portal"]
    types = sorted(dict(portal.registry.types()))
    with Walk(app, {}).unguarded() as connection:

        def ids(column: InstrumentedAttribute[uuid.UUID], most: int = 2) -> tuple[str, ...]:
            return (*(str(one) for one in connection.scalars(select(column).limit(most))), MISSING)

        cases = select(func.min(CaseFile.id)).group_by(CaseFile.plugin)
        found = {
            "case_id": (*(str(one) for one in connection.scalars(cases)), MISSING),
            "party_id": ids(Party.id),
            "organisation_id": ids(Organisation.id),
            "staff_id": ids(Staff.id),
            "post_id": ids(Post.id),
            "referral_id": ids(Referral.id),
            "to": ids(Organisation.id),
            "consultation_id": ids(Consultation.id),
            "sample_id": ids(Sample.id),
            "sampled_id": ids(SampledCase.id),
            "use_id": ids(GlassUse.id),
            "import_id": ids(LedgerImport.id),
            "material_id": ids(Material.id),
            "entry_id": ids(RosterEntry.id),
            "person_id": ids(PersonMerge.id),
            "complaint_id": ids(Complaint.id),
            "stand_in_id": ids(StandIn.id),
            "hold_id": ids(LegalHold.id),
            "erasure_id": ids(Erasure.id),
            "joint_id": ids(JointHandling.id),
            "training_id": ids(RosterTraining.id),
        }
    keys = sorted({paper.key for _, declared in portal.registry.types() for paper in declared.papers})[:2]
    return {
        **found,
        "contact_id": (MISSING,),
        "key_id": (MISSING,),
        "token": ("x" * 43, "nothing"),
        "draft_id": (MISSING,),
        "type_key": (*types[:: max(len(types) // 3, 1)], "nobody.nothing"),
        "key": ("registration", *keys, "nothing"),
        "owner": ("portal", types[0], "nobody.nothing"),
        "action": ("note", "accept", "session", "nothing"),
        "act": ("answer", "nothing"),
        "part": ("phone", "id_number", "nothing"),
        "form": (f"new:{types[0]}:abcdef", "nothing"),
        "plugin": ("trade_union", "nothing"),
        "name": ("trade_union.clerk", "nothing"),
        "year": ("2026", "0", "99999999"),
        "seq": ("1", "99999999999999999999"),
        "filename": ("css/frame.css", "js/keys.js", "nothing.css"),
    }


def _method(rule: Rule) -> str:
    methods: Iterable[str] = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    return "GET" if "GET" in methods else sorted(methods)[0]
