"""Who works on minors' disputes."""

from portal.sdk import STANDARD_ROLES, PostRole, Reach, Verb

COUNSELLOR = PostRole("counsellor", "青少年社工、心理咨询师", (Verb.READ, Verb.HANDLE), reach=Reach.ASSIGNED)
ROLES = (*STANDARD_ROLES, COUNSELLOR)
