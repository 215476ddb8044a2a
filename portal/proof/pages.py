"""What a page leads to: its links and its forms with what they would send, as a browser finds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

_HX = {"hx-get": "GET", "hx-post": "POST", "hx-put": "PUT", "hx-patch": "PATCH", "hx-delete": "DELETE"}
TOKEN = "csrf_token"  # noqa: S105 - the name of a field
_FIGURES = ("decimal", "numeric")
_PRESSED = ("submit", "image", "button")
_TYPED = ("text", "search", "tel", "password", "")


@dataclass
class Form:
    """A form: where it goes, how, what it sends as it stands, and which of its fields are typed into."""

    method: str
    action: str
    fields: MultiDict[str, str] = field(default_factory=MultiDict)
    typed: list[str] = field(default_factory=list)


@dataclass
class Found:
    """What a page leads to."""

    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    csrf: str = ""


def read_page(text: str) -> Found:
    """Return the links and forms of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Found()
        self._forms: list[Form] = []
        self._select = ""
        self._area: list[str] | None = None
        self._area_name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a link, a form, or a field of the form that is open."""
        given = {name: value or "" for name, value in attrs}
        for name in ("href", "src", "data-href"):
            if tag not in ("link", "script", "img", "use") and given.get(name):
                self.found.links.append(given[name])
        for name, method in _HX.items():
            if name in given:
                self._sent_by_script(method, given[name])
        if given.get("data-draft"):
            self._sent_by_script("POST", given["data-draft"])
        match tag:
            case "meta" if given.get("name") == "csrf-token":
                self.found.csrf = given.get("content", "")
            case "form":
                form = Form(given.get("method", "get").upper(), given.get("action", ""))
                self.found.forms.append(form)
                self._forms.append(form)
            case "input":
                self._input(given)
            case "button":
                if given.get("formaction"):
                    self.found.forms.append(Form("POST", given["formaction"], self._fields()))
                if given.get("name"):
                    self._fields().setdefault(given["name"], given.get("value", ""))
            case "select":
                self._select = given.get("name", "")
            case "option":
                if self._select and ("selected" in given or self._select not in self._fields()):
                    self._fields().setlist(self._select, [given.get("value", "")])
            case "textarea":
                self._area, self._area_name = [], given.get("name", "")

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if tag == "form" and self._forms:
            self._forms.pop()
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area is not None:
            if self._area_name:
                self._fields().add(self._area_name, "".join(self._area))
                self._type(self._area_name)
            self._area = None

    def handle_data(self, data: str) -> None:
        """Keep what stands in a text area."""
        if self._area is not None:
            self._area.append(data)

    def _input(self, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "")
        if not name or kind in _PRESSED:
            return
        if kind in ("radio", "checkbox") and "checked" not in given:
            if kind == "radio" and name not in self._fields():
                self._fields().add(name, given.get("value", "on"))
            return
        if name == TOKEN:
            return  # everybody has a token of her own
        self._fields().add(name, given.get("value", ""))
        if kind in _TYPED and given.get("inputmode") not in _FIGURES:
            self._type(name)

    def _type(self, name: str) -> None:
        if self._forms and name not in self._forms[-1].typed:
            self._forms[-1].typed.append(name)

    def _fields(self) -> MultiDict[str, str]:
        return self._forms[-1].fields if self._forms else MultiDict()

    def _sent_by_script(self, method: str, address: str) -> None:
        if method == "GET":
            self.found.links.append(address)
        else:
            self.found.forms.append(Form(method, address, self._fields()))
