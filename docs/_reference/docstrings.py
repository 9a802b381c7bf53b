"""Docstrings as they stand in the source, those under attributes too, which Python itself does not keep."""

from __future__ import annotations

import ast
import importlib
import inspect
from functools import cache
from pathlib import Path
from types import ModuleType

import attrs

__all__ = ["AnyFunction", "ClassSource", "ModuleSource", "class_source", "docstring_below", "module_source"]

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


@attrs.frozen(kw_only=True)
class ClassSource:
    """What the source says of a class, in the order in which it is written."""

    node: ast.ClassDef
    """The whole of it."""
    doc: str
    """Its docstring; empty without one."""
    attributes: dict[str, str]
    """Docstring of every annotated or assigned name; empty without one."""
    annotations: dict[str, ast.expr]
    """Annotation of every annotated name."""
    functions: dict[str, AnyFunction]
    """Methods and properties, special ones included."""


@attrs.frozen(kw_only=True)
class ModuleSource:
    """What the source says of a module."""

    module: ModuleType
    """The imported module."""
    doc: str
    """Its docstring."""
    constants: dict[str, str]
    """Docstring of every assigned name."""
    values: dict[str, ast.expr]
    """What is assigned to every annotated name."""
    functions: dict[str, AnyFunction]
    """Functions."""
    classes: dict[str, ClassSource]
    """Classes."""


@cache
def module_source(name: str) -> ModuleSource:
    """The source of a module, by its full name."""
    module = importlib.import_module(name)
    tree = ast.parse(Path(inspect.getfile(module)).read_text(encoding="utf-8"))
    return ModuleSource(
        module=module,
        doc=ast.get_docstring(tree) or "",
        constants=_assigned(tree.body),
        values={
            node.target.id: node.value
            for node in tree.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value
        },
        functions=_functions(tree.body),
        classes={node.name: _class(node) for node in tree.body if isinstance(node, ast.ClassDef)},
    )


def class_source(cls: type) -> ClassSource:
    """The source of a class."""
    return module_source(cls.__module__).classes[cls.__name__]


def docstring_below(body: list[ast.stmt], number: int) -> str:
    """The string that stands as a statement of its own after a statement; empty without one."""
    following = body[number + 1] if number + 1 < len(body) else None
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        return inspect.cleandoc(following.value.value) if isinstance(following.value.value, str) else ""
    return ""


def _class(node: ast.ClassDef) -> ClassSource:
    return ClassSource(
        node=node,
        doc=ast.get_docstring(node) or "",
        attributes=_assigned(node.body),
        annotations={
            each.target.id: each.annotation
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        },
        functions=_functions(node.body),
    )


def _assigned(body: list[ast.stmt]) -> dict[str, str]:
    docs: dict[str, str] = {}
    for number, node in enumerate(body):
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        docs |= {target.id: docstring_below(body, number) for target in targets if isinstance(target, ast.Name)}
    return docs


def _functions(body: list[ast.stmt]) -> dict[str, AnyFunction]:
    return {node.name: node for node in body if isinstance(node, AnyFunction)}
