"""The union's calculations, one per file: a pure formula with its article, and its declaration.

All are for use in mediation only; exact fractions inside, rounded to the fen (half up) once at the end of each item.
"""
