"""An agreement on paper: A4 pages with the parties, what is agreed, and a box for each signature."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from placements.agreement_texts import Block, Box, Sheet

FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY, REGULAR, BOLD = "sans", "", "B"
MARGIN, GAP, WIDTH = 18.0, 6.0, 210.0
INNER = WIDTH - 2 * MARGIN
BODY, SMALL, HEADING, TITLE = 10, 8.5, 11.5, 20
LINE = 5.0
"""Millimetres; sizes of letters in points."""

INK, MUTED, RULE, TINT = (24, 32, 42), (90, 101, 114), (203, 209, 216), (244, 246, 248)
LABEL_SHARE = 0.36
BOX_HEIGHT = 34.0


def pdf_of(sheet: Sheet, *, made_at: datetime) -> bytes:
    """Draw a sheet; the same sheet gives the same bytes."""
    paper = _Paper(sheet)
    paper.set_creation_date(made_at)
    try:
        paper.draw()
        return bytes(paper.output())
    finally:
        paper.close_fonts()


class _Paper(FPDF):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self.sheet = sheet
        self.add_font(FAMILY, REGULAR, FONTS / "stagepoort-sans-regular.ttf")
        self.add_font(FAMILY, BOLD, FONTS / "stagepoort-sans-semibold.ttf")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + LINE)
        self.set_title(sheet.title)
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
        self._write_in(SMALL, MUTED)
        self.cell(INNER * 0.8, LINE, self.sheet.footer)
        page = _("page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": self.str_alias_nb_pages}
        self.cell(0, LINE, page, align="R")

    def draw(self) -> None:
        """Draw everything, top to bottom."""
        self.add_page()
        self._head()
        self._side_by_side(self.sheet.parties)
        for block in self.sheet.blocks:
            self._table(block)
        self._signatures(self.sheet.boxes)

    def _head(self) -> None:
        self._write_in(TITLE, INK, BOLD)
        self.multi_cell(INNER, 9, self.sheet.title, new_x="LMARGIN", new_y="NEXT")
        self._write_in(BODY, MUTED)
        self.multi_cell(INNER, LINE, self.sheet.subtitle, new_x="LMARGIN", new_y="NEXT")
        self.ln(GAP)

    def _side_by_side(self, blocks: Sequence[Block]) -> None:
        """Draw the parties beside each other, on a tint."""
        width = (INNER - GAP * (len(blocks) - 1)) / len(blocks)
        top = self.get_y()
        heights = [
            self._party(block, MARGIN + at * (width + GAP), top, width) for at, block in enumerate(blocks)
        ]
        self.set_y(top + max(heights) + GAP)

    def _party(self, block: Block, left: float, top: float, width: float) -> float:
        """Draw one party; gives its height."""
        self.set_xy(left, top)
        self._write_in(SMALL, MUTED, BOLD)
        self.cell(width, LINE, block.heading.upper(), new_x="LEFT", new_y="NEXT")
        self.set_draw_color(*RULE)
        self.line(left, self.get_y(), left + width, self.get_y())
        self.ln(1.5)
        for number, (label, text) in enumerate(block.rows):
            self._write_in(BODY if number else HEADING, INK, REGULAR if number else BOLD)
            self.set_x(left)
            self.multi_cell(width, LINE, text, align="L", new_x="LEFT", new_y="NEXT")
            if label:
                self._caption(label, left, width)
        return self.get_y() - top

    def _caption(self, label: str, left: float, width: float) -> None:
        self.set_x(left)
        self._write_in(SMALL, MUTED)
        self.multi_cell(width, 3.6, label, align="L", new_x="LEFT", new_y="NEXT")
        self.ln(1)

    def _table(self, block: Block) -> None:
        """Draw what is agreed: labels and values, a line between them."""
        self._heading(block.heading)
        self.set_draw_color(*RULE)
        for label, text in block.rows:
            self._row(label, text)
        self.ln(GAP)

    def _heading(self, text: str) -> None:
        if self.will_page_break(4 * LINE):
            self.add_page()
        self._write_in(HEADING, INK, BOLD)
        self.cell(INNER, LINE + 1.5, text, new_x="LMARGIN", new_y="NEXT")

    def _row(self, label: str, text: str) -> None:
        height = LINE * max(1, self._lines(text, INNER * (1 - LABEL_SHARE))) + 2
        if self.will_page_break(height):
            self.add_page()
        top = self.get_y()
        self.line(MARGIN, top, MARGIN + INNER, top)
        self.set_xy(MARGIN, top + 1)
        self._write_in(BODY, MUTED)
        self.multi_cell(INNER * LABEL_SHARE, LINE, label, align="L")
        self.set_xy(MARGIN + INNER * LABEL_SHARE, top + 1)
        self._write_in(BODY, INK)
        self.multi_cell(INNER * (1 - LABEL_SHARE), LINE, text, align="L")
        self.set_xy(MARGIN, top + height)

    def _lines(self, text: str, width: float) -> int:
        self._write_in(BODY, INK)
        return len(self.multi_cell(width, LINE, text, dry_run=True, output=MethodReturnValue.LINES))

    def _signatures(self, boxes: Sequence[Box]) -> None:
        """Draw a box for each who signs, two beside each other; what was recorded stands in it."""
        self._heading(_("Signatures"))
        width = (INNER - GAP) / 2
        for first in range(0, len(boxes), 2):
            if self.will_page_break(BOX_HEIGHT):
                self.add_page()
            top = self.get_y() + 1
            for at, box in enumerate(boxes[first : first + 2]):
                self._box(box, MARGIN + at * (width + GAP), top, width)
            self.set_y(top + BOX_HEIGHT + 3)
        self._write_in(SMALL, MUTED)
        self.multi_cell(INNER, LINE, self.sheet.note, new_x="LMARGIN", new_y="NEXT")

    def _box(self, box: Box, left: float, top: float, width: float) -> None:
        self.set_draw_color(*RULE)
        self.set_fill_color(*TINT)
        self.rect(left, top, width, BOX_HEIGHT)
        self.rect(left, top, width, 7, style="DF")
        self.set_xy(left + 2, top + 1)
        self._write_in(BODY, INK, BOLD)
        self.cell(width - 4, LINE, box.heading)
        for at, (label, text) in enumerate(box.rows):
            self._line_to_fill(label, text, left + 2, top + 8 + at * 8.4, width - 4)

    def _line_to_fill(self, label: str, text: str, left: float, top: float, width: float) -> None:
        self.set_xy(left, top)
        self._write_in(SMALL, MUTED)
        self.cell(width * 0.3, 7, label)
        self._write_in(BODY, INK)
        self.cell(width * 0.7, 7, self._fitting(text, width * 0.7))
        self.line(left + width * 0.3, top + 6.4, left + width, top + 6.4)

    def _fitting(self, text: str, width: float) -> str:
        """Cut a text that is too long for one line."""
        while text and self.get_string_width(text) > width - 2:
            text = text.removesuffix("…")[:-1] + "…"
        return text

    def _write_in(self, size: float, colour: tuple[int, int, int], style: str = REGULAR) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(*colour)
