"""统一认证 against a provider on this machine: no mapping, no access; and whatever is not signed for this flow opens nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.proving_again import Proved
from portal.config import Provider
from portal.errors import Forbidden, Refused
from portal.services.outside_identities import name_subject
from portal.store import settings
from portal.store.tables.sign_in import OutsideIdentity
from tests.store.county import NOW
from tests.web.admins import Admins, make_admins
from tests.web.desks import PASSWORD, Desks
from tests.web.offices import posted

CLIENT, SECRET = "suyuan", "a-secret-between-the-two-houses"
SUBJECT = "620723-0017"
KEY, FOREIGN = RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class House:
    """The other house: knows one person, gives codes, and signs what `spoil` makes of the claims."""

    server: ThreadingHTTPServer
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    spoil: Callable[[dict[str, Any]], dict[str, Any]] = dict
    sign: Callable[[dict[str, Any]], str] = lambda claims: str(jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY))
    metadata: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def discovery(self) -> dict[str, str]:
        doors = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        return {"issuer": self.issuer, **{name: self.issuer + path for name, path in doors.items()}, **self.metadata}

    def agree(self, address: str) -> dict[str, str]:
        """Let the person sign in there, and return what her browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or authorization != basic:
            return 400, {"error": "invalid_grant"}
        if proof != asked["code_challenge"] or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(NOW.timestamp())
        claims = {"iss": self.issuer, "sub": SUBJECT, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": asked["nonce"]}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(self.spoil(claims))}


@pytest.fixture
def house() -> Iterator[House]:
    """The other house on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked += 1
            answers = {"/.well-known/openid-configuration": made.discovery(), "/jwks": {"keys": [KEY.as_dict(private=False)]}}
            self._answer(200, answers[self.path])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(*made.token(form, self.headers.get("Authorization", "")))

        def _answer(self, status: int, content: object) -> None:
            sent = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    made = House(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture
def admins(sqlite_url: str, tmp_path: Path) -> Iterator[Admins]:
    """The county, where the database makes no difference."""
    made = make_admins(sqlite_url, tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def desks(admins: Admins, house: House) -> Desks:
    """The application with the other house in its environment."""
    made = admins.desks()
    running = made.app.extensions["portal"]
    provider = Provider(house.issuer, CLIENT, SECRET, "县统一认证")
    made.app.extensions["portal"] = replace(running, config=replace(running.config, oidc=provider))
    return made


def name(admins: Admins, house: House, account: str = "clerk", subject: str = SUBJECT) -> None:
    with admins.store.begin(admins.actor("secadmin"), write=True) as uow:
        proof = Proved(admins.users["secadmin"], NOW)
        name_subject(uow, admins.staff[account], house.issuer, {"subject": subject} if subject else {}, proof)


def leave(browser: FlaskClient) -> str:
    answer = browser.get("/login/oidc/?next=/account/")
    assert answer.status_code == 303
    return str(answer.location)


def come_back(browser: FlaskClient, brought: dict[str, str]) -> Any:
    return browser.get(f"/login/oidc/back?{urlencode(brought)}")


def test_somebody_who_is_named_comes_in_and_nobody_else(admins: Admins, desks: Desks, house: House) -> None:
    browser = desks.browser()
    assert "县统一认证" in browser.get("/login/").text
    unknown = come_back(browser, house.agree(leave(browser)))
    assert unknown.status_code == 403
    assert SUBJECT in unknown.text
    assert browser.get("/account/").status_code == 302
    assert ("login", "oidc_unknown", {}) in admins.log()

    name(admins, house)
    brought = house.agree(leave(browser))
    entered = come_back(browser, brought)
    assert (entered.status_code, entered.location) == (303, "/account/")
    assert "李秀英" in browser.get("/account/").text

    assert come_back(browser, brought).status_code == 401  # the same answer again
    name(admins, house, subject="")
    assert browser.get("/account/").status_code == 302
    assert come_back(browser, house.agree(leave(browser))).status_code == 403


def _unsigned(claims: dict[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


SPOILT: dict[str, Callable[[House], object]] = {
    "another issuer": lambda h: setattr(h, "spoil", lambda c: {**c, "iss": h.issuer + "/"}),
    "another audience": lambda h: setattr(h, "spoil", lambda c: {**c, "aud": "another"}),
    "several audiences without us as the party": lambda h: setattr(h, "spoil", lambda c: {**c, "aud": [CLIENT, "x"]}),
    "the nonce of another flow": lambda h: setattr(h, "spoil", lambda c: {**c, "nonce": "another"}),
    "no nonce": lambda h: setattr(h, "spoil", lambda c: {k: v for k, v in c.items() if k != "nonce"}),
    "over": lambda h: setattr(h, "spoil", lambda c: {**c, "exp": c["iat"] - 120}),
    "no end": lambda h: setattr(h, "spoil", lambda c: {k: v for k, v in c.items() if k != "exp"}),
    "no subject": lambda h: setattr(h, "spoil", lambda c: {k: v for k, v in c.items() if k != "sub"}),
    "a subject that is no text": lambda h: setattr(h, "spoil", lambda c: {**c, "sub": 7}),
    "a foreign key": lambda h: setattr(h, "sign", lambda c: jwt.encode({"alg": "RS256", "kid": "one"}, c, FOREIGN)),
    "our own secret as the key": lambda h: setattr(
        h, "sign", lambda c: jwt.encode({"alg": "HS256"}, c, OctKey.import_key(SECRET))
    ),
    "no signature": lambda h: setattr(h, "sign", _unsigned),
    "no token": lambda h: setattr(h, "sign", lambda c: ""),
    "metadata of another issuer": lambda h: h.metadata.update(issuer="http://127.0.0.1:1"),
}


def test_what_is_not_signed_for_this_flow_opens_nothing(admins: Admins, desks: Desks, house: House) -> None:
    name(admins, house)
    taken = []
    for how, spoil in SPOILT.items():
        browser = desks.browser()
        address = leave(browser)
        house.spoil, house.sign, house.metadata = dict, House.sign, {}
        spoil(house)
        answer = come_back(browser, house.agree(address))
        house.spoil, house.sign, house.metadata = dict, House.sign, {}
        if answer.status_code != 401 or browser.get("/account/").status_code != 302:
            taken.append((how, answer.status_code))

    assert taken == []


def test_answer_is_bound_to_the_browser_that_left_and_to_its_time(admins: Admins, desks: Desks, house: House) -> None:
    name(admins, house)
    mine, hers = desks.browser(), desks.browser()
    brought = house.agree(leave(mine))
    leave(hers)
    statuses = {
        "her browser": come_back(hers, brought).status_code,
        "no browser that left": come_back(desks.browser(), brought).status_code,
        "another state": come_back(mine, {**brought, "state": "another"}).status_code,
        "after that": come_back(mine, brought).status_code,  # the flow was used up
    }
    other = desks.browser()
    statuses["another issuer"] = come_back(other, {**house.agree(leave(other)), "iss": "http://127.0.0.1:1"}).status_code
    refused = desks.browser()
    statuses["refused there"] = come_back(refused, {"error": "access_denied", "state": "x"}).status_code
    late = desks.browser()
    brought = house.agree(leave(late))
    desks.clock.pass_by(timedelta(minutes=11))
    statuses["late"] = come_back(late, brought).status_code

    assert statuses == dict.fromkeys(statuses, 401)
    house.server.server_close()
    assert desks.browser().get("/login/oidc/").status_code == 401


def test_second_factor_of_our_own_is_asked_for(admins: Admins, desks: Desks, house: House) -> None:
    name(admins, house, "auditor")
    with Session(admins.engine) as session:
        settings.write(session, settings.SECOND_FACTOR_ROLES, frozenset({"county.auditor"}))
        session.commit()
    browser = desks.browser()

    come_back(browser, house.agree(leave(browser)))

    assert browser.get("/audit/").location == "/account/second-factor/"


def test_who_may_name_whom(admins: Admins, desks: Desks, house: House) -> None:
    name(admins, house)
    secadmin, path = desks.signed_in("secadmin"), f"/admin/people/{admins.staff['mediator']}"
    given = {"subject": SUBJECT, "password": PASSWORD}

    assert "统一认证号" in secadmin.get(path).text
    assert "统一认证号" not in desks.signed_in("head").get(path).text
    taken = posted(secadmin, f"{path}/subject", given, "/admin/people/")
    assert (taken.status_code, "已经是别人的" in taken.text) == (422, True)
    assert posted(secadmin, f"{path}/subject", {"subject": "620723-0018"}, "/admin/people/").status_code == 422
    assert posted(secadmin, f"{path}/subject", {**given, "subject": "620723-0018"}, "/admin/people/").status_code == 303
    with Session(admins.engine) as session:
        assert set(session.scalars(select(OutsideIdentity.subject))) == {SUBJECT, "620723-0018"}
    told = {}
    for who, whose in (("head", "clerk"), ("secadmin", "secadmin")):
        with pytest.raises((Refused, Forbidden)) as refused, admins.store.begin(admins.actor(who), write=True) as uow:
            name_subject(uow, admins.staff[whose], house.issuer, {"subject": "x"}, Proved(admins.users[who], NOW))
        told[who] = refused.value.problems[0].code if isinstance(refused.value, Refused) else ""
    assert told == {"head": "subject_by_county", "secadmin": "not_for_oneself"}


def test_county_without_another_house_has_no_such_door(admins: Admins) -> None:
    browser = admins.desks().browser()

    assert "/login/oidc/" not in browser.get("/login/").text
    assert [browser.get(path).status_code for path in ("/login/oidc/", "/login/oidc/back?code=x&state=y")] == [404, 404]
