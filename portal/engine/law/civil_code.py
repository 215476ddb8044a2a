"""民法典 as the other files cite it; its texts in force since 2021-01-01."""

from __future__ import annotations

from datetime import date

from portal.engine.law.worked import Statute

CIVIL_CODE = Statute("民法典", date(2021, 1, 1))
