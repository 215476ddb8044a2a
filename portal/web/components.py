"""`ui`: every macro of `templates/components/` under one name, in every template without an import.

    {{ ui.chip("working", _("调解中")) }}
    {% call ui.card(_("当事人")) %} … {% endcall %}

A macro whose name begins with an underscore belongs to its file. Two macros of one name are refused at start.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from jinja2.runtime import Macro

TEMPLATES = Path(__file__).parent / "templates"
FOLDER = "components/"


class Components:
    """The macros of all component files, found by name."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._files: dict[str, str] = {}
        for file in sorted(f"{FOLDER}{path.name}" for path in (TEMPLATES / FOLDER).glob("*.html")):
            for name in _macros(environment, file):
                if name in self._files:
                    raise ValueError(f"the macro {name} stands in {self._files[name]} and in {file}")
                self._files[name] = file

    def __getattr__(self, name: str) -> Macro:
        try:
            file = self._files[name]
        except KeyError:
            raise AttributeError(f"no component is called {name}") from None
        macro: Macro = getattr(self._environment.get_template(file).module, name)
        return macro

    def __dir__(self) -> list[str]:
        return sorted(self._files)


def _macros(environment: Environment, file: str) -> list[str]:
    module = environment.get_template(file).module
    return [name for name, value in vars(module).items() if isinstance(value, Macro) and not name.startswith("_")]
