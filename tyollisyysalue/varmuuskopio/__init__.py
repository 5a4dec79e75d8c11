"""The portal's data as one file, and back: ``manage.py varmista`` and ``manage.py palauta``.

``arkisto`` is the file and its guards, ``kanta`` what PostgreSQL's own programs and queries do with the database.
"""


class VarmuuskopioVirhe(Exception):
    """The text tells whoever runs the command what is wrong and what to do."""
