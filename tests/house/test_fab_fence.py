"""What our builder leaves of Flask-AppBuilder: its login page, and no other way in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_wtf import CSRFProtect

from portal.access.security import PortalSecurity
from portal.store.database import make_engine
from portal.web.builder import Builder, build


@pytest.fixture
def fenced(tmp_path: Path) -> Iterator[tuple[Flask, Builder]]:
    app = Flask("fenced")
    app.config["SECRET_KEY"] = "fenced"
    engine = make_engine(f"sqlite:///{tmp_path}/fenced.db")
    csrf = CSRFProtect(app)
    with app.app_context():
        builder = build(app, engine, csrf, ())
    yield app, builder
    engine.dispose()


def test_our_security_manager_is_the_one_in_use(fenced: tuple[Flask, Builder]) -> None:
    assert isinstance(fenced[1].sm, PortalSecurity)


def test_no_page_or_interface_of_its_own_is_left_but_the_login(fenced: tuple[Flask, Builder]) -> None:
    routes = {rule.rule for rule in fenced[0].url_map.iter_rules()}

    stock = ("/api", "/users", "/roles", "/groups", "/permission", "/viewmenu", "/resetpassword", "/resetmypassword", "/userinfo",
             "/userstats", "/registeruser", "/back", "/lang", "/swagger", "/appbuilder")  # fmt: skip
    assert [route for route in sorted(routes) if route.startswith(stock)] == []
    assert "/login/" in routes


def test_building_writes_no_table_and_no_permission(fenced: tuple[Flask, Builder], tmp_path: Path) -> None:
    file = tmp_path / "fenced.db"

    assert not file.exists() or file.stat().st_size == 0
    assert fenced[0].config["FAB_CREATE_DB"] is False
    assert fenced[0].config["FAB_UPDATE_PERMS"] is False


def test_protection_against_forged_requests_comes_first(tmp_path: Path) -> None:
    app = Flask("careless")
    engine = make_engine(f"sqlite:///{tmp_path}/careless.db")

    with app.app_context(), pytest.raises(ValueError, match="CSRFProtect"):
        build(app, engine, CSRFProtect(), ())

    engine.dispose()


@pytest.mark.parametrize("permission", ["can_list", "can_delete", "can_show"])
def test_nobody_signed_in_has_no_permission(fenced: tuple[Flask, Builder], permission: str) -> None:
    app, builder = fenced

    with app.test_request_context("/"):
        assert builder.sm.has_access(permission, "portal.calendar") is False
        assert builder.sm.is_item_public(permission, "portal.calendar") is False


def test_flask_appbuilders_password_check_and_keys_open_nothing(fenced: tuple[Flask, Builder]) -> None:
    app, builder = fenced

    with app.test_request_context("/"):
        assert builder.sm.auth_user_db("admin", "secret") is None
        assert builder.sm.validate_api_key("sy_anything") is None
        assert builder.sm.load_user("1") is None
