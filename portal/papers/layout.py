"""Sets a filled paper out as elements: texts, grids, rules, rooms, signatures. Html, docx and pdf only draw these.

Every word that is printed stands here or in the pieces, never in a drawing, so that the three cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.engine.days import written
from portal.engine.sitting import hours
from portal.papers.on_paper import MARKED, OPEN_BOX, PartyOnPaper, SessionOnPaper
from portal.papers.sheet import RULE, Piece, Sheet

RULES_FOR_A_PARAGRAPH = 4
RULES_FOR_A_RECORD = 12
NO_NUMBER = "（　　　）　　调字第　　号"
INFORMED = "调解员已当场向当事人告知调解的性质、原则、效力和各自的权利义务。"
RESULTS = ("调解成功", "调解不成", "有待继续调解")

COLUMNS: Mapping[str, float | None] = MappingProxyType(
    {
        "c-role": 7.4,
        "c-a": 12.3,
        "c-b": 21.5,
        "c-c": 7.3,
        "c-f": 8.8,
        "c-h": 20.8,
        "r-label": 17.5,
        "l-n": 6,
        "l-order": 12,
        "l-page": 12,
        "l-name": 13.5,
        "l-sex": 7.4,
        "l-age": 7.4,
        "l-id": 27,
        "l-phone": 17,
        "rest": None,
    }
)
"""Widths of columns in per cent; `rest` shares what is left. The style sheet of the html names the same."""


class Style(StrEnum):
    """How a text stands on the paper."""

    BODY = "body"  # first line indented by two characters
    FLAT = "flat"
    LIST_HEAD = "list-head"  # above a list of parties
    ORGANISATION = "organisation"  # the letterhead, centred
    NUMBER = "number"  # on the right


class Kind(StrEnum):
    """What a grid holds; it decides the height of its rows."""

    PARTY = "party"
    LIST = "list"
    ROWS = "rows"
    SIGN_LIST = "sign-list"


@dataclass(frozen=True)
class Title:
    """The title of the paper."""

    text: str


@dataclass(frozen=True)
class Head:
    """A heading inside the paper."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `lead` stands before it in bold, and `RULE` inside it is a rule to write on."""

    text: str
    style: Style = Style.BODY
    lead: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a grid. `pages_of` names the paper whose pages a bound dossier writes here."""

    text: str = ""
    head: bool = False
    across: int = 1
    down: int = 1
    figures: bool = False
    pages_of: str = ""


@dataclass(frozen=True)
class Grid:
    """A table with lines. The first `heads` rows are repeated on a new page."""

    kind: Kind
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


@dataclass(frozen=True)
class Rules:
    """Lines to write on."""

    count: int


@dataclass(frozen=True)
class Room:
    """A frame to paste into."""

    text: str


@dataclass(frozen=True)
class Signing:
    """Places for signature, fingerprint and seal, two in a row; the last holds the seal and the date."""

    places: tuple[str, ...]
    seal: str
    date: str = "年　　月　　日"


@dataclass(frozen=True)
class Tear:
    """A line to fold or tear along."""

    text: str


@dataclass(frozen=True)
class Break:
    """A new page begins."""


Element = Title | Head | Text | Grid | Rules | Room | Signing | Tear | Break


@dataclass(frozen=True)
class Drawn:
    """A paper set out: its elements from top to bottom, and what stands at its foot and in its corner."""

    key: str
    title: str
    number: str
    elements: tuple[Element, ...]
    link: str = ""


def drawn(sheet: Sheet) -> Drawn:
    """Return the sheet set out."""
    return Drawn(sheet.key, sheet.title, sheet.number, (*_top(sheet), *_body(sheet)), sheet.link)


def _top(sheet: Sheet) -> Iterator[Element]:
    if sheet.letterhead:
        yield Text(sheet.organisation, Style.ORGANISATION)
    yield Title(sheet.title)
    if sheet.numbered:
        yield Text(sheet.number or NO_NUMBER, Style.NUMBER)


def _body(sheet: Sheet) -> Iterator[Element]:
    for piece in sheet.pieces:
        yield from _elements(piece, sheet.seal)


def _elements(piece: Piece, seal: str) -> Iterator[Element]:
    match piece.kind:
        case "heading":
            yield Head(piece.text[0])
        case "paragraph":
            yield from (Rules(RULES_FOR_A_PARAGRAPH) if line == RULE else Text(line) for line in piece.text)
        case "party":
            yield _party(piece.parties[0])
        case "party_list":
            yield from _party_list(piece)
        case "rows":
            yield _rows(piece)
        case "lines":
            if piece.text[0]:
                yield Text(f"{piece.text[0]}：", Style.FLAT)
            yield Rules(piece.count)
        case "paste":
            yield Room(piece.text[0])
        case "checklist":
            yield from (Text(f"{OPEN_BOX} {item}", Style.FLAT) for item in piece.text)
        case "session":
            yield from _session(piece)
        case "signature_list":
            yield from _signature_list(piece)
        case "signatures":
            yield _signing(piece, seal)
        case "contents":
            yield _contents(piece)
        case "tear":
            yield Tear(piece.text[0])
        case "page":
            yield Break()


def _head(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, head=True, across=across, down=down)


def _party(p: PartyOnPaper) -> Grid:
    """Return the seven items of a person, or what an organisation is known by."""
    columns = ("c-role", "c-a", "c-b", "c-c", "c-c", "c-c", "c-f", "c-c", "c-h")
    role = _head(p.role, down=3 + len(p.acting))
    rows: tuple[tuple[Cell, ...], ...]
    if p.is_person:
        rows = (
            (
                role,
                _head("姓名"),
                Cell(p.name),
                _head("性别"),
                Cell(p.sex),
                _head("年龄"),
                Cell(p.age),
                _head("民族"),
                Cell(p.nation),
            ),
            (
                _head("身份证号"),
                Cell(p.id_number, across=2, figures=True),
                _head("职业"),
                Cell(p.occupation, across=2),
                _head("电话"),
                Cell(p.phone, figures=True),
            ),
            (_head("住址"), Cell(p.address, across=7)),
        )
    else:
        either = p.is_either
        rows = (
            (role, _head("姓名名称" if either else "名称"), Cell(p.name, across=7)),
            (
                _head("证件号码" if either else "信用代码"),
                Cell(p.credit_code, across=2, figures=True),
                _head("负责人", across=2),
                Cell(p.representative, across=3),
            ),
            (_head("住址住所" if either else "住所"), Cell(p.address, across=5), _head("电话"), Cell(p.phone, figures=True)),
        )
    acting = tuple((_head(title), Cell(who, across=7)) for title, who in p.acting)
    return Grid(Kind.PARTY, columns, (*rows, *acting))


def _party_list(piece: Piece) -> Iterator[Element]:
    people = piece.parties[0].is_person
    yield Text(f"{piece.text[0]}（共{len(piece.parties)}{'人' if people else '家'}）", Style.LIST_HEAD)
    if people:
        columns: tuple[str, ...] = ("l-n", "l-name", "l-sex", "l-age", "l-id", "l-phone", "rest")
        titles: tuple[str, ...] = ("序", "姓名", "性别", "年龄", "身份证号", "电话", "住址")
        rows = [
            (
                Cell(p.name),
                Cell(p.sex),
                Cell(p.age),
                Cell(p.id_number, figures=True),
                Cell(p.phone, figures=True),
                Cell(p.address),
            )
            for p in piece.parties
        ]
        yield _list(columns, titles, rows)
        yield from (Text(f"{p.name}的{title}：{who}", Style.FLAT) for p in piece.parties for title, who in p.acting)
        return
    columns = ("l-n", "rest", "l-id", "l-name", "l-phone")
    titles = ("序", "名称", "信用代码", "负责人", "电话")
    yield _list(
        columns,
        titles,
        [
            (Cell(p.name), Cell(p.credit_code, figures=True), Cell(p.representative), Cell(p.phone, figures=True))
            for p in piece.parties
        ],
    )


def _list(columns: tuple[str, ...], titles: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Grid:
    numbered = tuple((_head(str(n)), *row) for n, row in enumerate(rows, 1))
    return Grid(Kind.LIST, columns, (tuple(_head(title) for title in titles), *numbered), heads=1)


def _rows(piece: Piece) -> Grid:
    rows = []
    for row in piece.rows:
        across = 3 if len(row) == 1 else 1
        rows.append(tuple(cell for title, value in row for cell in (_head(title), Cell(value, across=across))))
    return Grid(Kind.ROWS, ("r-label", "rest", "r-label", "rest"), tuple(rows))


def _session(piece: Piece) -> Iterator[Element]:
    held = piece.session
    day, place, present, others = (_sitting(held), held.place, held.present, held.others) if held else ("", "", "", "")
    rows = (
        (_head("时间"), Cell(day, across=3)),
        (_head("地点"), Cell(place, across=3)),
        (_head("当事人"), Cell(present, across=3)),
        (_head("参加人"), Cell(others, across=3)),
    )
    yield Grid(Kind.ROWS, ("r-label", "rest", "r-label", "rest"), rows)
    yield Text(f"{MARKED if held and held.informed else OPEN_BOX}{INFORMED}", Style.FLAT, lead="告知声明：")
    yield Text("", Style.FLAT, lead="记录：")
    if piece.text:
        yield from (Text(line) for line in piece.text)
    else:
        yield Rules(RULES_FOR_A_RECORD)
    result = held.result if held else ""
    boxes = "　".join(f"{MARKED if result == word else OPEN_BOX}{word}" for word in RESULTS)
    yield Text(boxes, Style.FLAT, lead="调解结果：")
    if held is not None and held.next_on is not None:
        yield Text(written(held.next_on), Style.FLAT, lead="下次调解：")


def _sitting(held: SessionOnPaper) -> str:
    """Return when a session was: the day, and from when to when as far as that was written down."""
    return f"{written(held.held_on)} {hours(held.began, held.ended)}".strip()


def _signature_list(piece: Piece) -> Iterator[Element]:
    """Yield two names in a row, each with room beside it to sign."""
    yield Text(f"{'，'.join(piece.text)}签名、盖章或按指印", Style.LIST_HEAD)
    cells = [(_head(str(n)), Cell(p.name), Cell()) for n, p in enumerate(piece.parties, 1)]
    if len(cells) % 2:
        cells.append((_head(""), Cell(), Cell()))
    rows = tuple(left + right for left, right in zip(cells[::2], cells[1::2], strict=True))
    yield Grid(Kind.SIGN_LIST, ("l-n", "l-name", "rest", "l-n", "l-name", "rest"), rows)


def _signing(piece: Piece, seal: str) -> Signing:
    wanted = piece.signatures
    assert wanted is not None
    places = [f"{who}（签名、盖章或按指印）：" for p in piece.parties for who in (p.role, *p.signs_beside)]
    if wanted.mediator:
        places.append("人民调解员（签名）：")
    if wanted.recorder:
        places.append("记录人（签名）：")
    return Signing(tuple(places), f"{seal}（印章）" if wanted.seal else "")


def _contents(piece: Piece) -> Grid:
    rows = [
        (_head(str(n)), Cell(entry.title), Cell(pages_of=entry.key), Cell(entry.remark))
        for n, entry in enumerate(piece.entries, 1)
    ]
    rows += [(_head(str(n)), Cell(), Cell(), Cell()) for n in range(len(piece.entries) + 1, piece.count + 1)]
    titles = tuple(_head(title) for title in ("序号", "文书名称", "页号", "备注"))
    return Grid(Kind.ROWS, ("l-order", "rest", "l-page", "l-page"), (titles, *rows), heads=1)
