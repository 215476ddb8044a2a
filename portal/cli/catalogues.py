"""Catalogues of translations: a file per language, brought up to date with the texts there are, and its compiled form.

A new language is a new folder with an empty `LC_MESSAGES/messages.po`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from portal.cli.declared_texts import constant_texts, declared_texts, is_chinese
from portal.declare.plugins import Plugin
from portal.declare.statutory.catalogue import CATALOGUE
from portal.errors import PluginError
from portal.hooks.registry import Registry
from portal.papers.core_papers import CORE_PAPERS

KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "label": None,
    "Line": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext.babel_extract"),
    ("templates/**.html", "jinja2.ext.babel_extract"),
]
CONTEXT = "\x04"  # between the context of a text and the text, as in compiled catalogues
SOURCE = "zh"  # our texts are Chinese; its catalogue, where there is one, holds only what others left in English
UNMARKED = ("declare", "engine", "access")  # rooms whose tables hold Chinese and know no translation
# Modules there that read or write Chinese and say nothing: names of weekdays, numerals, surnames, the people of examples,
# what headings of ledgers are called.
NOT_TEXTS = frozenset(
    {
        "declare/parties.py",
        "declare/plugins.py",
        "engine/agreement_amounts.py",
        "engine/agreement_words.py",
        "engine/agreement_writing.py",
        "engine/days.py",
        "engine/identifiers.py",
        "engine/ledger/header.py",
        "engine/ledger/rows.py",
        "engine/masking.py",
        "engine/money.py",
        "engine/numbering.py",
    }
)

OFFERED = frozenset(text for clocks in CATALOGUE.values() for clock in clocks for text in declared_texts(clock))
"""What the portal's own clocks say: translated once, with the core, whichever sector names them."""

_PORTAL = Path(__file__).resolve().parent.parent
_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # no date of today: a catalogue changes only when a text does


@dataclass(frozen=True)
class Texts:
    """The texts of the core or of one plugin: each with the files it is in, and the folder of its translations."""

    key: str
    folder: Path
    found: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Written:
    """What became of one catalogue: how many texts a language lacks, and whether its files were up to date."""

    key: str
    language: str
    texts: int
    missing: int
    was_current: bool


def core_texts() -> Texts:
    """Return the texts of the core: marked ones, and the tables of rooms that know no translation."""
    found = _marked(_PORTAL)
    for room in UNMARKED:
        for file in sorted((_PORTAL / room).rglob("*.py")):
            name = file.relative_to(_PORTAL).as_posix()
            if name not in NOT_TEXTS:
                _add(found, constant_texts(file), name)
    _add(found, (paper.title for paper in CORE_PAPERS), "papers/core_papers.py")  # what a paper says stays Chinese
    return Texts("portal", _PORTAL / "translations", {text: tuple(places) for text, places in found.items()})


def plugin_texts(registry: Registry, key: str) -> Texts:
    """Return the texts of a loaded plugin: of its declaration, its pages and its templates."""
    folder = next((report.folder for report in registry.states if report.key == key), None)
    if folder is None or key not in registry.plugins:
        raise PluginError(f"插件 {key} 没有启用")
    return texts_of(registry.plugins[key], folder)


def texts_of(plugin: Plugin, folder: Path) -> Texts:
    """Return the texts of a plugin in that folder."""
    found = _marked(folder)
    _add(found, (text for text in declared_texts(plugin) if text not in OFFERED), "__init__.py")
    return Texts(plugin.key, folder / "translations", {text: tuple(places) for text, places in found.items()})


def write_catalogues(texts: Texts, *, only_look: bool = False) -> list[Written]:
    """Bring each language that has a `messages.po` up to date and compile it; with `only_look` nothing is written."""
    template = _template(texts)
    rows = []
    for file in sorted(texts.folder.glob("*/LC_MESSAGES/messages.po")):
        language = file.parent.parent.name
        catalogue = read_po(io.BytesIO(file.read_bytes()), locale=language)
        if language != SOURCE:
            catalogue.update(template, no_fuzzy_matching=True)
        _dress(catalogue, texts.key)
        current = _put(file, _po(catalogue), only_look=only_look)
        current = _put(file.with_suffix(".mo"), _mo(catalogue), only_look=only_look) and current
        missing = sum(1 for message in catalogue if message.id and not message.string)
        rows.append(Written(texts.key, language, len(catalogue), missing, current))
    return rows


def _marked(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, _line, text, _comments, context in extract_from_dir(
        folder,
        METHODS,
        keywords=KEYWORDS,
        directory_filter=lambda path: Path(path).name not in ("tests", "vendor", "__pycache__"),
    ):
        first = text if isinstance(text, str) else text[0]
        if is_chinese(first):  # `label` is the name of other things too
            _add(found, (f"{context}{CONTEXT}{first}" if context else first,), name)
    return found


def _add(found: dict[str, list[str]], texts: Iterable[str], place: str) -> None:
    for text in texts:
        places = found.setdefault(text, [])
        if place not in places:
            places.append(place)


def _template(texts: Texts) -> Catalog:
    catalogue = Catalog(project="suyuan", version="1", charset="utf-8", creation_date=_MADE, revision_date=_MADE)
    for text in sorted(texts.found):
        context, _, plain = text.rpartition(CONTEXT)
        catalogue.add(plain, context=context or None, locations=[(place, 1) for place in sorted(texts.found[text])])
    return catalogue


def _dress(catalogue: Catalog, key: str) -> None:
    """Give the head of a file what does not change from run to run, and nothing that is not true."""
    catalogue.project = key
    catalogue.fuzzy = False
    catalogue.header_comment = f"# {key}: written by `portal i18n extract`; only the translations are written by hand."
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = ""
    catalogue.creation_date = catalogue.revision_date = _MADE


def _po(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, ignore_obsolete=True, include_lineno=False, sort_output=True)
    return buffer.getvalue()


def _mo(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _put(file: Path, content: bytes, *, only_look: bool) -> bool:
    """Write the file when it differs and say whether it was already so."""
    if file.is_file() and file.read_bytes() == content:
        return True
    if not only_look:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return False
