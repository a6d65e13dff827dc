"""What the project's own source files are, and what each imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# Lowest first; a package may import those before it.
LAYERS = ["matching", "reference", "profiles", "vacancies", "placements", "monitoring", "api|web", "config"]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer.split("|")}


def packages() -> set[str]:
    """Find the top-level packages of the product."""
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}


def modules() -> Iterator[Path]:
    """Find the product's Python files, migrations aside."""
    for package in sorted(packages()):
        yield from (p for p in sorted((ROOT / package).rglob("*.py")) if "migrations" not in p.parts)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """List (line, module) of every import in a file, those inside functions and type checks too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.lineno, node.module or ""


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """List every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
