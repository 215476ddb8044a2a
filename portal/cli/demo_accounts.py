"""Tells the demo accounts and their one password."""

from __future__ import annotations

from portal.cli.initialising import demo_password
from portal.cli.opening import Installation
from portal.cli.telling import say, say_table
from portal.services.demo.bodies import demo_people


def demo_accounts(installation: Installation) -> list[dict[str, str]]:
    """Return the accounts a visitor may enter with."""
    people = demo_people(list(installation.registry.plugins.values()))
    return [{"account": p.username, "name": p.name, "post": post, "tries": p.tries} for p, post in people]


def say_demo_accounts(installation: Installation) -> None:
    """Print the accounts and the password."""
    rows = [(row["account"], row["name"], row["post"], row["tries"]) for row in demo_accounts(installation)]
    say_table(("演示账号", "姓名", "岗位", "可以试试"), rows)
    say(f"密码都是：{demo_password(installation)}")
