"""What every plugin must hold."""

from __future__ import annotations

from portal.testing.courses import Course
from portal.testing.kit import PluginTests

APPRAISED = (
    ("accept", {}),
    ("consent", {}),
    ("entrust_appraisal", {}),
    ("pause", {"reason": "appraisal"}),
    ("appraisal_opinion", {}),
    ("resume", {}),
)


class TestMedicalMediation(PluginTests):
    """The inherited tests, and the way through an appraisal."""

    beside = __file__
    courses = (Course("medical_damage", "鉴定", APPRAISED), Course("patient_death", "鉴定", APPRAISED))
