"""Who works on disabled persons' disputes."""

from portal.sdk import STANDARD_ROLES, PostRole, Reach, Verb

INTERPRETER = PostRole("interpreter", "手语翻译、助残员", (Verb.READ,), reach=Reach.ASSIGNED)
ROLES = (*STANDARD_ROLES, INTERPRETER)
