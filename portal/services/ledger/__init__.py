"""台账导入: a body's own ledger becomes cases, through the intake like everything else.

`workbook` opens the file apart from the portal, `upload` keeps its cells and what the columns mean, `check` plays every row
without writing, `write` makes all of them ready and writes them in one transaction, `undo` takes them back. What a row
means is up to `portal.engine.ledger`.
"""
