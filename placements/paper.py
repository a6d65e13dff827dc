"""Paper: A4 pages of the house, with its letters, margins and a footer on each page."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY, REGULAR, BOLD = "sans", "", "B"
MARGIN, GAP, WIDTH = 18.0, 6.0, 210.0
INNER = WIDTH - 2 * MARGIN
BODY, SMALL, HEADING, TITLE = 10, 8.5, 11.5, 20
LINE = 5.0
"""Millimetres; sizes of letters in points."""

INK, MUTED, RULE, TINT = (24, 32, 42), (90, 101, 114), (203, 209, 216), (244, 246, 248)


class Paper(FPDF):
    """Pages with a title, a footer and the ways in which the house writes on them."""

    def __init__(self, title: str, footer: str) -> None:
        super().__init__(format="A4")
        self.footer_text = footer
        self.add_font(FAMILY, REGULAR, FONTS / "stagepoort-sans-regular.ttf")
        self.add_font(FAMILY, BOLD, FONTS / "stagepoort-sans-semibold.ttf")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + LINE)
        self.set_title(title)
        self.set_lang(get_language() or "nl")
        self.set_creator("Stagepoort")
        self.alias_nb_pages()
        self.c_margin = 0

    def close_fonts(self) -> None:
        """Close the files that the library leaves open."""
        for font in self.fonts.values():
            font.close()

    def footer(self) -> None:
        """Say on every page which paper it belongs to."""
        self.set_y(-MARGIN)
        self.write_in(SMALL, MUTED)
        self.cell(INNER * 0.8, LINE, self.footer_text)
        page = _("page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": self.str_alias_nb_pages}
        self.cell(0, LINE, page, align="R")

    def head(self, title: str, subtitle: str) -> None:
        """Write the title of the paper and what stands below it."""
        self.write_in(TITLE, INK, BOLD)
        self.multi_cell(INNER, 9, title, new_x="LMARGIN", new_y="NEXT")
        self.write_in(BODY, MUTED)
        self.multi_cell(INNER, LINE, subtitle, new_x="LMARGIN", new_y="NEXT")
        self.ln(GAP)

    def heading(self, text: str) -> None:
        """Write a heading, on the next page where little room is left."""
        self.room_for(4 * LINE)
        self.write_in(HEADING, INK, BOLD)
        self.cell(INNER, LINE + 1.5, text, new_x="LMARGIN", new_y="NEXT")

    def room_for(self, height: float) -> None:
        """Go on to the next page where so many millimetres do not fit."""
        if self.will_page_break(height):
            self.add_page()

    def count_lines(self, text: str, width: float) -> int:
        """Say how many lines a text takes in the letters of the body."""
        self.write_in(BODY, INK)
        return len(self.multi_cell(width, LINE, text, dry_run=True, output=MethodReturnValue.LINES))

    def fitting(self, text: str, width: float) -> str:
        """Cut a text that is too long for one line."""
        while text and self.get_string_width(text) > width - 2:
            text = text.removesuffix("…")[:-1] + "…"
        return text

    def write_in(self, size: float, colour: tuple[int, int, int], style: str = REGULAR) -> None:
        """Write from now on in this size and colour."""
        self.set_font(FAMILY, style, size)
        self.set_text_color(*colour)
