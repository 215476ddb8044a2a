"""告知与同意, 查阅复制: noted by whoever has the case in hand, and a package of one party's own data with nobody else's."""

from __future__ import annotations

import io
import json
import zipfile

from sqlalchemy import select

from portal.sdk import PERSON_A, PERSON_B
from portal.store.tables.cases import Party
from portal.store.tables.keeping import DataConsent
from portal.store.tables.machine import AccessEntry
from tests.store.county import DEMO
from tests.web.offices import Offices, posted

TOLD = {"told_on": "今天", "purposes": ["mediate", "share"], "how": "oral", "basis": "consent", "given_by": "self"}
ASKED = {"asked_by": "self", "proof": "id_card"}


def test_a_party_is_told_withdraws_and_takes_her_own_data_along(offices: Offices) -> None:
    name, other = str(PERSON_A["name"]), str(PERSON_B["name"])
    case_id = offices.open("clerk", summary=f"{name}说{other}的羊进了果园。").case_id
    path = f"/cases/{case_id}/data"
    clerk, head = offices.at_work("clerk"), offices.at_work("head")
    party = clerk.get(path).text.split(f">{name}<")[0].rpartition('value="')[2].split('"')[0]

    assert head.get(path).status_code == 403
    assert offices.at_work("stranger").get(path).status_code == 404
    wrong = posted(clerk, f"{path}/consents", {**TOLD, "party": party, "given_by": ""})
    assert (wrong.status_code, "请写明谁同意的" in wrong.text) == (422, True)
    kept = [value for value in ("mediate", "call_back", "share") if f'value="{value}" checked' in wrong.text]
    assert kept == ["mediate", "share"]
    assert posted(clerk, f"{path}/consents", {**TOLD, "party": party}).status_code == 303
    with offices.store.begin(DEMO) as uow:
        row = uow.session.scalars(select(DataConsent)).one()
        consent, purposes = str(row.id), row.purposes
    assert purposes == ["mediate", "share"]
    early = posted(clerk, f"{path}/withdrawals", {"consent": consent, "withdrawn_on": "2020-01-01"})
    assert (early.status_code, "撤回不能早于告知的那天" in early.text) == (422, True)
    assert posted(clerk, f"{path}/withdrawals", {"consent": consent, "withdrawn_on": "今天"}).status_code == 303
    assert posted(clerk, f"{path}/withdrawals", {"consent": consent, "withdrawn_on": "今天"}).status_code == 422
    assert posted(clerk, f"{path}/copy.zip", {"subject": party}).status_code == 422

    given = posted(clerk, f"{path}/copy.zip", {**ASKED, "subject": party})

    with zipfile.ZipFile(io.BytesIO(given.data)) as package:
        held = json.loads(package.read("个人信息.json"))
        page = package.read("个人信息.html").decode()
    told = json.dumps(held, ensure_ascii=False)
    assert {row["name"] for row in held["cases"][0]["party"]} >= {"姓名", "身份"}
    assert "2026-11-21 10:00" in page, "the county's clock"
    for text in (told, page):
        assert name in text
        assert other not in text
        assert str(PERSON_B["phone"]) not in text
        assert "撤回" in text
    with offices.store.begin(DEMO) as uow:
        entry = uow.session.scalars(select(AccessEntry).where(AccessEntry.action == "own_data")).one()
    assert (entry.case_id, entry.data["party"], entry.data["proof"]) == (case_id, party, "id_card")


def test_a_case_without_persons_says_so_and_notes_nothing(offices: Offices) -> None:
    case_id = offices.open("clerk").case_id
    with offices.store.begin(DEMO, write=True) as uow:
        for party in uow.session.scalars(select(Party).where(Party.case_id == case_id)):
            party.kind, party.name = "organisation", "红星果业有限公司"
    clerk, path = offices.at_work("clerk"), f"/cases/{case_id}/data"

    assert "没有自然人" in clerk.get(path).text
    for act in ("consents", "withdrawals", "copy.zip"):
        assert posted(clerk, f"{path}/{act}", {**TOLD, **ASKED}).status_code == 422
