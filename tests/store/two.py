"""Two organisations, each with a case the other must never come near: what the tests of the guard start from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from portal.declare.roles import Reach
from portal.store.actors import Person
from portal.store.unit_of_work import Store
from tests.store.county import COUNTY, DEMO, County


@dataclass
class Two:
    """Two organisations with a case and a party each, and a sealed case in the first."""

    store: Store
    mine: uuid.UUID
    sealed: uuid.UUID
    theirs: uuid.UUID
    my_party: uuid.UUID
    their_party: uuid.UUID
    theirs_id: uuid.UUID
    me: Person
    handler: Person
    coordinator: Person
    auditor: Person


def make_two(store: Store) -> Two:
    """Write them down and say who they are."""
    with store.begin(DEMO, write=True) as uow:
        county = County(uow.session)
        county.division(COUNTY)
        county.organisation("工会")
        county.organisation("妇联")
        county.organisation("综治中心")
        handler = county.person("王建国", "工会")
        mine, theirs = county.case("工会"), county.case("妇联")
        sealed = county.case("妇联", privacy=4)
        own = county.case("工会", privacy=4, handler=handler.staff_id)
        del own
        return Two(
            store=store,
            mine=mine.id,
            sealed=sealed.id,
            theirs=theirs.id,
            my_party=county.party(mine).id,
            their_party=county.party(theirs, "李桂兰").id,
            theirs_id=county.organisations["妇联"].id,
            me=county.person("赵德福", "工会"),
            handler=handler,
            coordinator=county.person("陈县", "综治中心", Reach.COUNTY),
            auditor=county.person("审计", "综治中心", Reach.NOTHING),
        )
