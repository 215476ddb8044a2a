"""计算: the calculators of the sectors, stand-alone; each step, the articles, and what to weigh."""

from __future__ import annotations

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.declare.calculators import Calculator, Worked
from portal.declare.fields import Choices
from portal.engine.details import Absent, DetailsView
from portal.engine.read_fields import read_fields
from portal.errors import NotFound, Problem, Refused
from portal.reading.cautions import caution_sentence
from portal.reading.clock_sentences import basis
from portal.web.acting import current_actor, portal, today
from portal.web.forms.inputs import inputs_of, sentences_of, summary_of
from portal.web.forms.posted import body_of
from portal.web.guarding import opens


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
        """Show one; with inputs, its result step by step. Nothing is stored."""
        case_type = portal().registry.case_type(type_key) if _ours(type_key) else None
        calculator = next((c for c in case_type.calculators if c.key == key), None) if case_type else None
        if calculator is None:
            raise NotFound
        plugin = type_key.partition(".")[0]
        problems: tuple[Problem, ...] = ()
        worked: Worked | None = None
        lists = frozenset(f.key for f in calculator.inputs if isinstance(f, Choices))
        if request.method == "POST":
            worked, problems = _work(calculator, body_of(request.form, lists))
        entered = {name: request.form.getlist(name) if name in lists else request.form.get(name, "") for name in request.form}
        page = render_template(
            "calculators/one.html",
            calculator=calculator,
            type_key=type_key,
            inputs=inputs_of(calculator.inputs, "", entered, sentences_of(problems, plugin), plugin),
            summary=summary_of(problems, plugin),
            worked=worked,
            cautions=[caution_sentence(c) for c in worked.cautions] if worked else [],
            bases=[(basis(b.law, b.article, house=b.house), b.verified) for b in calculator.basis],
        )
        return (page, 422) if problems else page


def _work(calculator: Calculator, raw: dict[str, object]) -> tuple[Worked | None, tuple[Problem, ...]]:
    """Return the result, or every problem at its field."""
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


def _ours(type_key: str) -> bool:
    return type_key.partition(".")[0] in current_actor().plugins
