"""计算: the calculators of the sectors, stand-alone or for a case; each step, the articles, and what to weigh."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.declare.calculators import Calculator, Worked
from portal.declare.fields import Choices
from portal.engine.details import Absent, DetailsView
from portal.engine.read_fields import read_fields
from portal.errors import NotFound, Problem, Refused
from portal.reading.case_page import CasePage, case_page
from portal.reading.case_values import case_values
from portal.reading.cautions import caution_sentence
from portal.reading.clock_sentences import basis
from portal.web.acting import current_actor, portal, today, unit_of_work
from portal.web.forms.act_form import in_groups
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens

CASE = "case"


class CalculatorsView(BaseView):
    """Calculators of the sectors of the acting post."""

    route_base = "/calculators"
    default_view = "all"

    @expose("/")
    @opens("portal.cases")
    def all(self) -> str:
        """List them by type."""
        found = [
            (type_key, case_type)
            for type_key, case_type in portal().registry.types()
            if case_type.calculators and _ours(type_key)
        ]
        return render_template("calculators/all.html", types=found)

    @expose("/<type_key>/<key>", methods=["GET", "POST"])
    @opens("portal.cases")
    def one(self, type_key: str, key: str) -> str | tuple[str, int]:
        """Show one, for a case with what the case knows; with inputs, its result step by step. Nothing is stored."""
        case_type = portal().registry.case_type(type_key) if _ours(type_key) else None
        calculator = next((c for c in case_type.calculators if c.key == key), None) if case_type else None
        if calculator is None:
            raise NotFound
        plugin = type_key.partition(".")[0]
        page, known = _of_case(request.values.get(CASE, ""), type_key, calculator)
        problems: tuple[Problem, ...] = ()
        worked: Worked | None = None
        entered: Mapping[str, Any] = known
        if request.method == "POST":
            lists = frozenset(f.key for f in calculator.inputs if isinstance(f, Choices))
            raw = body_of(request.form, lists)
            raw.pop(CASE, None)
            worked, problems = work(calculator, raw)
            entered = {name: request.form.getlist(name) if name in lists else request.form.get(name, "") for name in request.form}
        shown = render_template(
            "calculators/one.html",
            calculator=calculator,
            type_key=type_key,
            page=page,
            is_filled=bool(known),
            groups=in_groups(inputs_of(calculator.inputs, "", entered, sentences_of(problems, plugin), plugin)),
            summary=summary_of(problems, plugin),
            worked=worked,
            cautions=[caution_sentence(c) for c in worked.cautions] if worked else [],
            bases=[(basis(b.law, b.article, house=b.house, plugin=plugin), b.verified) for b in calculator.basis],
        )
        return (shown, 422) if problems else shown


def work(calculator: Calculator, raw: dict[str, Any]) -> tuple[Worked | None, tuple[Problem, ...]]:
    """Return the result, or every problem at its field; what the formula itself misses or refuses included."""
    values, problems = read_fields(calculator.inputs, raw, today(), "")
    if problems:
        return None, tuple(problems)
    try:
        return calculator.work(DetailsView(values)), ()
    except Refused as refused:
        return None, refused.problems
    except Absent as absent:
        title = next((f.title for f in calculator.inputs if f.key == str(absent)), str(absent))
        return None, (Problem(str(absent), "required", {"title": title}),)


def _of_case(case_id: str, type_key: str, calculator: Calculator) -> tuple[CasePage | None, dict[str, Any]]:
    """Return the case the calculation is for, and its values of the same name and kind; nothing that is hidden from the reader.

    Raises:
        NotFound: the case is missing, out of reach, of another type, or shown to this reader by its header only.
    """
    if not case_id:
        return None, {}
    try:
        wanted = uuid.UUID(case_id)
    except ValueError:
        raise NotFound from None
    with unit_of_work() as uow:
        page = case_page(uow, current_actor(), wanted)
        if page.type != type_key or page.header_only or page.state is None:
            raise NotFound
        details = case_values(uow, page).details
    kinds = {f.key: f.kind for f in page.state.type.fields}
    hidden = {f.key for f in page.fields if f.masked}
    same = [f.key for f in calculator.inputs if kinds.get(f.key) == f.kind and f.key in details and f.key not in hidden]
    return page, {key: details[key] for key in same}


def _ours(type_key: str) -> bool:
    return type_key.partition(".")[0] in current_actor().plugins
