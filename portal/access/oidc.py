"""统一认证 by OpenID Connect: the portal asks another house who somebody is, and believes only what that house signed.

Authorisation code with PKCE, state and nonce; the token comes over the back channel and its signature is compared with the
published keys of exactly that issuer, by algorithms with two keys only. What comes out is an issuer and a subject. Whether
that is anybody here, `outside_identity` says: no mapping, no access. Posts are the portal's own; nothing of the token gives
a right.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from portal.config import Provider
from portal.errors import KeyringError
from portal.store.keyring import Keyring

ALGORITHMS = ("RS256", "PS256", "ES256", "ES384")
"""Asymmetric ones only: with another the client's own secret, or nothing, would sign."""
LIFE = timedelta(minutes=10)
LEEWAY = 60  # seconds that clocks may differ
PATIENCE = 10  # seconds
LARGEST = 1_000_000
LONGEST_SUBJECT = 255
DISCOVERY = "/.well-known/openid-configuration"
_PLACE = "sign_in|oidc"


class Unproved(Exception):
    """The other house did not say who it is; the text is for the log and holds nothing it sent."""


@dataclass(frozen=True)
class Flow:
    """What a browser holds while it is away: good once, for ten minutes."""

    state: str
    nonce: str
    verifier: str = field(repr=False)
    next: str
    at: float


def begin(wanted: str, now: datetime) -> Flow:
    """Return a new flow; `wanted` is where the person wants to go."""
    return Flow(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), wanted, now.timestamp())


def sealed(keyring: Keyring, flow: Flow) -> str:
    """Return the flow as a cookie holds it: ciphertext."""
    return base64.urlsafe_b64encode(keyring.encrypt(json.dumps(vars(flow)).encode(), _PLACE)).decode()


def opened(keyring: Keyring, held: str, now: datetime) -> Flow | None:
    """Return the flow of a cookie; None for one that is not ours or too old."""
    try:
        content = json.loads(keyring.decrypt(base64.urlsafe_b64decode(held), _PLACE))
    except (ValueError, KeyringError):
        return None
    flow = Flow(**content)
    return flow if 0 <= now.timestamp() - flow.at <= LIFE.total_seconds() else None


def way_out(provider: Provider, flow: Flow, back: str) -> str:
    """Return the address at the other house to which the browser goes. Raises `Unproved`."""
    metadata = _metadata(provider)
    with _client(provider, back) as client:
        address, _state = client.create_authorization_url(
            metadata["authorization_endpoint"], state=flow.state, code_verifier=flow.verifier, nonce=flow.nonce
        )
    return str(address)


def subject(provider: Provider, flow: Flow, given: Mapping[str, str], back: str, now: datetime) -> str:
    """Return the subject for whom the other house answers.

    Raises:
        Unproved: the answer is not that of this flow, or its token is not what it must be.
    """
    if not hmac.compare_digest(given.get("state", "").encode(), flow.state.encode()):
        raise Unproved("state")
    if given.get("iss", provider.issuer) != provider.issuer:
        raise Unproved("issuer of the answer")
    if not given.get("code"):
        raise Unproved("no code")
    metadata = _metadata(provider)
    try:
        with _client(provider, back) as client:
            token = client.fetch_token(
                metadata["token_endpoint"], code=given["code"], code_verifier=flow.verifier, timeout=PATIENCE
            )
        return _subject_of(provider, flow, token.get("id_token"), KeySet.import_key_set(_get(metadata["jwks_uri"])), now)
    except (AuthlibBaseError, JoseError, requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise Unproved(type(error).__name__) from None


def _subject_of(provider: Provider, flow: Flow, id_token: object, keys: KeySet, now: datetime) -> str:
    if not isinstance(id_token, str):
        raise Unproved("no token")
    read = jwt.decode(id_token, keys, algorithms=list(ALGORITHMS))
    claims = CodeIDToken(
        read.claims,
        read.header,
        options={"iss": {"essential": True, "value": provider.issuer}, "aud": {"essential": True, "value": provider.client_id}},
        params={"nonce": flow.nonce, "client_id": provider.client_id},
    )
    claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    found = claims["sub"]
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_SUBJECT:
        raise Unproved("subject")
    return found


def _metadata(provider: Provider) -> dict[str, str]:
    """Return where the other house has its doors, as it publishes them itself."""
    try:
        found = _get(provider.issuer.rstrip("/") + DISCOVERY)
        doors = {name: str(found[name]) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        if found["issuer"] != provider.issuer or not all(_same_trust(provider.issuer, door) for door in doors.values()):
            raise Unproved("metadata of another issuer")
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise Unproved(type(error).__name__) from None
    return doors


def _same_trust(issuer: str, door: str) -> bool:
    """Say whether a door is at least as well guarded as the issuer: over TLS, or both on this machine in a test."""
    return door.startswith("https://") or (issuer.startswith("http://") and door.startswith("http://"))


def _get(address: str) -> Any:
    """Return the JSON at an address: no detour, no long wait, no flood."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(address, timeout=PATIENCE, allow_redirects=False, stream=True)
        answer.raise_for_status()
        if answer.status_code != requests.codes.ok:
            raise ValueError("no answer")
        body = answer.raw.read(LARGEST + 1, decode_content=True)
    if len(body) > LARGEST:
        raise ValueError("too large")
    return json.loads(body)


def _client(provider: Provider, back: str) -> OAuth2Session:
    client = OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope="openid",
        redirect_uri=back,
        code_challenge_method="S256",
    )
    client.trust_env, client.max_redirects = False, 0
    return client
