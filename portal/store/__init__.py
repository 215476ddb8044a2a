"""Tables, migrations, the unit of work, and `record()`, the only writer of cases.

Here lives all that is written: cases, parties, events with their hash chain, clocks, facts and measures,
search text, secrets as ciphertext, files, outbox, drafts, numbers. SQLite and PostgreSQL behave the same.
What does not live here: deciding (`portal.engine`), who may see what (`portal.access`), and questions asked
of the tables (`portal.reading`). Next room: `portal.access`.
"""
