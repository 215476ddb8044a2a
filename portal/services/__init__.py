"""Use cases, one per file: open a case, advance, amend, note, agree, refer, void, hand over, import a ledger,
and their like.

A service takes `(uow, actor, command)`, asks `portal.access` whether it may, asks `portal.engine` what
follows, hands the change to `portal.store`, and does not commit: whoever opened the unit of work does. What
does not live here: SQL for looking (`portal.reading`), parsing of requests and sentences for people. Next
rooms: `portal.web` and `portal.cli`, the two doors that call these.
"""
