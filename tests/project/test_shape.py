"""Files and functions stay small, have a subject, and are named for it."""

import ast
import statistics

from tests.project.sources import ROOT, functions, modules

LONGEST_FILE = 300
DRAWERS = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc"}


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_too_long():
    assert {str(p.relative_to(ROOT)): lines(p) for p in modules() if lines(p) > LONGEST_FILE} == {}


def test_files_are_small_on_the_whole():
    sizes = [lines(path) for path in modules() if path.name != "__init__.py"]
    assert statistics.median(sizes) <= 80
    assert percentile(sizes, 0.9) <= 200


def test_functions_are_small_on_the_whole():
    sizes = [
        function.end_lineno - function.body[0].lineno + 1
        for path in modules()
        for function in functions(path)
    ]
    assert statistics.median(sizes) <= 7
    assert percentile(sizes, 0.9) <= 20


def test_there_are_no_drawers():
    assert [str(p) for p in modules() if p.stem in DRAWERS or p.parent.name in DRAWERS] == []


def test_every_module_says_what_it_is_about():
    silent = [p for p in modules() if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert [str(p.relative_to(ROOT)) for p in silent] == []


def test_every_function_says_what_it_returns():
    untyped = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for path in modules()
        for function in functions(path)
        if function.returns is None and not path.match("*/management/commands/*")
    ]
    assert len(untyped) <= 0.02 * sum(1 for path in modules() for _ in functions(path)), untyped
