"""A body's own ledger, read into the intake: the columns of a type, cells, headings, rows, and the course of a case.

Pure, like all of the engine: no file is opened here (`portal.services.ledger.workbook`) and nothing is written
(`portal.services.ledger.write`).
"""
