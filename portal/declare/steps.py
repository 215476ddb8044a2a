"""What a type adds inside the core's phases: named steps and actions of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.declare.conditions import When
from portal.declare.fields import Field
from portal.declare.keys import check_key, check_title, check_unique
from portal.declare.phases import Phase
from portal.declare.privacy import Privacy
from portal.errors import DeclarationError


class Verb(StrEnum):
    """What a post may do. One FAB permission each, on the view of a case type or of a page."""

    READ = "read"  # 看案件
    REGISTER = "register"  # 登记
    HANDLE = "handle"  # 办理（受理、联系、调解、协议、终结、归档）
    ASSIGN = "assign"  # 指派、移交
    SUPERVISE = "supervise"  # 复核（不予受理、延期、降密、重开、安全签署）
    CORRECT = "correct"  # 更正
    VOID = "void"  # 作废
    EXPORT = "export"  # 导出
    PRINT = "print"  # 打印文书
    REVEAL = "reveal"  # 逐项查看隐去内容


@dataclass(frozen=True)
class Step:
    """A named stop inside a phase, for example 安全评估 inside 已受理."""

    key: str
    title: str
    phase: Phase

    def __post_init__(self) -> None:
        check_key(self.key, f"step {self.key}")
        check_title(self.title, f"step {self.key}")


@dataclass(frozen=True)
class Action:
    """Something a type lets people do besides the core's own actions.

    Offered in `phases`, with `when` only to cases it concerns; asks for `fields`; leads to the step `to` (or stays); `told`
    is the sentence of the timeline. What was entered is kept with the event, encrypted where the field says so. `once` hides
    it after the first time. `raises` lifts the privacy class. `urgent` shows it in the red row that is always visible.
    `sets` names fields the type has too, with the same key and kind: what is entered becomes the value of the case as by a
    correction, under the same rules, and starts the clocks that wait for it, so that nothing is typed twice.
    """

    key: str
    title: str
    phases: tuple[Phase, ...]
    told: str
    fields: tuple[Field, ...] = ()
    verb: Verb = Verb.HANDLE
    to: str = ""
    once: bool = False
    raises: Privacy | None = None
    urgent: bool = False
    when: When | None = None
    sets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"action {self.key}"
        check_key(self.key, where)
        check_title(self.title, where)
        check_title(self.told, where)
        check_unique((f.key for f in self.fields), where, "field")
        for key in self.sets:
            if key not in {f.key for f in self.fields}:
                raise DeclarationError(where, f"sets {key!r}, which it does not ask for")


@dataclass(frozen=True)
class Reason:
    """A reason code a type adds to the core's list for an ending."""

    key: str
    title: str

    def __post_init__(self) -> None:
        check_key(self.key, f"reason {self.key}")
        check_title(self.title, f"reason {self.key}")
