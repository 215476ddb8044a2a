"""Papers declared as blocks (heading, party table, paragraph, terms, signatures) and rendered; the order and
completeness of a dossier.

Here a declared paper and the values of a case, or none for a blank form, become something to print. What does
not live here: which papers a dispute type has (its declaration), the wording officials may edit (rows in the
store), portal chrome. Next room: `portal.web`, which shows and prints them.
"""
