"""Who works on traffic disputes: those of every committee, and the insurers' liaison who sees what she was asked about."""

from portal.sdk import STANDARD_ROLES, PostRole, Reach, Verb

LIAISON = PostRole("liaison", "保险联络员", (Verb.READ, Verb.PRINT), reach=Reach.ASSIGNED)
ROLES = (*STANDARD_ROLES, LIAISON)
