"""Files of a case for programs: added as a form, listed, given out, voided; the rules are those of the page."""

from __future__ import annotations

import io
from typing import Any

from portal.access.api_keys import Scope
from tests.api.conftest import Api, Caller
from tests.web.filing import PDF


def add(caller: Caller, path: str, *files: tuple[str, bytes], kind: str = "evidence") -> Any:
    form = {"kind": kind, "files": [(io.BytesIO(content), name) for name, content in files]}
    return caller.client.post(path, data=form, content_type="multipart/form-data", headers=caller.headers)


def test_file_is_added_listed_given_out_and_voided(api: Api) -> None:
    clerk = api.program("toy_clerk")
    path = f"/api/v1/cases/{api.opened(clerk)['id']}/materials"

    added = add(clerk, path, ("借条.pdf", PDF))
    (row,) = added.get_json()["items"]
    content = clerk.get(f"{path}/{row['id']}")
    voided = clerk.post(f"{path}/{row['id']}/void", {"reason_text": "传错了"})

    assert added.status_code == 201
    assert (row["name"], row["size"], row["available"]) == ("借条.pdf", len(PDF), True)
    assert content.data == PDF
    assert [one["voided"] for one in voided.get_json()["items"]] == [True]
    assert clerk.get(f"{path}/{row['id']}").status_code == 404


def test_problems_come_with_their_codes(embedded_api: Api) -> None:
    clerk = embedded_api.program("toy_clerk")
    path = f"/api/v1/cases/{embedded_api.opened(clerk)['id']}/materials"

    answers = [
        add(clerk, path, ("包.pdf", b"PK\x03\x04")),
        add(clerk, path),
        add(clerk, path, ("借条.pdf", PDF), kind="nonsense"),
        clerk.post(path, {"kind": "evidence"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 415]
    codes = [[error["code"] for error in answer.get_json()["errors"]] for answer in answers[:3]]
    assert codes == [["file_not_what_it_says"], ["file_missing"], ["not_an_option"]]


def test_other_bodies_and_keys_without_the_scope_get_nothing(embedded_api: Api) -> None:
    clerk = embedded_api.program("toy_clerk")
    path = f"/api/v1/cases/{embedded_api.opened(clerk)['id']}/materials"
    (row,) = add(clerk, path, ("借条.pdf", PDF)).get_json()["items"]

    reader = embedded_api.program("toy_clerk", Scope.READ_CASES)

    assert add(reader, path, ("二.pdf", PDF)).status_code == 403
    assert embedded_api.program("stranger").get(path).status_code == 404
    assert embedded_api.program("stranger").get(f"{path}/{row['id']}").status_code == 404
    assert embedded_api.program("coordinator").get(f"{path}/{row['id']}").status_code == 404
