"""A report on paper: A4 pages, each view on its own, with charts whose numbers stand beside them."""

from collections.abc import Sequence
from datetime import datetime

from monitoring.report_blocks import Bars, Block, Grid, Months, Promise, Promises, Report, View
from placements.paper import (
    BODY,
    BOLD,
    GAP,
    INK,
    INNER,
    LINE,
    MARGIN,
    MUTED,
    REGULAR,
    RULE,
    SMALL,
    TINT,
    TITLE,
    Paper,
)

FILL, BEFORE, SHORT = (15, 98, 121), (168, 190, 199), (196, 120, 22)
"""What is reached, the year before, and what lies below its target."""

ROW, BAR = 7.5, 3.4
PROMISE_WIDTHS = (0.40, 0.20, 0.16, 0.12, 0.12)
MONTHS_HEIGHT = 42.0
WIDE, TINY = 7, 7
"""From so many columns on their names are written so small (points)."""


def pdf_of(report: Report, *, made_at: datetime) -> bytes:
    """Draw a report; the same report gives the same bytes."""
    paper = _ReportPaper(report)
    paper.set_creation_date(made_at)
    try:
        paper.draw()
        return bytes(paper.output())
    finally:
        paper.close_fonts()


class _ReportPaper(Paper):
    def __init__(self, report: Report) -> None:
        super().__init__(report.title, report.footer)
        self.report = report

    def draw(self) -> None:
        """Draw everything, each view from the top of a page."""
        for number, view in enumerate(self.report.views):
            self.add_page()
            if number == 0:
                self.head(self.report.title, self.report.subtitle)
            self._view(view)

    def _view(self, view: View) -> None:
        self.start_section(view.heading)
        self.write_in(TITLE - 4, INK, BOLD)
        self.cell(INNER, 8, view.heading, new_x="LMARGIN", new_y="NEXT")
        self._say(view.intro)
        self.ln(GAP / 2)
        for block in view.blocks:
            self._block(block)
            self.ln(GAP)

    def _block(self, block: Block) -> None:
        self.room_for(MONTHS_HEIGHT + 6 * LINE if isinstance(block, Months) else 6 * LINE)
        self.heading(block.heading)
        self._say(block.intro)
        if isinstance(block, Promises):
            self._promises(block)
        elif isinstance(block, Bars):
            self._bars(block)
        elif isinstance(block, Months):
            self._months(block)
        else:
            self._grid(block)

    def _say(self, text: str) -> None:
        if text:
            self.write_in(SMALL, MUTED)
            self.multi_cell(INNER, 4.2, text, align="L", new_x="LMARGIN", new_y="NEXT")
            self.ln(1.5)

    # The promises: name, value with a bar towards the target, target, the years before

    def _promises(self, block: Promises) -> None:
        widths = [share * INNER for share in PROMISE_WIDTHS]
        self._line_of_cells(["", *block.columns], widths, header=True)
        for row in block.rows:
            self._promise(row, widths)

    def _promise(self, row: Promise, widths: Sequence[float]) -> None:
        height = max(ROW, LINE * self.count_lines(row.name, widths[0] - 2) + 2)
        self.room_for(height)
        top = self.get_y()
        self._rule(top)
        self.write_in(BODY, INK)
        self.set_xy(MARGIN, top + 1)
        self.multi_cell(widths[0] - 2, LINE, row.name, align="L")
        self._towards(row, MARGIN + widths[0], top, widths[1])
        for place, text in enumerate((row.target, row.before, row.last_year), start=2):
            self._number(text, MARGIN + sum(widths[:place]), top, widths[place], MUTED)
        self.set_xy(MARGIN, top + height)

    def _towards(self, row: Promise, left: float, top: float, width: float) -> None:
        """Draw the value, and below it how far it is on the way to its target."""
        self._number(row.value, left, top - 0.8, width, INK, BOLD)
        if row.share is None:
            return
        at = top + 5.6
        self._box(left + 4, at, width - 4, 1.2, TINT)
        self._box(left + 4, at, (width - 4) * min(1.0, row.share), 1.2, FILL if row.share >= 1 else SHORT)

    # Bars, one below the other

    def _bars(self, block: Bars) -> None:
        most = max((value or 0 for _label, value, _text in block.rows), default=0) or 1
        names, room = INNER * 0.34, INNER * 0.52
        for label, value, text in block.rows:
            self.room_for(LINE + 1)
            top = self.get_y()
            self.write_in(BODY, INK)
            self.cell(names, LINE, self.fitting(label, names))
            self._box(MARGIN + names, top + 0.8, room * (value or 0) / most, BAR, FILL)
            self._number(text, MARGIN + names + room, top - 1, INNER - names - room, INK)
            self.set_xy(MARGIN, top + LINE + 0.8)

    # Months, two bars each

    def _months(self, block: Months) -> None:
        self._legend(block.names)
        most = max((value or 0 for row in block.rows for value in row[1:]), default=0) or 1
        top, width = self.get_y() + 4, INNER / max(1, len(block.rows))
        for place, (label, *pair) in enumerate(block.rows):
            left = MARGIN + place * width
            for number, (value, colour) in enumerate(zip(pair, (FILL, BEFORE), strict=True)):
                self._column(left + number * width * 0.42, top, width * 0.4, value, most, colour)
            self.set_xy(left, top + MONTHS_HEIGHT - 7)
            self.write_in(SMALL, MUTED)
            self.cell(width * 0.84, LINE, label, align="C")
        self._rule(top + MONTHS_HEIGHT - 8)
        self.set_xy(MARGIN, top + MONTHS_HEIGHT)

    def _column(
        self,
        left: float,
        top: float,
        width: float,
        value: int | None,
        most: int,
        colour: tuple[int, int, int],
    ) -> None:
        height = (MONTHS_HEIGHT - 12) * (value or 0) / most
        foot = top + MONTHS_HEIGHT - 8
        self._box(left, foot - height, width, height, colour)
        if value:
            self.write_in(SMALL - 1.5, MUTED)
            self.set_xy(left - 1, foot - height - 3.4)
            self.cell(width + 2, 3, str(value), align="C")

    def _legend(self, names: Sequence[str]) -> None:
        top = self.get_y()
        for place, (name, colour) in enumerate(zip(names, (FILL, BEFORE), strict=True)):
            left = MARGIN + place * 40
            self._box(left, top + 1.2, 3, 3, colour)
            self.set_xy(left + 4.5, top)
            self.write_in(SMALL, INK)
            self.cell(34, LINE, name)
        self.set_xy(MARGIN, top + LINE)

    # Tables

    def _grid(self, block: Grid) -> None:
        columns = len(block.header) - 1
        first = 0.5 if columns < 3 else 0.4 if columns < WIDE else 0.2
        widths = [INNER * first, *[INNER * (1 - first) / max(1, columns)] * columns]
        self._line_of_cells(block.header, widths, header=True)
        for row in block.rows:
            if self.will_page_break(ROW):
                self.add_page()
                self._line_of_cells(block.header, widths, header=True)
            self._line_of_cells(row, widths)

    def _line_of_cells(self, cells: Sequence[str], widths: Sequence[float], *, header: bool = False) -> None:
        lines = max(self.count_lines(text, width - 2) for text, width in zip(cells, widths, strict=True))
        height = LINE * lines + 1.5
        self.room_for(height)
        top = self.get_y()
        if header:
            self._box(MARGIN, top, INNER, height, TINT)
        else:
            self._rule(top)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
            if header:
                self.write_in(SMALL if len(cells) < WIDE else TINY, MUTED, BOLD)
            else:
                self.write_in(BODY, INK)
            self.set_xy(MARGIN + sum(widths[:place]), top + 0.8)
            self.multi_cell(width - 1, LINE, text, align="R" if place else "L")
        self.set_xy(MARGIN, top + height)

    # Strokes

    def _number(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        colour: tuple[int, int, int],
        style: str = REGULAR,
    ) -> None:
        self.write_in(BODY, colour, style)
        self.set_xy(left, top + 1)
        self.cell(width, LINE, text, align="R")

    def _rule(self, top: float) -> None:
        self.set_draw_color(*RULE)
        self.line(MARGIN, top, MARGIN + INNER, top)

    def _box(
        self, left: float, top: float, width: float, height: float, colour: tuple[int, int, int]
    ) -> None:
        if width > 0 and height > 0:
            self.set_fill_color(*colour)
            self.rect(left, top, width, height, style="F")
