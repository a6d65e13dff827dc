"""The engine's command line: ``python -m matching COMMAND``."""

import argparse
import importlib
import os
import sys

COMMANDS = {
    "link": "matching.link_command",
    "rank": "matching.rank_command",
    "quality": "matching.quality_command",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code (2: bad input)."""
    parser = argparse.ArgumentParser(prog="python -m matching")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        importlib.import_module(module).add_arguments(commands.add_parser(name))
    args = parser.parse_args(arguments)
    return int(importlib.import_module(COMMANDS[args.command]).run(args))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        # Whoever reads (head, say) has enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
