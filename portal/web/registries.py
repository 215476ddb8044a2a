"""Lists that Flask-AppBuilder keeps: the hardened `ModelView` that registries inherit (security 1.8).

A registry names its page, every column it lists, shows, searches, sorts and edits, and how a change is saved: by a
service, never by FAB. Its filters belong to the request, not to the process. It may not stand on a table of cases.

    class CalendarDays(Registry):
        page, datamodel = "portal.calendar", SQLAInterface(CalendarDay)
        list_title = _l("工作日历")
        ...
        def save(self, entered: Mapping[str, object], key: str | None) -> None:
            put_day(self.work, entered)
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import Response, abort, flash, g, redirect, request
from flask_appbuilder import ModelView
from flask_appbuilder.hooks import before_request
from flask_appbuilder.models.filters import Filters
from flask_appbuilder.models.sqla import filters as kinds
from flask_appbuilder.widgets import SearchWidget
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.errors import Refused
from portal.store.scoping import Follows, follows
from portal.store.tables.columns import Uid

LARGEST_PAGE = 200
_EXPLICIT = ("list_columns", "show_columns", "search_columns", "order_columns")
_ARGUMENT = re.compile(r"(?P<kind>page|psize|_oc|_od)_(?P<view>.+)|_flt_(?P<index>\d)_(?P<column>.+)")


class RegistrySearch(SearchWidget):
    """One plain field per searched column; no script."""

    def __call__(self, **kwargs: Any) -> str:
        """Return the form."""
        fields = []
        for column in self.template_args["include_cols"]:
            offered = self.filters.get_search_filters()[column]
            index = next((i for i, kind in enumerate(offered) if isinstance(kind, kinds.FilterContains)), 0)
            form_field = self.template_args["form"][column]
            name = f"_flt_{index}_{column}"
            options = [(str(c[0]), str(c[1])) for c in form_field.iter_choices()] if hasattr(form_field, "iter_choices") else []
            fields.append({"name": name, "label": form_field.label.text, "options": options, "value": request.args.get(name, "")})
        return str(super(SearchWidget, self).__call__(fields=fields, **kwargs))


class Registry(ModelView):
    """A list of FAB's in the portal's look, behind the portal's verbs. `page` is the view the verbs stand on,
    `changing_verb` the one that adding and editing ask for."""

    page: ClassVar[str] = ""
    changing_verb: ClassVar[str] = "open"
    search_columns: Any
    search_widget = RegistrySearch
    exclude_route_methods: ClassVar[set[str]] = {"download", "action", "action_post", "delete"}
    add_row_message = _l("已新增。")
    edit_row_message = _l("已保存。")
    page_size = 25

    def __init__(self) -> None:
        cls = type(self)
        if not cls.page:
            raise TypeError(f"{cls.__name__}: `page` is missing")
        missing = [name for name in _EXPLICIT if getattr(cls, name, None) is None]
        model = cls.datamodel.obj
        if missing:
            raise TypeError(f"{cls.__name__}: {', '.join(missing)} must be given, FAB would take every column")
        if follows(model.__table__) is not Follows.NOBODY:
            raise TypeError(f"{cls.__name__}: a registry may not stand on {model.__name__}")
        self.class_permission_name = cls.page
        self.method_permission_name = dict.fromkeys(("list", "show"), "open") | dict.fromkeys(("add", "edit"), cls.changing_verb)
        searched = list(self.search_columns)
        super().__init__()
        self.search_columns = searched  # FAB reads an empty list as "all"

    @property
    def _filters(self) -> Filters:
        """The filters of this request; FAB keeps one object for all threads (upstream #2366)."""
        held: dict[str, Filters] = g.setdefault("registry_filters", {})
        return held.setdefault(type(self).__name__, self.datamodel.get_filters(self.search_columns))

    @_filters.setter
    def _filters(self, value: object) -> None:
        """FAB sets its shared object when the view is built; it is not kept."""

    @before_request
    def check_arguments(self) -> Response | None:
        """Answer 400 to an argument of the address that this list does not know; leave out search fields left empty."""
        asked = {name: value for name, value in request.args.items() if value or not name.startswith("_flt_")}
        if len(asked) < len(request.args):
            return redirect(request.path + (f"?{urlencode(asked)}" if asked else ""))  # type: ignore[return-value]
        for argument in request.args:
            found = _ARGUMENT.fullmatch(argument)
            value = request.args[argument]
            if found is None or (found["view"] and found["view"] != type(self).__name__):
                abort(400)
            if found["kind"] in ("page", "psize") and not (value.isascii() and value.isdigit() and len(value) < 7):
                abort(400)
            if found["kind"] == "psize" and not 1 <= int(value) <= LARGEST_PAGE:
                abort(400)
            if found["kind"] == "_oc" and value not in self.order_columns:
                abort(400)
            if found["column"] and not self._knows(found["column"], int(found["index"])):
                abort(400)
        return None

    def save(self, entered: Mapping[str, object], key: str | None) -> None:
        """Save what was entered in a transaction of its own; `key` is None for a new row. Raises `Refused`."""
        raise TypeError(f"{type(self).__name__} has a form and no `save`")

    def _add(self) -> dict[str, Any] | None:
        form = self.add_form.refresh()
        if request.method == "POST" and form.validate() and self._saved(form, None):
            flash(str(self.add_row_message), "done")
            return None
        widgets: dict[str, Any] = self._get_add_widget(form=form)
        return widgets

    def _edit(self, pk: Any) -> dict[str, Any] | None:
        item = self.datamodel.get(pk, self._base_filters)
        if item is None:
            abort(404)
        if request.method == "POST":
            form = self.edit_form.refresh(request.form)
            form._id = pk
            if form.validate() and self._saved(form, str(pk)):
                flash(str(self.edit_row_message), "done")
                return None
        else:
            form = self.edit_form.refresh(obj=item)
        widgets: dict[str, Any] = self._get_edit_widget(form=form)
        widgets["related_views"] = []
        return widgets

    def _saved(self, form: Any, key: str | None) -> bool:
        try:
            self.save({name: value for name, value in form.data.items() if name != "csrf_token"}, key)
        except Refused as refused:
            for problem in refused.problems:
                field = getattr(form, problem.field, None)
                target = field if field is not None else next(iter(form))
                target.errors = [*target.errors, self.sentence(problem)]
            return False
        return True

    def sentence(self, problem: Any) -> str:
        """Return what to tell about a problem; registries with codes of their own say it in `sentences`."""
        return str(self.sentences.get(problem.code, _l("这一项填得不对，请检查。")))

    sentences: ClassVar[Mapping[str, Any]] = {}

    def _deserialize_pk_if_composite(self, pk: str) -> Any:
        """Return the key of an address in the type of the column; one that cannot be a key is not found."""
        keys = self.datamodel.obj.__mapper__.primary_key
        if len(keys) > 1:
            return super()._deserialize_pk_if_composite(pk)
        kind = uuid.UUID if isinstance(keys[0].type, Uid) else keys[0].type.python_type
        try:
            return pk if kind is str else date.fromisoformat(pk) if kind is date else kind(pk)
        except ValueError:
            abort(404)

    def _knows(self, column: str, index: int) -> bool:
        return column in self.search_columns and index < len(self._filters.get_search_filters().get(column, ()))


def fieldset_columns(fieldsets: Iterable[Any] | None, columns: list[str]) -> list[tuple[str, list[str]]]:
    """Return (title, columns) of FAB's fieldsets, or the columns under no title."""
    return [(title or "", fieldset["fields"]) for title, fieldset in fieldsets] if fieldsets else [("", columns)]


def rendered(html: str) -> Markup:
    """Return what a FAB widget rendered as markup: its template has escaped every value already, FAB drops the mark."""
    return Markup(html)  # noqa: S704 - the output of an autoescaping template  # nosec B704
