"""Whom the portal believes about where a request came from."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any

import pytest
from werkzeug.test import Client

from portal.config import Config
from portal.errors import ConfigError
from portal.web.proxies import TrustedProxies


def seen(peer: str, trusted: Iterable[str] = ("10.0.0.0/30", "::1"), **headers: str) -> tuple[str, str, str]:
    """Return (address, scheme, host) as the application sees them."""
    found: dict[str, Any] = {}

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        found.update(environ)
        start_response("204 NO CONTENT", [])
        return []

    proxies = TrustedProxies(app, [ip_network(part) for part in trusted])
    names = {"Host": "portal.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    Client(proxies).get("/", headers=names, environ_base={"REMOTE_ADDR": peer})
    return found["REMOTE_ADDR"], found["wsgi.url_scheme"], found["HTTP_HOST"]


@pytest.mark.parametrize(
    ("peer", "headers", "address", "scheme"),
    [
        ("10.0.0.1", {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "https"}, "192.0.2.7", "https"),
        ("10.0.0.1", {"X_Forwarded_For": "6.6.6.6, 192.0.2.7", "X_Forwarded_Proto": "http, https"}, "192.0.2.7", "https"),
        ("::1", {"X_Forwarded_For": "2001:db8::7"}, "2001:db8::7", "http"),
        ("10.0.0.1", {}, "10.0.0.1", "http"),
        ("10.0.0.9", {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "https"}, "10.0.0.9", "http"),
        ("127.0.0.1", {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "https"}, "127.0.0.1", "http"),
        ("10.0.0.1", {"X_Forwarded_For": "evil", "X_Forwarded_Proto": "https"}, "10.0.0.1", "http"),
        ("10.0.0.1", {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "javascript"}, "10.0.0.1", "http"),
        ("nowhere", {"X_Forwarded_For": "192.0.2.7"}, "nowhere", "http"),
    ],
)
def test_only_a_named_proxy_is_believed_and_only_its_own_entry(
    peer: str, headers: dict[str, str], address: str, scheme: str
) -> None:
    assert seen(peer, **headers) == (address, scheme, "portal.example")


@pytest.mark.parametrize("name", ["X_Forwarded_Host", "X_Forwarded_Server", "Forwarded", "X_Host", "X_Original_Host"])
def test_no_header_changes_the_host(name: str) -> None:
    assert seen("10.0.0.1", **{name: "evil.example"})[2] == "portal.example"


def test_without_named_proxies_nobody_is_believed() -> None:
    assert seen("127.0.0.1", (), X_Forwarded_For="192.0.2.7", X_Forwarded_Proto="https")[:2] == ("127.0.0.1", "http")


def test_proxies_are_addresses_or_networks() -> None:
    config = Config.from_env({"PORTAL_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/24, ::1"})

    assert [str(network) for network in config.trusted_proxies] == ["127.0.0.1/32", "10.0.0.0/24", "::1/128"]
    for wrong in ("nginx", "10.0.0.1/24", "*", "http://10.0.0.1"):
        with pytest.raises(ConfigError, match="PORTAL_TRUSTED_PROXIES"):
            Config.from_env({"PORTAL_TRUSTED_PROXIES": wrong})
