"""Who acts, as the rooms above the store name it. The values themselves stand where acts are written."""

from __future__ import annotations

from portal.store.actors import Actor, Glass, Person, Public, System

__all__ = ["Actor", "Glass", "Person", "Public", "System"]
