"""Bytes of a file → title and text. A new format is one file and one line in ``reading.py``.

Plain Python that trusts nothing it is given; what came from outside is read in a process of its own
(``child.py``), because a parser that hangs or eats memory is the file's doing, not ours.
"""

from annotations.readers.document import Document, TooSlow, Unreadable
from annotations.readers.reading import read

__all__ = ["Document", "TooSlow", "Unreadable", "read"]
