"""Run the benchmarks: ``python -m tests.benchmarks [ranking|broker] [--quick] [--seed N]``."""

import argparse

from tests.benchmarks import broker, ranking

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("only", nargs="?", choices=["ranking", "broker"], help="the broker needs a redis-server")
parser.add_argument("--quick", action="store_true", help="a small region, to see that everything runs")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
if options.only != "broker":
    ranking.run(quick=options.quick, seed=options.seed)
if options.only != "ranking":
    broker.run(quick=options.quick)
