"""Write the quarterly report for the partners."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from monitoring.quarters import NoQuarter, Quarter, QuarterNotBegun
from monitoring.report_csv import csv_of
from monitoring.report_pdf import pdf_of
from monitoring.reporting import quarterly
from reference.loading.pack import find_pack


class Command(BaseCommand):
    """Reports on a quarter, as PDF with charts and as CSV."""

    help = "Write the report of a quarter as PDF and CSV, in the views region, project and flywheel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the quarter, where to and in which language."""
        parser.add_argument("--quarter", metavar="2026Q4", help="default: the last one that is over")
        parser.add_argument(
            "--to", metavar="FOLDER", type=Path, help="where the files go (default: reports in VAR_DIR)"
        )
        parser.add_argument(
            "--language", choices=("nl", "en"), default="nl", help="of the report (default: nl)"
        )
        parser.add_argument(
            "--json", action="store_true", help="print the names of the files as JSON on stdout"
        )

    def handle(self, **options: Any) -> None:
        """Write both files and say where they are."""
        with translation.override(options["language"]):
            files = self.write(options["quarter"], options["to"] or Path(settings.VAR_DIR) / "reports")
            if options["json"]:
                self.stdout.write(json.dumps({"files": [str(file) for file in files]}))
            else:
                self.stdout.write(_("Written: %(files)s.") % {"files": ", ".join(map(str, files))})

    def write(self, written: str | None, folder: Path) -> list[Path]:
        """Write the files of a quarter, and give them."""
        try:
            quarter = Quarter.parse(written) if written else Quarter.last_complete()
            report = quarterly(quarter, region=find_pack(settings.REGION).name)
        except NoQuarter as error:
            raise CommandError(
                _("%(text)s is no quarter; write one as 2026Q4.") % {"text": written}
            ) from error
        except QuarterNotBegun as error:
            raise CommandError(
                _("%(quarter)s has not begun: it begins on %(day)s.")
                % {"quarter": error.quarter, "day": error.quarter.begin.isoformat()}
            ) from error
        folder.mkdir(parents=True, exist_ok=True)
        made = {".pdf": pdf_of(report, made_at=timezone.now()), ".csv": csv_of(report)}
        files = [folder / f"report-{quarter}{ending}" for ending in made]
        for file, content in zip(files, made.values(), strict=True):
            file.write_bytes(content)
        return files
