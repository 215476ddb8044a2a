"""A canary is found however it is written, packed or cut, and nothing else is taken for one."""

from __future__ import annotations

import gzip
import html
import io
import json
import uuid
import zipfile
from urllib.parse import quote

import pytest
import typst

from portal.proof.canaries import MARK, Canary, Matter, Nest, Rule, Subject
from portal.proof.finding import Finder, texts_of

SUBJECT = Subject(Matter.CASE, "a case", uuid.UUID(int=1), "", "", "proof")


@pytest.fixture(scope="module")
def nest() -> Nest:
    made = Nest()
    made.text("summary", Rule.CONTENT, SUBJECT)
    made.phone("phone", Rule.CONTACT, SUBJECT)
    made.id_number("id", Rule.CONTACT, SUBJECT, like="620723199001010016")
    made.credit_code("code", Rule.CONTENT, SUBJECT)
    made.plate("plate", Rule.CONTENT, SUBJECT)
    made.amount("amount", Rule.FIGURE, SUBJECT, like=123_456_00)
    return made


def found(nest: Nest, text: str) -> set[str]:
    return {canary.kind for sighting in Finder(nest.canaries).find(text) for canary in sighting}


def of(nest: Nest, kind: str) -> Canary:
    return next(canary for canary in nest.canaries if canary.kind == kind)


@pytest.mark.parametrize("kind", ["summary", "phone", "id", "code", "plate", "amount"])
def test_every_kind_is_found_in_a_page(nest: Nest, kind: str) -> None:
    assert found(nest, f"<td>前{of(nest, kind).value}后</td>") == {kind}


def test_it_is_found_in_every_spelling(nest: Nest) -> None:
    value = of(nest, "summary").value

    assert found(nest, json.dumps({"summary": value})) == {"summary"}
    assert found(nest, quote(value)) == {"summary"}
    assert found(nest, "".join(f"&#{ord(sign)};" for sign in value)) == {"summary"}
    assert found(nest, html.escape(value)) == {"summary"}


def test_numbers_are_found_with_signs_between_and_without_their_beginning(nest: Nest) -> None:
    phone, number = of(nest, "phone").value, of(nest, "id").value

    assert found(nest, f"{phone[:3]} {phone[3:7]} {phone[7:]}") == {"phone"}
    assert found(nest, f"{phone[:3]}-{phone[3:7]}-{phone[7:]}") == {"phone"}
    assert found(nest, f"***{phone[3:]}") == {"phone"}
    assert found(nest, f"******{number[6:]}") == {"id"}


def test_masks_alone_give_nothing_away(nest: Nest) -> None:
    phone, number = of(nest, "phone").value, of(nest, "id").value

    assert found(nest, f"{phone[:3]}****{phone[-4:]} {number[:4]}**********{number[-4:]}") == set()


def test_mask_beside_the_birth_day_gives_the_number_away(nest: Nest) -> None:
    number = of(nest, "id").value
    mask = f"{number[:4]}**********{number[-4:]}"

    assert found(nest, f"{mask} {number[6:10]}-{number[10:12]}-{number[12:14]}") == {"id"}
    assert found(nest, f"{mask} 1990-01-31") == set()


def test_amount_is_found_in_groups_of_three(nest: Nest) -> None:
    value = of(nest, "amount").value
    whole, cents = value.split(".")

    assert found(nest, f"{int(whole):,}.{cents} 元") == {"amount"}


def test_text_that_was_cut_off_is_told_with_all_it_may_be() -> None:
    nest = Nest()
    for _ in range(3):
        nest.text("summary", Rule.CONTENT, SUBJECT)

    sightings = Finder(nest.canaries).find(nest.canaries[0].value[: len(MARK) + 1])

    assert [canary in sighting for sighting in sightings for canary in nest.canaries[:1]] == [True]


def test_packed_files_are_unpacked_to_the_last(nest: Nest) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("xl/sharedStrings.xml", f"<t>{of(nest, 'summary').value}</t>")
    with zipfile.ZipFile(outer, "w") as packed:
        packed.writestr("台账.xlsx", inner.getvalue())

    texts = list(texts_of(gzip.compress(outer.getvalue())))

    assert "台账.xlsx" in texts
    assert found(nest, "\n".join(texts)) == {"summary"}


def test_no_canary_is_like_another() -> None:
    nest = Nest()
    for _ in range(2000):
        nest.text("text", Rule.CONTENT, SUBJECT)
        nest.phone("phone", Rule.CONTACT, SUBJECT)
        nest.id_number("id", Rule.CONTACT, SUBJECT)

    values = [canary.value for canary in nest.canaries]

    assert len(set(values)) == len(values)
    assert len({value[6:] for value in values if len(value) == 18}) == 2000


def test_it_is_read_in_a_pdf_also_over_the_end_of_a_line(nest: Nest) -> None:
    value = of(nest, "summary").value
    drawn = typst.compile(f'#set page(width: 60pt)\n#set text(font: "Noto Serif CJK SC")\n{value[:3]}\\\n{value[3:]}'.encode())

    assert value.encode() not in drawn
    assert {kind for text in texts_of(drawn) for kind in found(nest, text)} == {"summary"}
