"""Whatever is committed inside `undone` never was, on both databases."""

from __future__ import annotations

from sqlalchemy import func, insert, select

from portal.proof.undone import undone
from portal.store.database import WRITES, make_engine
from portal.store.tables.machine import Setting


def test_writes_are_taken_back_and_later_ones_stay(database_url: str) -> None:
    engine = make_engine(database_url)

    def write(key: str) -> None:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            connection.execute(insert(Setting).values(key=key, value=""))

    def known(key: str) -> int:
        with engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(Setting).where(Setting.key == key)) or 0

    with undone(engine):
        write("inside")
        inside = known("inside")
    write("after")

    assert (inside, known("inside"), known("after")) == (0, 0, 1)
    engine.dispose()
