"""Which texts of a plugin have no translation yet: of its declaration, its calculators' lines, its pages and templates."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

from portal.cli.catalogues import texts_of
from portal.declare.plugins import Plugin

__all__ = ["untranslated"]


def untranslated(plugin: Plugin, folder: Path, language: str = "en") -> list[str]:
    """Return the texts of the plugin in `folder` that its catalogue does not give in the language.

    They are the texts `portal i18n extract` collects. Names of laws, words people search by and the demo county's names
    are not among them.

        assert untranslated(PLUGIN, Path(__file__).parents[1]) == []
    """
    catalogue = folder / "translations" / language / "LC_MESSAGES" / "messages.po"
    with catalogue.open("rb") as file:
        known = {message.id for message in read_po(file) if message.id and message.string and not message.fuzzy}
    return sorted(set(texts_of(plugin, folder).found) - known)
