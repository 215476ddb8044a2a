"""What can be wrong with a plugin: every kind of it with the sentence that tells it and what an administrator does about it.

A failure travels from the trial's child, from the quarantine and from the start to whoever shows it; it carries codes and
names of code, never what somebody entered. Its sentence is Chinese here and translated where it is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.declare.texts import N_
from portal.errors import PluginError

LONGEST_SAID = 300


class Fault(StrEnum):
    """One kind of what can be wrong."""

    KEY = "key"
    RESERVED = "reserved"
    TWICE = "twice"
    ENTRY = "entry"
    NO_MODULE = "no_module"
    SYNTAX = "syntax"
    IMPORT = "import"
    RAISES = "raises"
    WRITES = "writes"
    HANGS = "hangs"
    DIES = "dies"
    NO_PLUGIN = "no_plugin"
    OTHER_KEY = "other_key"
    UNKNOWN_HOOK = "unknown_hook"
    HOOK_VALUE = "hook_value"
    DECLARATION = "declaration"
    SNAPSHOT = "snapshot"
    EXAMPLE = "example"
    PAGE = "page"
    ADDRESS = "address"
    PORTAL_ADDRESS = "portal_address"
    SILENT = "silent"
    FOREIGN_VERB = "foreign_verb"
    MENU = "menu"
    TEMPLATE = "template"
    MODELS = "models"
    TABLE = "table"
    TABLE_TAKEN = "table_taken"
    OTHER_PLUGIN = "other_plugin"
    OTHER_TABLE = "other_table"
    NO_RULE = "no_rule"
    HISTORY = "history"
    BEHIND = "behind"
    UNGUARDED = "unguarded"
    LATER = "later"
    KEEPS_FAILING = "keeps_failing"
    HUNG = "hung"
    UNTRIED = "untried"
    SILENT_COLUMNS = "silent_columns"


REASONS: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.KEY: N_("名称 %(name)s 不能作代号：代号只能用小写字母、数字和下划线，以字母开头，最多 40 个字符"),
        Fault.RESERVED: N_("代号 %(key)s 是平台自己的：它的权限和角色会与平台的混在一起"),
        Fault.TWICE: N_("代号与 %(first)s 相同，只启用先找到的那一个"),
        Fault.ENTRY: N_("入口点要指向顶层模块或 %(wanted)s，不是 %(module)s"),
        Fault.NO_MODULE: N_("入口点指向的模块 %(module)s 不存在"),
        Fault.SYNTAX: N_("%(where)s 代码有语法错误，原话是“%(said)s”"),
        Fault.IMPORT: N_("%(where)s 要用的模块没有安装或名称写错：%(said)s"),
        Fault.RAISES: N_("%(where)s 代码出错：%(said)s"),
        Fault.WRITES: N_("%(where)s 读入时就要%(what)s，读入代码不许改动任何东西"),
        Fault.HANGS: N_("试运行 %(seconds)s 秒没有结束"),
        Fault.DIES: N_("试运行时进程意外结束（退出码 %(code)s）"),
        Fault.NO_PLUGIN: N_("%(where)s 没有带 @hookimpl 的 portal_plugin()"),
        Fault.OTHER_KEY: N_("%(where)s Plugin 的代号是 %(key)s，与文件夹名 %(folder)s 不同"),
        Fault.UNKNOWN_HOOK: N_("%(where)s 没有名为 %(name)s 的钩子，可用的是 %(known)s"),
        Fault.HOOK_VALUE: N_("%(hook)s() 返回的是 %(kind)s，应当是 %(wanted)s"),
        Fault.DECLARATION: N_("%(where)s 声明自相矛盾，原话是“%(said)s”"),
        Fault.SNAPSHOT: N_("类型 %(type)s：声明写成快照后读不回原样"),
        Fault.EXAMPLE: N_("类型 %(type)s：示例自己通不过登记，%(said)s"),
        Fault.PAGE: N_("页面 %(view)s 不是 Flask-AppBuilder 的 BaseView，或给出了两次"),
        Fault.ADDRESS: N_("页面 %(view)s 的地址 %(route)s 不属于这个插件；route_base 应当是 /%(key)s 或在它之下"),
        Fault.PORTAL_ADDRESS: N_("页面 %(view)s 要用的地址 /%(key)s 是平台自己的"),
        Fault.SILENT: N_("页面 %(view)s 没有说明谁可以进入：%(routes)s"),
        Fault.FOREIGN_VERB: N_("页面 %(view)s 要的权限不属于这个插件：%(views)s"),
        Fault.MENU: N_("页面 %(view)s 要进菜单，但 default_view %(route)s 不是它的页面"),
        Fault.TEMPLATE: N_("模板 %(file)s 第 %(line)s 行写错，原话是“%(said)s”"),
        Fault.MODELS: N_("数据表的类互相接不上，原话是“%(said)s”"),
        Fault.TABLE: N_("数据表 %(table)s 的名称应当以 %(key)s_ 开头"),
        Fault.TABLE_TAKEN: N_("数据表 %(table)s 已经属于 %(owner)s"),
        Fault.OTHER_PLUGIN: N_("代码读入了别的插件：%(other)s"),
        Fault.OTHER_TABLE: N_("%(where)s 用到了别的插件 %(other)s 的数据表 %(table)s"),
        Fault.NO_RULE: N_("数据表没有说明谁可以看，原话是“%(said)s”"),
        Fault.HISTORY: N_("数据表的升级脚本读不了，原话是“%(said)s”"),
        Fault.BEHIND: N_("数据表没有升级成功：现在是 %(at)s，应为 %(head)s"),
        Fault.UNGUARDED: N_("行级安全没有覆盖数据表 %(tables)s"),
        Fault.LATER: N_("试运行通过，正式启动时却出错：%(said)s"),
        Fault.KEEPS_FAILING: N_("%(what)s：10 分钟内出错 %(times)s 次，最后一次是 %(said)s"),
        Fault.HUNG: N_("%(what)s：%(seconds)s 秒没有做完，工作进程已结束并重新启动"),
        Fault.UNTRIED: N_("没有在平台 %(running)s 上试过（写明试过的是 %(named)s），照常启动"),
        Fault.SILENT_COLUMNS: N_("没有说明哪些列是个人信息（%(columns)s），删除案件的个人信息时一并清空"),
    }
)

_MEND_CODE = N_("请插件的作者按所说的位置改好，换上新的文件夹后重新启动")

REMEDIES: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.KEY: N_("把文件夹（或入口点）改名，与 Plugin 的代号一致，重新启动"),
        Fault.RESERVED: N_("请作者给插件换一个代号，文件夹也改名，重新启动"),
        Fault.TWICE: N_("留下要用的那一个，移走另一个，重新启动"),
        Fault.ENTRY: N_("请插件的作者改正 pyproject.toml 里的入口点，重新安装后重新启动"),
        Fault.NO_MODULE: N_("重新安装这个插件的软件包，再重新启动"),
        Fault.SYNTAX: _MEND_CODE,
        Fault.IMPORT: N_("在平台的运行环境里安装插件要用的软件包，或请作者改正名称，重新启动"),
        Fault.RAISES: _MEND_CODE,
        Fault.WRITES: N_("请作者把写文件、连数据库、连网络、起程序的代码移到命令、任务或钩子里，重新启动"),
        Fault.HANGS: N_("请作者找出读入时的死循环或等待，改好后重新启动"),
        Fault.DIES: N_("请作者去掉让进程退出的代码，或改用不会崩溃的软件包，重新启动"),
        Fault.NO_PLUGIN: N_("这个文件夹不是插件就移走；是插件，请作者在 __init__.py 里写 portal_plugin()"),
        Fault.OTHER_KEY: N_("把文件夹改成与 Plugin 的代号相同的名称，重新启动"),
        Fault.UNKNOWN_HOOK: N_("钩子的名称写错，或插件是为更新的平台写的：核对插件要求的平台版本"),
        Fault.HOOK_VALUE: N_("请作者按 docs/hooks.md 改正这个钩子的返回值，重新启动"),
        Fault.DECLARATION: N_("请作者按所说的类型和字段改正声明，重新启动"),
        Fault.SNAPSHOT: N_("请作者只用 portal.sdk 里的字段种类和普通的值，重新启动"),
        Fault.EXAMPLE: N_("请作者改正示例或规则，让示例在任何一天都能登记，重新启动"),
        Fault.PAGE: N_("请作者改正 portal_views() 给出的类，重新启动"),
        Fault.ADDRESS: N_("请作者改 route_base，不要占用平台或别的插件的地址，重新启动"),
        Fault.PORTAL_ADDRESS: N_("请作者给插件换一个代号：代号就是它的页面的地址；案件不受影响"),
        Fault.SILENT: N_("请作者给每个页面写 @opens 或 @signed_in，重新启动"),
        Fault.FOREIGN_VERB: N_("请作者只用本插件的类型或平台的页面作权限，重新启动"),
        Fault.MENU: N_("请作者把 default_view 写成这个页面的方法名，重新启动"),
        Fault.TEMPLATE: N_("请作者改正模板，重新启动"),
        Fault.MODELS: N_("请作者改正 relationship 和外键的名称；表之间的关联只能在本插件之内，重新启动"),
        Fault.TABLE: N_("请作者改数据表的名称并写一个迁移，重新启动"),
        Fault.TABLE_TAKEN: N_("两个插件不能用同一张表：请后来的那个插件的作者给表改名，重新启动"),
        Fault.OTHER_PLUGIN: N_("请作者去掉对别的插件的引用，需要的内容写进本插件，重新启动"),
        Fault.OTHER_TABLE: N_("请作者去掉对别的插件的数据表的使用，需要的数据存进本插件的表，重新启动"),
        Fault.NO_RULE: N_("请作者给表加上 county_code 和 case_id，或用 info={'global': …} 说明为什么谁都可以看，重新启动"),
        Fault.HISTORY: N_("请作者改正 migrations/versions 里的脚本（语法、只有一个最新版本），重新启动"),
        Fault.BEHIND: N_("先备份，再执行 portal db upgrade，按它说的原因请作者改正升级脚本；数据没有改动"),
        Fault.UNGUARDED: N_("由表的拥有者执行 portal db upgrade，再重新启动"),
        Fault.LATER: _MEND_CODE,
        Fault.KEEPS_FAILING: N_("看日志里插件出错的那一行，请作者改好；换上新的文件夹后在这里点“启用”，再重新启动"),
        Fault.HUNG: N_("请作者找出死循环或过久的等待；换上新的文件夹后在这里点“启用”，再重新启动"),
        Fault.SILENT_COLUMNS: N_("请插件作者在这些列上写 info 的 personal；不必马上处理"),
        Fault.UNTRIED: N_("有异常时先核对插件有没有新版本；没有异常不必处理"),
    }
)


@dataclass(frozen=True)
class Failure:
    """What is wrong with one plugin. `said` fills the sentence of its kind; an empty `where` leaves a space to strip."""

    fault: Fault
    said: Mapping[str, str]

    @classmethod
    def of(cls, fault: Fault, **said: object) -> Failure:
        """Return the failure with its parameters in one line each, and not too long."""
        return cls(fault, MappingProxyType({name: " ".join(str(value).split())[:LONGEST_SAID] for name, value in said.items()}))

    @classmethod
    def read(cls, written: str) -> Failure | None:
        """Return what `written` gave, or `None` when the text is somebody's own words."""
        try:
            told = json.loads(written)
            return cls(Fault(told["fault"]), MappingProxyType({str(name): str(value) for name, value in told["said"].items()}))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    @property
    def written(self) -> str:
        """Return it as text for a pipe or a row."""
        return json.dumps({"fault": self.fault.value, "said": dict(self.said)}, ensure_ascii=False)

    @property
    def remedy(self) -> str:
        """Return in Chinese what to do about it."""
        return REMEDIES[self.fault]

    def __str__(self) -> str:
        """Return in Chinese what is wrong."""
        return (REASONS[self.fault] % self.said).strip()


class PluginFailed(PluginError):
    """A plugin cannot be taken, for a reason that is known by kind."""

    def __init__(self, fault: Fault, **said: object) -> None:
        self.failure = Failure.of(fault, **said)
        super().__init__(str(self.failure))
