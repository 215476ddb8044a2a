"""Whatever level the process logs at, no log tells of a person."""

from __future__ import annotations

import logging

import pytest

from portal.errors import NotFound, Refused
from portal.reading.case_page import case_page
from portal.reading.register import RegisterQuery, Tab, register_page
from portal.services.recuse import stand_aside
from portal.services.reveal import reveal
from tests.engine.wages import raw
from tests.services.conftest import Desk
from tests.services.test_course_of_a_case import do, opened
from tests.services.test_masked_readers import party_of

PERSONAL = ("王小军", "620723199001010016", "0101001", "13893600011", "93600011", "五三村", "欠薪三个月", "13893600099")


def test_main_use_cases_log_no_personal_value_even_at_debug(caplog: pytest.LogCaptureFixture, desk: Desk) -> None:
    caplog.set_level(logging.DEBUG)
    case = opened(desk)
    version = do(desk, desk.clerk, case.case_id, "note", case.version, channel="phone", text="王小军来电").version
    do(desk, desk.clerk, case.case_id, "correct", version, reason_text="王小军来电", place="五三村王小军家")
    with desk.store.begin(desk.mediator) as uow:
        case_page(uow, desk.mediator, case.case_id)
        for text in ("王小军", "0011", "620723199001010016"):
            assert register_page(uow, desk.mediator, RegisterQuery(tab=Tab.ALL, text=text)).count == 1
    with desk.store.begin(desk.mediator, write=True) as uow:
        assert reveal(uow, case.case_id, party_of(desk, case.case_id), "phone")
    body = raw()["parties"]
    with pytest.raises(Refused):
        opened(desk, parties={**body, "worker": {**body["worker"], "id_number": "620723199001010017"}})
    with desk.store.begin(desk.mediator, write=True) as uow:
        stand_aside(uow, case.case_id)
    with pytest.raises(NotFound), desk.store.begin(desk.mediator, write=True) as uow:
        reveal(uow, case.case_id, case.case_id, "phone")

    logging.getLogger("portal").debug("listened to")
    assert "listened to" in caplog.text
    assert [text for text in PERSONAL if text in caplog.text] == []
