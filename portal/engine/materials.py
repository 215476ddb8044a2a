"""材料: the kinds of files a case holds, and which paper of the dossier each of them makes complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.declare.papers import Paper
from portal.declare.texts import N_


@dataclass(frozen=True)
class MaterialKind:
    """A kind of file. `paper` is the key of the paper that lies in the dossier with it, empty where none does.

    `shows_identity` says that such a file shows identity numbers, so that it is open to those only who may see them.
    """

    key: str
    title: str
    paper: str = ""
    shows_identity: bool = False


EVIDENCE = "evidence"
OTHER = "other"
CORE_KINDS = (
    MaterialKind("identity", N_("当事人身份证明"), "identity", shows_identity=True),
    MaterialKind("authorisation", N_("授权委托书"), "authorisation", shows_identity=True),
    MaterialKind(EVIDENCE, N_("证据材料"), "evidence"),
    MaterialKind("application", N_("申请书（签字件）"), "application", shows_identity=True),
    MaterialKind("rights", N_("权利义务告知书（签字件）"), "rights"),
    MaterialKind("delivery_address", N_("送达地址确认书（签字件）"), "delivery_address", shows_identity=True),
    MaterialKind("investigation", N_("调查记录（签字件）"), "investigation", shows_identity=True),
    MaterialKind("undisputed", N_("无争议事实记载（签字件）"), "undisputed", shows_identity=True),
    MaterialKind("record_signed", N_("调解记录签字页")),
    MaterialKind("agreement_signed", N_("协议签字页"), shows_identity=True),
    MaterialKind("performance", N_("履行凭证"), "performance"),
    MaterialKind("follow_up", N_("回访记录（签字件）"), "follow_up"),
    MaterialKind("confirmation", N_("司法确认材料"), "confirmation", shows_identity=True),
    MaterialKind(OTHER, N_("其他材料")),
)
"""A declared paper of a type is a kind of its own beside these; one whose form is not known is taken to show identity."""
CARRIED = MaterialKind("carried", N_("随转办转来的材料"), shows_identity=True)
"""What came along from another body and is of no kind the type here knows; nobody chooses it."""


def kinds_for(own: Iterable[Paper]) -> tuple[MaterialKind, ...]:
    """Return the kinds a case of a type may hold: the core's, then a type's own papers, signed and scanned."""
    known = {kind.key for kind in CORE_KINDS}
    more = (MaterialKind(paper.key, paper.title, paper.key, shows_identity=True) for paper in own if paper.key not in known)
    return (*CORE_KINDS[:-1], *more, CORE_KINDS[-1])


def kind_of(key: str, own: Iterable[Paper] = ()) -> MaterialKind:
    """Return the kind of a file; one nobody declares any more shows identity, as far as anybody knows."""
    known = (*kinds_for(own), CARRIED)
    return next((kind for kind in known if kind.key == key), MaterialKind(key, key, shows_identity=True))
