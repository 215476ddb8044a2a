"""Who works on firms' disputes."""

from portal.sdk import STANDARD_ROLES, PostRole, Reach, Verb

EXPERT = PostRole("expert", "商会调解专家", (Verb.READ, Verb.HANDLE, Verb.PRINT), reach=Reach.ASSIGNED)
ROLES = (*STANDARD_ROLES, EXPERT)
