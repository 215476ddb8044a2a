"""Who takes part in any dispute before a committee: the same three roles in every type."""

from __future__ import annotations

from portal.sdk import APPLICANT, EITHER, RESPONDENT, THIRD, Role

APPLICANTS = Role("applicant", "申请人", kind=EITHER, side=APPLICANT, many=True)
RESPONDENTS = Role("respondent", "被申请人", kind=EITHER, side=RESPONDENT, many=True)
OTHERS = Role("third", "第三人", kind=EITHER, side=THIRD, many=True, required=False)
ALL = (APPLICANTS, RESPONDENTS, OTHERS)
