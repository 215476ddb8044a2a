"""What a file that somebody sends may be, found out by what it holds and not by what it is called.

`kinds` knows the allowed kinds by their first bytes and endings, `pictures` makes a picture anew without the place it was
taken at, `taking` puts both together with the office files of the engine. Nothing here knows a case.
"""
