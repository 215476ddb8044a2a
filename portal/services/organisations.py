"""组织: makes and changes the bodies that mediate, and lets a year that began on paper go on with its next number."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select, update

from portal.access.county_roles import ORGANISATIONS
from portal.access.doors import unarchived_cases_of
from portal.declare.fields import Choice, Choices, Day, Field, Text, Whole
from portal.declare.texts import N_
from portal.engine.numbering import CaseNumber
from portal.engine.read_fields import read_fields
from portal.errors import Forbidden, NotFound, Problem, Refused
from portal.services.administering import is_uuid
from portal.services.submits import body_text, settle, use_token
from portal.store.access_log import log_access
from portal.store.actors import Person
from portal.store.identifiers import new_id
from portal.store.numbers import start_with
from portal.store.tables.people import Post
from portal.store.tables.places import Division, Organisation
from portal.store.unit_of_work import UnitOfWork

KIND = "setting"
KINDS = (
    ("village", N_("村调委会")),
    ("community", N_("社区调委会")),
    ("town", N_("乡镇调委会")),
    ("street", N_("街道调委会")),
    ("enterprise", N_("企事业单位调委会")),
    ("industry", N_("行业性专业性调委会")),
    ("studio", N_("调解工作室")),
    ("county", N_("综治中心等综合机构")),
)
LEVELS = (("county", N_("县级")), ("town", N_("镇级")), ("village", N_("村级")))
HAN = r"[\u4e00-\u9fff〇]{1,10}"
DEEPEST = 4  # county, town, village, studio
DEFAULT_WORD = "民"


def fields_of(plugins: Collection[tuple[str, str]]) -> tuple[Field, ...]:
    """Return what is asked of an organisation; `plugins` are the sectors as (key, title)."""
    asked: tuple[Field, ...] = (
        Text("name", N_("全称"), required=True, longest=80),
        Text("short_name", N_("简称"), required=True, longest=30, hint=N_("页面上用，例如县劳调委")),
        Text(
            "number_code",
            N_("代字"),
            required=True,
            longest=10,
            pattern=HAN,
            wrong=N_("代字只用汉字，最多 10 个"),
            hint=N_("写在案号里，例如（2026）临民调字第1号中的“临”"),
        ),
        Choice("kind", N_("种类"), KINDS, required=True),
        Choice("level", N_("层级"), LEVELS, required=True),
        Text("division_code", N_("所在地"), required=True, longest=15),
        Text("parent", N_("上级单位"), longest=36),
        Text("sponsor", N_("设立单位"), longest=80, hint=N_("设立它的机关、团体或村（居）委会")),
        Text("seal_name", N_("印章名称"), longest=80, hint=N_("盖在文书上的名称；不填就用全称")),
        Text("phone", N_("电话"), longest=30, hint=N_("群众可见")),
        Text("address", N_("地址"), longest=120, hint=N_("群众可见")),
        Day("founded_on", N_("成立日期")),
    )
    sectors = (Choices("plugins", N_("办理的行业"), tuple(plugins)),) if plugins else ()
    return (*asked, *sectors)


def make_organisation(
    uow: UnitOfWork, raw: Mapping[str, object], *, confirmed: Collection[str] = (), token: str | None = None
) -> uuid.UUID:
    """Make an organisation and return its id.

    Raises:
        Forbidden: the actor does not open the page.
        Refused: every problem at its field.
        Repeated: the token was used before.
    """
    actor = _actor(uow)
    submit = use_token(uow, actor, token, body_text(raw)) if isinstance(actor, Person) else None
    row = Organisation(county_code=uow.county_code, id=new_id(), parent_id=None)
    _fill(uow, row, raw, confirmed)
    uow.session.add(row)
    uow.session.flush()
    settle(submit, row.id)
    log_access(uow, KIND, "organisation_made", data={"organisation": str(row.id)})
    return row.id


def change_organisation(
    uow: UnitOfWork, organisation_id: uuid.UUID, raw: Mapping[str, object], *, confirmed: Collection[str] = ()
) -> None:
    """Change an organisation; whatever stands below it moves with it.

    Raises:
        Forbidden: the actor does not open the page.
        NotFound: no such organisation.
        Refused: every problem at its field.
    """
    row = _locked(uow, organisation_id)
    with uow.session.no_autoflush:
        before = row.path
        _fill(uow, row, raw, confirmed)
    uow.session.flush()
    if row.path != before:
        _move(uow, before, row.path)
    log_access(uow, KIND, "organisation_changed", data={"organisation": str(row.id)})


def end_organisation(uow: UnitOfWork, organisation_id: uuid.UUID, ended_on: date | None) -> None:
    """Mark an organisation as dissolved on a day, or, with `None`, as standing again. Its cases and its past stay.

    Raises:
        Forbidden: the actor does not open the page.
        NotFound: no such organisation.
        Refused: somebody still holds a post there, a case is not archived, or another stands below it.
    """
    row = _locked(uow, organisation_id)
    if ended_on is not None:
        problems = [Problem("", code) for code in _still_needed(uow, row)]
        if ended_on > uow.today:
            problems.append(Problem("ended_on", "day_in_future"))
        if problems:
            raise Refused(tuple(problems))
    row.ended_on = ended_on
    uow.session.flush()
    action = "organisation_restored" if ended_on is None else "organisation_ended"
    log_access(uow, KIND, action, data={"organisation": str(row.id)})


def start_year(uow: UnitOfWork, organisation_id: uuid.UUID, raw: Mapping[str, object]) -> str:
    """Let the numbers of a kind word and year go on with `first`, and return the number the next case will get.

    Raises:
        Forbidden: the actor does not open the page.
        NotFound: no such organisation.
        Refused: the year is neither this one nor the last, a number was already given, or the organisation gives none.
    """
    row = _locked(uow, organisation_id)
    words = number_words(uow, row.plugins)
    if not words:
        raise Refused.at("", "no_numbers_here")
    values, problems = read_fields(
        (
            Choice("word", N_("类别"), words, required=True),
            Whole("year", N_("年份"), least=uow.today.year - 1, most=uow.today.year + 1, required=True),
            Whole("first", N_("下一个号"), least=1, most=999_999, required=True),
        ),
        raw,
        uow.today,
        "",
    )
    if problems:
        raise Refused(tuple(problems))
    start_with(uow, row.id, values["word"], values["year"], values["first"])
    uow.session.flush()
    data = {"organisation": str(row.id), "word": values["word"], "year": values["year"], "first": values["first"]}
    log_access(uow, KIND, "numbers_started", data=data)
    return str(CaseNumber(values["year"], row.number_code, values["word"], values["first"]))


def number_words(uow: UnitOfWork, plugins: Collection[str]) -> tuple[str, ...]:
    """Return the kind words of the numbers an organisation of these sectors gives, by their types."""
    words = [
        case_type.number_word or plugin.number_word or DEFAULT_WORD
        for key in plugins
        if (plugin := uow.registry.plugins.get(key)) is not None
        for case_type in plugin.case_types
    ]
    return tuple(dict.fromkeys(words))


def _actor(uow: UnitOfWork) -> Any:
    if not uow.actor.may(*ORGANISATIONS):
        raise Forbidden("open")
    return uow.actor


def _locked(uow: UnitOfWork, organisation_id: uuid.UUID) -> Organisation:
    _actor(uow)
    row = uow.session.scalars(
        select(Organisation)
        .where(Organisation.county_code == uow.county_code, Organisation.id == organisation_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def _fill(uow: UnitOfWork, row: Organisation, raw: Mapping[str, object], confirmed: Collection[str]) -> None:
    """Write what was entered into the row; nothing when anything is wrong with it."""
    live = {key: plugin.title for key, plugin in uow.registry.plugins.items()}
    kept = [key for key in row.plugins or () if key not in live]  # of sectors that are not loaded now: they stay
    values, problems = read_fields(fields_of(tuple(live.items())), raw, uow.today, "")
    parent = _parent(uow, row, values.get("parent"), problems)
    division = values.get("division_code")
    if division is not None and not _is_division(uow, division):
        problems.append(Problem("division_code", "not_an_option"))
    if values.get("name") and _name_taken(uow, row, values["name"]):
        problems.append(Problem("name", "organisation_name_taken"))
    plugins = [*values.get("plugins", ()), *kept]
    if not problems and "same_number_code" not in confirmed:
        problems += _same_numbers(uow, row, values["number_code"], plugins)
    if problems:
        raise Refused(tuple(problems))
    for key in ("name", "short_name", "number_code", "kind", "level", "division_code"):
        setattr(row, key, values[key])
    for key in ("sponsor", "phone", "address"):
        setattr(row, key, values.get(key) or "")
    row.seal_name = values.get("seal_name") or values["name"]
    row.founded_on = values.get("founded_on")
    row.plugins = plugins
    row.parent_id = parent.id if parent is not None else None
    row.path = f"{parent.path if parent is not None else ''}{row.id}/"


def _parent(uow: UnitOfWork, row: Organisation, text: str | None, problems: list[Problem]) -> Organisation | None:
    if not text:
        return None
    wanted = is_uuid(text)
    found = uow.session.get(Organisation, wanted) if wanted is not None else None
    if found is None or found.county_code != uow.county_code:
        problems.append(Problem("parent", "not_an_option"))
        return None
    if row.path and found.path.startswith(row.path):
        problems.append(Problem("parent", "organisation_below_itself"))
        return None
    if found.path.count("/") > DEEPEST:
        problems.append(Problem("parent", "organisation_too_deep"))
        return None
    return found


def _is_division(uow: UnitOfWork, code: str) -> bool:
    row = uow.session.get(Division, code)
    return row is not None and row.county_code == uow.county_code


def _name_taken(uow: UnitOfWork, row: Organisation, name: str) -> bool:
    statement = select(Organisation.id).where(Organisation.county_code == uow.county_code, Organisation.name == name)
    return uow.session.scalar(statement.where(Organisation.id != row.id)) is not None


def _same_numbers(uow: UnitOfWork, row: Organisation, code: str, plugins: Collection[str]) -> list[Problem]:
    """Ask when another organisation with the same code gives numbers with the same kind word: nobody could tell them apart."""
    ours = set(number_words(uow, plugins))
    others = uow.session.scalars(
        select(Organisation).where(
            Organisation.county_code == uow.county_code,
            Organisation.number_code == code,
            Organisation.id != row.id,
            Organisation.ended_on.is_(None),
        )
    )
    for other in others:
        if ours & set(number_words(uow, other.plugins)):
            return [Problem("number_code", "same_number_code", {"code": code, "other": other.short_name}, asks=True)]
    return []


def _still_needed(uow: UnitOfWork, row: Organisation) -> list[str]:
    held = uow.session.scalar(
        select(Post.id)
        .where(Post.county_code == uow.county_code, Post.organisation_id == row.id)
        .where((Post.until.is_(None)) | (Post.until >= uow.today))
        .limit(1)
    )
    below = uow.session.scalar(
        select(Organisation.id)
        .where(Organisation.county_code == uow.county_code, Organisation.parent_id == row.id, Organisation.ended_on.is_(None))
        .limit(1)
    )
    found = []
    if held is not None:
        found.append("organisation_has_posts")
    if unarchived_cases_of(uow, row.id):
        found.append("organisation_has_cases")
    if below is not None:
        found.append("organisation_has_below")
    return found


def _move(uow: UnitOfWork, before: str, after: str) -> None:
    """Put the new beginning in place of the old one in every path below."""
    below = uow.session.execute(
        select(Organisation.id, Organisation.path).where(
            Organisation.county_code == uow.county_code,
            Organisation.path.startswith(before, autoescape=True),
        )
    ).all()
    for row in below:
        uow.session.execute(
            update(Organisation).where(Organisation.id == row.id).values(path=after + row.path.removeprefix(before))
        )
