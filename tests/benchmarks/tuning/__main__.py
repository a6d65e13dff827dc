"""Try values: ``python -m tests.benchmarks.tuning --data DIR [--only SET] [--seed N] [--quick]``."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.evaluation import Estimate
from matching.quality_data import DataMissing
from matching.quality_table import Row, Table
from tests.benchmarks.tuning.halves import Figures, Halves, gain, mean
from tests.benchmarks.tuning.parameters import FIGURES, SETS, Parameter
from tests.benchmarks.tuning.trials import Trials

COLUMNS = ("value", "tune", "held back", "gain on tune", "gain on held back")


@dataclass(frozen=True, slots=True)
class Tried:
    """What one value gave on either half, and how much more that is than what the served value gave."""

    value: float
    tune: Estimate
    held_back: Estimate
    more: Estimate
    more_held_back: Estimate

    @property
    def clearly_better(self) -> bool:
        """Tell whether both halves say, beyond their intervals, that this is better than what is served."""
        return self.more.low > 0 and self.more_held_back.low > 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table and the findings per set; without the data say so, and leave it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.tuning", description=__doc__)
    parser.add_argument("--data", required=True, type=Path, help="folder with dev/, esco/ and published/")
    parser.add_argument("--only", choices=sorted(SETS), help="one set of parameters instead of all")
    parser.add_argument("--seed", type=int, default=0, help="of the split in halves (default 0)")
    parser.add_argument("--quick", action="store_true", help="one query in four")
    args = parser.parse_args(arguments)
    print(f"Seed {args.seed}: half of the queries of each task may choose, the other half is held back.\n")
    trials, halves = Trials(args.data, quick=args.quick), Halves(args.seed)
    try:
        for name, parameters in SETS.items():
            if args.only in (None, name):
                print(_table(name, parameters, trials, halves).render(), flush=True)
    except DataMissing as error:
        sys.stderr.write(f"Skipped: {error}\n")
    return 0


def _table(name: str, parameters: Sequence[Parameter], trials: Trials, halves: Halves) -> Table:
    served: dict[str, Figures] = {}
    rows, findings = [], []
    for each in parameters:
        if each.depends not in served:
            served[each.depends] = trials.figures(each.depends)
        tried = [*try_values(each, served[each.depends], trials, halves)]
        rows += [_row(each, one) for one in tried]
        findings.append(finding(each, tried))
    tasks = dict.fromkeys(", ".join(FIGURES[each.depends]) for each in parameters)
    note = f"Mean over {'; '.join(tasks)}. Gain: over the served value, query by query."
    return Table(name.capitalize(), COLUMNS, rows, [note, "", *(f"- {each}" for each in findings)])


def try_values(parameter: Parameter, served: Figures, trials: Trials, halves: Halves) -> Iterator[Tried]:
    """Measure every value of a parameter, all others as they are served."""
    for value in parameter.tried():
        figures = served
        if value != parameter.served:
            with parameter.set(value):
                figures = trials.figures(parameter.depends)
        tune, held_back = halves.tune(figures), halves.held_back(figures)
        before = halves.tune(served), halves.held_back(served)
        yield Tried(value, mean(tune), mean(held_back), gain(tune, before[0]), gain(held_back, before[1]))


def finding(parameter: Parameter, tried: Sequence[Tried]) -> str:
    """Say which value is best where one may choose, and whether what is served may stay."""
    best = max(tried, key=lambda each: (each.tune.mean, each.value == parameter.served))
    if best.value == parameter.served:
        return f"`{parameter.name}`: {parameter.served:g}, as served, is best on tune."
    (served,) = (each for each in tried if each.value == parameter.served)
    inside = "outside" if best.tune.excludes(served.tune.mean) else "inside"
    told = f"{best.value:g} is best on tune; {served.value:g}, as served, lies {inside} its interval"
    return f"`{parameter.name}`: {told}" + (
        ", and is clearly worse on both halves." if best.clearly_better else "."
    )


def _row(parameter: Parameter, tried: Tried) -> Row:
    value = f"{tried.value:g}" + (" (served)" if tried.value == parameter.served else "")
    more = ("–", "–") if tried.value == parameter.served else map(signed, (tried.more, tried.more_held_back))
    return Row(f"`{parameter.name}`", [value, tried.tune, tried.held_back, *more])


def signed(more: Estimate) -> str:
    """Write a gain as ``+.003 (−.001 to +.007)``."""
    low, mean_gain, high = (
        f"{round(each, 3) + 0.0:+.3f}".replace("0.", ".", 1).replace("-", "−")
        for each in (more.low, more.mean, more.high)
    )
    return f"{mean_gain} ({low} to {high})"


if __name__ == "__main__":
    sys.exit(main())
