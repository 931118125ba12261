"""The repository as text and as syntax trees, for the tests of its rules."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path


ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "yushui"
TEMPLATES = PACKAGE / "web" / "templates"
STATIC = PACKAGE / "web" / "static"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    """Python files with code in them, migrations aside, relative to the root."""
    return [
        path.relative_to(ROOT)
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and path.stat().st_size
    ]


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is, or would be, committed; files of bytes are left out."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    paths = [Path(name) for name in names if name and (ROOT / name).is_file()]
    return tuple(path for path in paths if b"\0" not in (ROOT / path).read_bytes()[:4096])


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Every function with its name as `path::Class.function`."""
    yield from _functions(tree(path), f"{path}::")


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield f"{prefix}{child.name}", child
            yield from _functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            yield from _functions(child, prefix)


def classes(path: Path) -> Iterator[tuple[str, ast.ClassDef]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            yield f"{path}::{node.name}", node


def lines_of(node: Function) -> int:
    """How long a function is, decorators and docstring aside: a docstring is not complexity."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) and len(node.body) > 1:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def depth(node: ast.AST, level: int = 0) -> int:
    """How deep blocks are nested; `elif` counts as its `if`."""
    blocks = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
    deepest = level
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        below = level + (isinstance(child, blocks) and not is_elif)
        deepest = max(deepest, depth(child, below))
    return deepest


def is_action_module(path: Path) -> bool:
    """`actions.py` of an app, or a module of its `actions` package."""
    return path.name == "actions.py" or (
        path.parent.name == "actions" and path.name != "__init__.py"
    )


class Module:
    """What a module of actions calls, followed through its own private functions."""

    def __init__(self, path: Path) -> None:
        self.tree = tree(path)
        self.own = {node.name: node for node in self.tree.body if isinstance(node, Function)}
        self.actions_elsewhere = set(_names_of_actions(self.tree))

    def public(self) -> list[Function]:
        return [node for name, node in self.own.items() if not name.startswith("_")]

    def reaches(self, node: Function, names: set[str], seen: frozenset[str] = frozenset()) -> bool:
        """Whether the function calls one of `names`, itself or through what it calls here."""
        for call in (below for below in ast.walk(node) if isinstance(below, ast.Call)):
            words = ast.unparse(call.func).split(".")
            if words[-1] in names or self.actions_elsewhere & {words[0], ".".join(words[:2])}:
                return True
            below = self.own.get(words[0])
            if below and words[0] not in seen and self.reaches(below, names, seen | {node.name}):
                return True
        return False


def _names_of_actions(module: ast.Module) -> Iterator[str]:
    """Names under which this module knows other apps' actions, which leave traces themselves."""
    for node in ast.walk(module):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("yushui."):
            continue
        if f"{node.module}".startswith("yushui.ledger"):  # postings are no trace of who acted
            continue
        for alias in node.names:
            if alias.name == "actions" or ".actions" in f"{node.module}":
                yield alias.asname or alias.name
