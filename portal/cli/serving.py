"""The web server: gunicorn run by our own program, worker processes over one loaded application.

The application is built once in the first process and inherited by the workers, so a plugin is read once and a worker that
dies is back at once. A request that takes longer than the limit ends its worker, which is then replaced: a page that hangs
stops nobody for long. When a plugin's code is what does not come back, the first process is told before the worker ends and
writes down that the plugin is set aside: the worker itself may hold the lock of the database.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import (
    ConfigurationProblem,
    ExpectationFailed,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from portal.hooks.culprit import at_work
from portal.hooks.registry import Registry

_log = logging.getLogger(__name__)

THREADS = 4
REQUEST_SECONDS = 60.0
_LOOK_EVERY = 1.0
_FAILED = (500, "Internal Server Error")
_UNREADABLE: dict[type[BaseException], tuple[int, str]] = {
    LimitRequestLine: (414, "URI Too Long"),
    LimitRequestHeaders: (431, "Request Header Fields Too Large"),
    UnsupportedTransferCoding: (501, "Not Implemented"),
    ExpectationFailed: (417, "Expectation Failed"),
    ConfigurationProblem: _FAILED,
    InvalidResponseHeader: _FAILED,
    InvalidResponseHeaderName: _FAILED,
    ParseException: (400, "Bad Request"),
}


@dataclass(frozen=True)
class Serving:
    """Where and how to serve. `ready` is called once, when connections are taken; `ended` when the server stops."""

    host: str
    port: int
    workers: int
    ready: Callable[[], None]
    ended: Callable[[], None]
    request_seconds: float = REQUEST_SECONDS

    @property
    def address(self) -> str:
        """The address people type."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def serve(app: Flask, serving: Serving) -> None:
    """Serve until a signal ends it. Does not return: gunicorn ends the process."""
    _Server(app, serving).run()


class _Server(BaseApplication):
    """gunicorn without a configuration file."""

    def __init__(self, app: Flask, serving: Serving) -> None:
        self._app = app
        self._serving = serving
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn its settings."""
        serving, hung = self._serving, _Hung(self._app)
        watch = _Watch(self._serving.request_seconds, hung)
        host = f"[{serving.host}]" if ":" in serving.host else serving.host
        settings: dict[str, Any] = {
            "bind": f"{host}:{serving.port}",
            "workers": serving.workers,
            "worker_class": _Worker,
            "forwarded_allow_ips": "",  # who is believed is `PORTAL_TRUSTED_PROXIES`, not gunicorn's loopback
            "threads": THREADS,
            "timeout": 30,
            "graceful_timeout": 10,
            "keepalive": 5,
            "preload_app": True,
            "loglevel": "warning",
            "accesslog": None,
            "control_socket_disable": True,
            "proc_name": "portal",
            "when_ready": lambda _server: serving.ready(),
            "on_exit": lambda _server: serving.ended(),
            "post_fork": lambda _server, _worker: self._after_fork(),
            "child_exit": lambda _server, _worker: hung.write_down(serving.request_seconds),
            "post_worker_init": lambda _worker: watch.begin(),
            "pre_request": lambda _worker, _request: watch.enter(),
            "post_request": lambda _worker, _request, _environ, _response: watch.leave(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self._app

    def _after_fork(self) -> None:
        """Let go of the first process's connections without closing them: they are not ours."""
        self._app.extensions["portal"].engine.dispose(close=False)


class _Worker(ThreadWorker):
    """gunicorn's worker, which tells nobody what was wrong with a request it could not read, and logs none of it."""

    def handle_error(self, req: object, client: socket.socket, addr: object, exc: BaseException) -> None:
        """Answer a request that never reached the application."""
        status, reason = next((told for kind, told in _UNREADABLE.items() if isinstance(exc, kind)), _FAILED)
        self.log.warning("request answered with %s before the application: %s", status, type(exc).__name__)
        headers = {**self.wsgi.extensions["portal_headers"], "Connection": "close", "Content-Length": "0"}
        lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        try:
            write_nonblock(client, "\r\n".join(lines).encode("latin-1"))
        except OSError:
            self.log.debug("the client was gone")


class _Watch:
    """Ends this worker process when one of its requests takes too long."""

    def __init__(self, limit: float, hung: _Hung) -> None:
        self._limit = limit
        self._hung = hung
        self._began: dict[int, float] = {}

    def begin(self) -> None:
        """Look from now on."""
        threading.Thread(target=self._look, daemon=True, name="request-watch").start()

    def enter(self) -> None:
        """A request begins in this thread."""
        self._began[threading.get_ident()] = time.monotonic()

    def leave(self) -> None:
        """The request of this thread is done."""
        self._began.pop(threading.get_ident(), None)

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK_EVERY)
            late = [thread for thread, began in tuple(self._began.items()) if time.monotonic() - began > self._limit]
            if late:
                try:
                    self._hung.tell(late)
                finally:
                    os.kill(os.getpid(), signal.SIGKILL)


class _Hung:
    """A pipe from the workers to the first process: which plugin did not come back, told before its worker ends."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(self._writing, False)

    @property
    def _registry(self) -> Registry:
        registry: Registry = self._app.extensions["portal"].registry
        return registry

    def tell(self, threads: Iterable[int]) -> None:
        """Say in a worker which plugins these threads are in."""
        for found in filter(None, (at_work(self._registry, thread) for thread in threads)):
            os.write(self._writing, f"{json.dumps(found)}\n".encode())

    def write_down(self, seconds: float) -> None:
        """Set aside in the first process the plugins that workers told of."""
        try:
            told = os.read(self._reading, 65536)
        except BlockingIOError:
            return  # a worker ended for another reason
        for line in told.decode().splitlines():
            key, place = json.loads(line)
            _log.error("plugin %s did not come back within %g s at %s; its worker was ended", key, seconds, place)
            self._registry.hooks.quarantine.hung(key, place, seconds)
        self._app.extensions["portal"].engine.dispose()  # no connection is carried into the next worker
