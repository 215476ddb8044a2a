"""Who works on medical disputes: those of every committee, and experts who see what they were asked about."""

from portal.sdk import STANDARD_ROLES, PostRole, Reach, Verb

EXPERT = PostRole("expert", "咨询专家", (Verb.READ, Verb.PRINT), reach=Reach.ASSIGNED)
ROLES = (*STANDARD_ROLES, EXPERT)
