"""An agreement on paper: A4 pages with the parties, what is agreed, and a box for each signature."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from placements.agreement_texts import Block, Box, Sheet
from placements.paper import (
    BODY,
    BOLD,
    GAP,
    HEADING,
    INK,
    INNER,
    LINE,
    MARGIN,
    MUTED,
    REGULAR,
    RULE,
    SMALL,
    TINT,
    Paper,
)

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


class _Paper(Paper):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.title, sheet.footer)
        self.sheet = sheet

    def draw(self) -> None:
        """Draw everything, top to bottom."""
        self.add_page()
        self.head(self.sheet.title, self.sheet.subtitle)
        self._side_by_side(self.sheet.parties)
        for block in self.sheet.blocks:
            self._table(block)
        self._signatures(self.sheet.boxes)

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
        self.write_in(SMALL, MUTED, BOLD)
        self.cell(width, LINE, block.heading.upper(), new_x="LEFT", new_y="NEXT")
        self.set_draw_color(*RULE)
        self.line(left, self.get_y(), left + width, self.get_y())
        self.ln(1.5)
        for number, (label, text) in enumerate(block.rows):
            self.write_in(BODY if number else HEADING, INK, REGULAR if number else BOLD)
            self.set_x(left)
            self.multi_cell(width, LINE, text, align="L", new_x="LEFT", new_y="NEXT")
            if label:
                self._caption(label, left, width)
        return self.get_y() - top

    def _caption(self, label: str, left: float, width: float) -> None:
        self.set_x(left)
        self.write_in(SMALL, MUTED)
        self.multi_cell(width, 3.6, label, align="L", new_x="LEFT", new_y="NEXT")
        self.ln(1)

    def _table(self, block: Block) -> None:
        """Draw what is agreed: labels and values, a line between them."""
        self.heading(block.heading)
        self.set_draw_color(*RULE)
        for label, text in block.rows:
            self._row(label, text)
        self.ln(GAP)

    def _row(self, label: str, text: str) -> None:
        height = LINE * max(1, self.count_lines(text, INNER * (1 - LABEL_SHARE))) + 2
        self.room_for(height)
        top = self.get_y()
        self.line(MARGIN, top, MARGIN + INNER, top)
        self.set_xy(MARGIN, top + 1)
        self.write_in(BODY, MUTED)
        self.multi_cell(INNER * LABEL_SHARE, LINE, label, align="L")
        self.set_xy(MARGIN + INNER * LABEL_SHARE, top + 1)
        self.write_in(BODY, INK)
        self.multi_cell(INNER * (1 - LABEL_SHARE), LINE, text, align="L")
        self.set_xy(MARGIN, top + height)

    def _signatures(self, boxes: Sequence[Box]) -> None:
        """Draw a box for each who signs, two beside each other; what was recorded stands in it."""
        self.heading(_("Signatures"))
        width = (INNER - GAP) / 2
        for first in range(0, len(boxes), 2):
            self.room_for(BOX_HEIGHT)
            top = self.get_y() + 1
            for at, box in enumerate(boxes[first : first + 2]):
                self._box(box, MARGIN + at * (width + GAP), top, width)
            self.set_y(top + BOX_HEIGHT + 3)
        self.write_in(SMALL, MUTED)
        self.multi_cell(INNER, LINE, self.sheet.note, new_x="LMARGIN", new_y="NEXT")

    def _box(self, box: Box, left: float, top: float, width: float) -> None:
        self.set_draw_color(*RULE)
        self.set_fill_color(*TINT)
        self.rect(left, top, width, BOX_HEIGHT)
        self.rect(left, top, width, 7, style="DF")
        self.set_xy(left + 2, top + 1)
        self.write_in(BODY, INK, BOLD)
        self.cell(width - 4, LINE, box.heading)
        for at, (label, text) in enumerate(box.rows):
            self._line_to_fill(label, text, left + 2, top + 8 + at * 8.4, width - 4)

    def _line_to_fill(self, label: str, text: str, left: float, top: float, width: float) -> None:
        self.set_xy(left, top)
        self.write_in(SMALL, MUTED)
        self.cell(width * 0.3, 7, label)
        self.write_in(BODY, INK)
        self.cell(width * 0.7, 7, self.fitting(text, width * 0.7))
        self.line(left + width * 0.3, top + 6.4, left + width, top + 6.4)
