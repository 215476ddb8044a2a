"""Believes a proxy about who asks and by which scheme, when the connection comes from a proxy that was named.

Anybody may write `X-Forwarded-For`; what counts is who hands the request over. Only the last entry is read, the one the
named proxy wrote itself. The host is never taken from a header of a proxy: it passes `Host` on.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

Network = IPv4Network | IPv6Network
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")


class TrustedProxies:
    """The application behind proxies of these networks; with none it believes nobody."""

    def __init__(self, app: WSGIApplication, networks: Iterable[Network]) -> None:
        self._app = app
        self._networks = tuple(networks)
        self._behind = ProxyFix(app, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if self._is_trusted(environ.get("REMOTE_ADDR", "")) and _is_plain(environ):
            return self._behind(environ, start_response)
        return self._app(environ, start_response)

    def _is_trusted(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self._networks if network.version == address.version)


def _is_plain(environ: WSGIEnvironment) -> bool:
    """Say whether the last entries are what a proxy writes: an address, and `http` or `https`."""
    last = {name: environ.get(name, "").rpartition(",")[2].strip() for name in FORWARDED}
    try:
        ip_address(last["HTTP_X_FORWARDED_FOR"] or "::")
    except ValueError:
        return False
    return last["HTTP_X_FORWARDED_PROTO"] in ("", "http", "https")
