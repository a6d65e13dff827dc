"""What people are told about a file that cannot be read, or only just."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reference.headers import RowError

DETAILS = {
    "cannot_be_opened": gettext_noop("the file cannot be opened: %(found)s"),
    "unsupported_file": gettext_noop(
        "this is %(found)s, not CSV; open it in your spreadsheet program and save it as CSV (UTF-8)"
    ),
    "file_too_large": gettext_noop("the file is larger than %(found)s; split it"),
    "empty_file": gettext_noop("the file is empty"),
    "nul_bytes": gettext_noop("there are NUL bytes in the file; save it again as CSV (UTF-8)"),
    "unsupported_encoding": gettext_noop("the encoding is not recognised; save the file as CSV (UTF-8)"),
    "broken_utf8": gettext_noop("the text is broken UTF-8 from here on; save the file again as CSV (UTF-8)"),
    "broken_utf16": gettext_noop(
        "the text is broken UTF-16 from here on; save the file again as CSV (UTF-8)"
    ),
    "bad_quotes": gettext_noop(
        'a quotation mark (") is not closed or stands inside a cell; double it there, or leave it out'
    ),
    "cell_too_long": gettext_noop(
        'a cell is longer than 131,072 characters; is a quotation mark (") not closed?'
    ),
    "line_too_long": gettext_noop("a line is longer than %(found)s characters; are the line ends missing?"),
    "too_many_rows": gettext_noop(
        "the file has more than %(found)s rows, the most we read at once; split it and load the parts"
    ),
    "cp1252": gettext_noop(
        "the file is not UTF-8 and was read as Windows-1252; is “%(found)s” right? If not, save it as UTF-8"
    ),
    "no_rows": gettext_noop("there is nothing below the header"),
}


def refused(code: str, *, row: int = 0, found: str = "") -> RowError:
    """Put a fault of a whole file into words; ``found`` is what was seen, or the limit."""
    return RowError(row, "", code, _(DETAILS[code]) % {"found": found})
