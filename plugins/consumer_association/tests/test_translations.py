"""Everything people read has its English."""

from __future__ import annotations

from pathlib import Path

from portal.testing.translations import untranslated
from portal_plugins.consumer_association import PLUGIN


def test_every_sentence_of_the_declaration_has_its_english() -> None:
    assert untranslated(PLUGIN, Path(__file__).parents[1]) == []
