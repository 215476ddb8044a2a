"""What we rely on, or guard against, in Flask-AppBuilder 5.3.0.

Each test says one fact about the stock product and, in its name, why we care. When an upgrade makes one fail, either a
guard of ours may go or a thing we rely on is gone.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder import AppBuilder, BaseView, Model, ModelView, expose
from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_appbuilder.security.manager import BaseSecurityManager
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_appbuilder.security.sqla.models import RegisterUser, User
from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

from tests.house.sources import ROOT, files

# The stock product warns hundreds of times per page; our own application does not show its pages.
pytestmark = pytest.mark.filterwarnings("ignore")


class StockView(ModelView):
    """The stock list, form and deletion of some table; which one does not matter."""

    datamodel = SQLAInterface(RegisterUser)
    list_columns = ("username",)


class OpenDoor(BaseView):
    """A view whose author forgot to say who may enter."""

    route_base = "/open-door"

    @expose("/")
    def forgotten(self) -> str:
        """Return something nobody should see."""
        return "in"


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = Flask("stock")
    app.config.update(
        SECRET_KEY="stock",
        FAB_CREATE_DB=False,
        FAB_UPDATE_PERMS=False,
        FAB_ADD_SECURITY_API=True,
    )
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('stock')}/stock.db")
    session = scoped_session(sessionmaker(engine))
    with app.app_context():
        own = [table for name, table in Model.metadata.tables.items() if name.startswith("ab_")]
        Model.metadata.create_all(engine, tables=own)
        builder = AppBuilder(app, session)
        builder.add_view(StockView, "Stock", category="House")
        builder.add_view_no_menu(OpenDoor)
        app.extensions["house_builder"] = builder
        BaseSecurityManager.create_db(builder.sm)
        builder.add_permissions(update_perms=True)
        builder.sm.add_user("admin", "A", "B", "a@b.example", builder.sm.find_role("Admin"), "secret")
    yield app
    session.remove()
    engine.dispose()


@pytest.fixture
def anonymous(stock: Flask) -> FlaskClient:
    return stock.test_client()


def test_it_is_the_version_whose_behaviour_was_tested() -> None:
    assert version("flask-appbuilder") == "5.3.0"


def test_it_installs_no_protection_against_forged_requests_so_ours_comes_first(stock: Flask) -> None:
    assert "csrf" not in stock.extensions


def test_its_rest_login_passes_by_every_lock_out_so_ours_is_closed(anonymous: FlaskClient) -> None:
    bad = {"username": "admin", "password": "wrong", "provider": "db"}

    answers = {anonymous.post("/api/v1/security/login", json=bad).status_code for _ in range(4)}
    good = anonymous.post("/api/v1/security/login", json=bad | {"password": "secret"})

    assert answers == {401}
    assert good.status_code == 200


def test_a_route_without_a_decorator_is_open_so_ours_are_refused_by_default(anonymous: FlaskClient) -> None:
    assert anonymous.get("/open-door/").status_code == 200


def test_a_plain_get_deletes_in_its_lists_so_ours_take_posts_only(stock: Flask) -> None:
    rules = {rule.rule: rule.methods for rule in stock.url_map.iter_rules()}

    assert "GET" in (rules["/stockview/delete/<pk>"] or ())


def test_filters_of_a_list_are_one_object_for_all_requests_so_ours_are_made_per_request(stock: Flask) -> None:
    view = next(view for view in stock.extensions["house_builder"].baseviews if isinstance(view, StockView))

    assert "_filters" in vars(view)


def test_rows_of_two_plugins_in_one_table_merge_silently_so_names_are_checked() -> None:
    assert Model.__table_args__ == {"extend_existing": True}


def test_roles_by_pattern_match_a_prefix_so_patterns_are_anchored() -> None:
    source = inspect.getsource(BaseSecurityManager._has_access_builtin_roles)

    assert "re.match(" in source
    assert "fullmatch" not in source


def test_creating_tables_and_writing_permissions_at_start_are_its_defaults_so_we_switch_them_off() -> None:
    assert 'get("FAB_UPDATE_PERMS", True)' in inspect.getsource(AppBuilder.init_app)
    assert 'get("FAB_CREATE_DB", True)' in inspect.getsource(SecurityManager.create_db)


def test_scopes_of_its_api_keys_are_stored_and_never_read_so_we_have_our_own() -> None:
    package = Path(inspect.getfile(BaseSecurityManager)).parent
    readers = [
        path.name
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and "scopes" in ast.unparse(node)
    ]

    assert readers == []


def test_columns_of_users_that_we_read_are_there() -> None:
    assert {"id", "username", "password", "active", "first_name", "last_name", "email"} <= set(User.__table__.columns.keys())


def test_only_web_and_access_import_it() -> None:
    rooms = {
        path.relative_to(ROOT / "portal").parts[0]
        for path in files("portal")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("flask_appbuilder")
    }

    assert rooms <= {"web", "access"}
