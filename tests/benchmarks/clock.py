"""Timing in interleaved rounds, and the table that is printed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one contestant over the rounds: wall clock and CPU."""

    name: str
    wall: list[float]
    cpu: list[float]


def race(contestants: dict[str, Callable[[], object]], *, rounds: int) -> list[Timing]:
    """Let the contestants run in turn, so that a slow minute of the machine hits all alike."""
    timings = {name: Timing(name, [], []) for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            wall, cpu = time.perf_counter(), time.process_time()
            run()
            timings[name].wall.append(time.perf_counter() - wall)
            timings[name].cpu.append(time.process_time() - cpu)
    return list(timings.values())


def table(title: str, timings: list[Timing], *, per: int = 1, unit: str = "ms") -> str:
    """Print min and median, wall and CPU, per item, and how many times longer each takes than the first."""
    scale = {"s": 1, "ms": 1e3, "µs": 1e6}[unit] / per
    ours = median(timings[0].wall)
    lines = [f"\n{title}", f"  {'':46}{'min':>10}{'median':>10}{'CPU':>10}   ratio"]
    for each in timings:
        figures = (min(each.wall), median(each.wall), median(each.cpu))
        shown = "".join(f"{value * scale:>10.2f}" for value in figures)
        lines.append(f"  {each.name:46}{shown} {median(each.wall) / ours:>6.1f} ×  ({unit})")
    return "\n".join(lines)
