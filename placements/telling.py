"""Rankings told in the terminal: verdict, parts and reasons as a table, as plain text or as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from matching.eligibility import Failure
from matching.rendering import render, render_failure, render_verdict
from placements.recommending import Excluded, Exclusion, Ranked, Recommendation


@dataclass(frozen=True, slots=True)
class Told:
    """A ranking, those excluded when asked for, and what to call everybody: names by uuid as text."""

    asked: str
    ranked: Ranked
    excluded: Excluded | None
    names: Mapping[str, str]
    language: str

    def as_json(self) -> str:
        """Give all of it as JSON."""
        told: dict[str, Any] = {
            "for": {"id": self.asked, "name": self.names[self.asked]},
            "eligible": self.ranked.eligible_count,
            "ranking": [self._item(rank, item) for rank, item in enumerate(self.ranked.items, start=1)],
        }
        if self.excluded:
            told["excludedCount"] = self.excluded.count
            told["excluded"] = [self._exclusion(item) for item in self.excluded.items]
        return json.dumps(told, ensure_ascii=False)

    def _item(self, rank: int, item: Recommendation) -> dict[str, Any]:
        parts = {"skills": item.parts.skills, "level": item.parts.level, "location": item.parts.location}
        reasons = [
            {"code": row.code, "values": row.values, "points": row.points, "text": text}
            for row, text in zip(item.reasons, self.sentences(item), strict=True)
        ]
        head = {"rank": rank, "id": self.other(item), "name": self.names[self.other(item)]}
        verdict = {"score": item.points / 10_000, "verdict": item.verdict, "parts": parts}
        return {**head, **verdict, "reasons": reasons}

    def _exclusion(self, item: Exclusion) -> dict[str, Any]:
        because = [
            {"rule": each.rule, "values": each.values, "change": each.change, "text": self.failing(each)}
            for each in item.failures
        ]
        return {"id": self.other(item), "name": self.names[self.other(item)], "because": because}

    def other(self, item: Recommendation | Exclusion) -> str:
        """Give the side of a pair that was not asked about."""
        return item.student if item.vacancy == self.asked else item.vacancy

    def sentences(self, item: Recommendation) -> list[str]:
        """Put the reasons of one match in words."""
        return [render(row, self.language, self.ranked.label) for row in item.reasons]

    def failing(self, failure: Failure) -> str:
        """Put one failing rule in words."""
        return render_failure(failure, self.language)


def tell(told: Told, out: TextIO) -> None:
    """Print a ranking: a table on a terminal, plain lines into a pipe or a file."""
    if getattr(out, "isatty", lambda: False)():
        _tell_table(told, Console(file=out))
    else:
        out.writelines(f"{line}\n" for line in _lines(told))


def _heading(told: Told) -> str:
    counts = {
        "name": told.names[told.asked],
        "shown": len(told.ranked.items),
        "all": told.ranked.eligible_count,
    }
    return _("%(name)s: %(shown)d of %(all)d matches") % counts


def _excluded_heading(told: Told, excluded: Excluded) -> str:
    return _("Not possible: %(shown)d of %(all)d") % {"shown": len(excluded.items), "all": excluded.count}


def _parts(item: Recommendation) -> Sequence[str]:
    return [str(points) for points in (item.parts.skills, item.parts.level, item.parts.location)]


def _lines(told: Told) -> Iterable[str]:
    """Give the ranking in lines that a person and ``grep`` can read."""
    yield _heading(told)
    for rank, item in enumerate(told.ranked.items, start=1):
        skills, level, location = _parts(item)
        parts = {"skills": skills, "level": level, "location": location, "total": item.points}
        said = _("%(total)d points = skills %(skills)s + level %(level)s + travel %(location)s") % parts
        yield ""
        yield f"{rank}. {told.names[told.other(item)]}"
        yield f"   {render_verdict(item.verdict, told.language)}: {said}"
        yield from (
            f"   {_points(row.points)}  {text}"
            for row, text in zip(item.reasons, told.sentences(item), strict=True)
        )
    if told.excluded:
        yield ""
        yield _excluded_heading(told, told.excluded)
        for item in told.excluded.items:
            yield f"- {told.names[told.other(item)]}"
            yield from (f"     {told.failing(failure)}" for failure in item.failures)


def _points(points: int) -> str:
    return f"{points:+5d}" if points else "     "


def _tell_table(told: Told, console: Console) -> None:
    """Print the same as a table as wide as the terminal."""
    table = Table(title=escape(_heading(told)), title_justify="left", show_lines=True)
    for heading in ("", _("match"), _("verdict"), _("skills"), _("level"), _("travel"), _("why")):
        table.add_column(heading)
    for rank, item in enumerate(told.ranked.items, start=1):
        verdict = render_verdict(item.verdict, told.language)
        why = "\n".join(
            f"{_points(row.points)} {text}"
            for row, text in zip(item.reasons, told.sentences(item), strict=True)
        )
        table.add_row(str(rank), escape(told.names[told.other(item)]), verdict, *_parts(item), escape(why))
    console.print(table)
    if told.excluded:
        console.print(escape(_excluded_heading(told, told.excluded)))
        for excluded in told.excluded.items:
            because = " ".join(told.failing(failure) for failure in excluded.failures)
            console.print(escape(f"- {told.names[told.other(excluded)]}: {because}"))
