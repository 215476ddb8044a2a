"""A case a court published, entered as a desk would have entered it; what was not published is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.testing.desk import Desk
from portal_plugins.property_mediation import PLUGIN

TODAY = date(2023, 6, 20)

# 张某某诉某物业公司等财产损害赔偿案: a lump of cement from the only flat under renovation broke the rear window of a parked car.
FALLING: dict[str, Any] = {
    "summary": "停在小区车位的汽车被楼上掉下的水泥块砸坏后窗。当时整栋楼只有1201室在装修，车主要求物业和业主赔偿。",
    "parties": {
        "owner": [{"name": "张某某", "no_id_reason": "案例中已隐去", "phone": "13893600011", "standing": "owner"}],
        "company": [{"kind": "organisation", "name": "某物业公司"}],
        "neighbour": [{"name": "某栋1201室业主", "no_id_reason": "案例中已隐去", "room": "某栋1201室", "standing": "owner"}],
    },
    "details": {
        "estate": "某小区",
        "kind": "falling",
        "happened_on": "2023-06-05",
        "part": "own",
        "wrongdoer_known": True,
        "photos": True,
        "claims": ["compensation"],
        "amount": "2800.00",
    },
}


def test_the_car_hit_from_a_flat_is_settled_with_the_household_that_was_found() -> None:
    desk = Desk("property_mediation.service_quality", PLUGIN.case_type("service_quality"), today=TODAY)

    desk.open(FALLING)
    desk.act("accept", accepted_on="2023-06-20")
    desk.act("consent", consented_on="2023-06-20", how="meeting")
    desk.act("session", held_on="2023-06-20", manner="face_to_face", record="1201室业主同意赔偿。", result="success")
    terms = [
        {"kind": "money", "payer": "1201室业主", "payee": "张某某", "amount": "2800.00", "due_on": "2023-07-01", "method": "转账"}
    ]
    desk.act("agree", form="written", agreed_on="2023-06-20", terms=terms)
    desk.act("sign", signed_on="2023-06-20", complete=True)

    assert desk.opening is not None
    assert desk.opening.notices == ()
    assert {p.side for p in desk.state.parties_of("neighbour")} == {"respondent"}
    assert desk.state.ending == "settled"
    assert desk.due("limitation") == date(2026, 6, 22)  # anew from the agreement of 20 June 2023 (诉讼时效规定 14)
