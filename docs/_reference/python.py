"""The page about the Python interface: every public name, and every type that their annotations lead to.

Read from the source with `ast`, so that docstrings under attributes are there and the order is that of the
files. Annotations are written with full names, which Sphinx turns into links.
"""

from __future__ import annotations

import ast
import builtins
import re
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import attrs

import llmreg
from _reference.docstrings import AnyFunction, ClassSource, class_source, module_source
from _reference.markdown import directive, paragraph
from llmreg import formats

__all__ = ["GROUPS", "python_page"]

_HOMES: dict[str, str] = llmreg._HOME  # noqa: SLF001
"""The module of each public name."""

GROUPS = {
    "Loading and checking": ("loading",),
    "The registry and its answers": ("registry", "resolution", "explanation"),
    "Queries": ("querying.result", "querying.query", "querying.expressions", "querying.listing"),
    "Charts": ("charts.chart",),
    "Importing": ("importing", "importing.report"),
    "Records": ("schema.model", "schema.vendor", "schema.platform", "schema.integration", "schema."),
    "Values and words": ("quantities", "frozenmap", "vocabulary"),
    "Reports and places": ("diagnostics", "source"),
    "Exceptions": ("errors",),
    "Version": ("_version",),
}
"""Headings of the page, and the modules whose public names stand under each; `schema.` means all of them."""

_MADE_ELSEWHERE = frozenset(["AnyField", "Registry", "Result"])
"""Classes that users do not call, whose signature would only confuse."""

_MAKERS = ("__init__", "__new__")

_SECTION = re.compile(r"^(Args|Raises|Attributes):\n((?:[ ]+.*\n?|\n)+)", re.MULTILINE)
_ENTRY = re.compile(r"^    (\w+): ((?:.|\n(?:     |\n))*)", re.MULTILINE)
_FIELDS = {"Args": "param", "Raises": "raises", "Attributes": "ivar"}


def python_page() -> str:
    """Sections of public names, then of the types that these lead to."""
    page = _Page()
    parts = []
    for title, names in _grouped().items():
        parts += [f"## {title}", *(page.public(name) for name in names)]
    parts += [
        "## Types in annotations",
        "These come with the names above and are rarely written by hand. They are imported from the module that is shown.",
        *page.others(),
    ]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _grouped() -> dict[str, list[str]]:
    """The public names under their headings, in the order of the source; what has no heading comes last."""
    groups: dict[str, list[str]] = {}
    for title, modules in GROUPS.items():
        for wanted in modules:
            homes = sorted(
                {home for home in _HOMES.values() if home == wanted or (wanted[-1] == "." and home.startswith(wanted))}
            )
            names = (name for home in homes for name in _in_order(home))
            groups[title] = list(dict.fromkeys([*groups.get(title, []), *names]))
    placed = {name for names in groups.values() for name in names}
    if rest := [name for name in llmreg.__all__ if name not in placed]:
        groups["Other names"] = rest
    return groups


def _in_order(home: str) -> list[str]:
    """The public names of a module as they come in its source."""
    source = module_source(f"llmreg.{home}")
    written = [*source.classes, *source.functions, *source.constants]
    names = [name for name, module in _HOMES.items() if module == home]
    return sorted(names, key=lambda name: (written.index(name) if name in written else len(written), name))


class _Page:
    """Turns objects into directives and remembers which other types were named on the way."""

    def __init__(self) -> None:
        self._named: dict[str, Any] = {}
        self._done: set[str] = set()

    def public(self, name: str) -> str:
        """A name of `llmreg.__all__`."""
        value, home = getattr(llmreg, name), f"llmreg.{_HOMES[name]}"
        if name == "__version__":
            return directive("py:data", "llmreg.__version__", "The version of the library.", options=[":type: str"])
        if isinstance(value, type):
            return self._class(value, f"llmreg.{name}")
        source = module_source(home)
        if name in source.functions:
            return self._function(source.functions[name], f"llmreg.{name}", vars(source.module), "py:function")
        if name not in source.values:  # an object, not a type
            shown = self._target(type(value).__name__, type(value))
            return directive("py:data", f"llmreg.{name}", source.constants[name], options=[f":type: {shown}"])
        shown = ast.unparse(self._qualified(source.values[name], vars(source.module)))
        return directive("py:type", f"llmreg.{name}", source.constants[name], options=[f":canonical: {shown}"])

    def others(self) -> Iterator[str]:
        """Types that were named and are not public themselves, by name, and those that they name in turn."""
        done: dict[str, str] = {}
        while rest := sorted(self._named.keys() - done.keys()):
            for target in rest:
                done[target] = self._other(target, self._named[target])
        yield from (done[target] for target in sorted(done, key=lambda each: (each.rpartition(".")[2], each)))

    def _other(self, target: str, value: Any) -> str:
        if isinstance(value, type):
            return self._class(value, target)
        if isinstance(value, typing.NewType):
            return directive("py:type", target, options=[f":canonical: {value.__supertype__.__name__}"])
        base, text = typing.get_args(value)
        return directive(
            "py:type", target, f"{text}."[0].upper() + f"{text}."[1:], options=[f":canonical: {base.__name__}"]
        )

    def _class(self, cls: type, target: str) -> str:
        source = class_source(cls)
        namespace = vars(module_source(cls.__module__).module)
        kind = "py:exception" if issubclass(cls, BaseException) else "py:class"
        options = (
            [] if target == f"{cls.__module__}.{cls.__name__}" else [f":canonical: {cls.__module__}.{cls.__name__}"]
        )
        body = [_to_fields(source.doc)]
        bases = [f"{{py:class}}`{self._name_of(base)}`" for base in cls.__bases__ if base is not object]
        if bases and not issubclass(cls, StrEnum):
            body.append("Bases: " + ", ".join(bases))
        if issubclass(cls, StrEnum):
            body += [_member(member, source.attributes[member.name]) for member in cls]
        else:
            body += [self._attribute(name, source, namespace) for name in _public_attributes(cls, source)]
        for name, node in source.functions.items():
            if not name.startswith("_") or (name not in _MAKERS and name.endswith("__") and ast.get_docstring(node)):
                body.append(self._method(node, namespace))
        return directive(kind, target + self._signature_of(cls, source, namespace), "\n\n".join(body), options=options)

    def _name_of(self, cls: type) -> str:
        if cls.__module__ == "builtins":
            return cls.__name__
        if cls.__module__ == "typing" or cls.__name__.startswith("_"):
            return self._name_of(cls.__mro__[1])
        return self._target(cls.__name__, cls)

    def _signature_of(self, cls: type, source: ClassSource, namespace: dict[str, Any]) -> str:
        made = source.functions.get("__init__") or source.functions.get("__new__")
        if made is None or cls.__name__ in _MADE_ELSEWHERE or issubclass(cls, BaseException):
            return ""
        return f"({self._arguments(made, namespace)})"

    def _attribute(self, name: str, source: ClassSource, namespace: dict[str, Any]) -> str:
        shown = ast.unparse(self._qualified(source.annotations[name], namespace))
        return directive(
            "py:attribute", name, source.attributes[name], options=[f":type: {shown}", ":no-contents-entry:"]
        )

    def _method(self, node: AnyFunction, namespace: dict[str, Any]) -> str:
        marks = {ast.unparse(each) for each in node.decorator_list}
        if marks & {"property", "cached_property"} and node.returns:
            shown = ast.unparse(self._qualified(node.returns, namespace))
            body = _to_fields(ast.get_docstring(node) or "")
            return directive("py:property", node.name, body, options=[f":type: {shown}", ":no-contents-entry:"])
        kind = [":classmethod:"] if "classmethod" in marks else []
        return self._function(node, node.name, namespace, "py:method", [*kind, ":no-contents-entry:"])

    def _function(
        self, node: AnyFunction, name: str, namespace: dict[str, Any], kind: str, options: list[str] | None = None
    ) -> str:
        returns = f" -> {ast.unparse(self._qualified(node.returns, namespace))}" if node.returns else ""
        body = _to_fields(ast.get_docstring(node) or "")
        return directive(kind, f"{name}({self._arguments(node, namespace)}){returns}", body, options=options or [])

    def _arguments(self, node: AnyFunction, namespace: dict[str, Any]) -> str:
        copy = ast.parse(f"def f({ast.unparse(node.args)}): ...").body[0]
        assert isinstance(copy, ast.FunctionDef)
        every = [*copy.args.posonlyargs, *copy.args.args, *copy.args.kwonlyargs]
        every += [each for each in (copy.args.vararg, copy.args.kwarg) if each]
        for argument in every:
            if argument.annotation:
                argument.annotation = self._qualified(argument.annotation, namespace)
        if copy.args.args and copy.args.args[0].arg in ("self", "cls"):
            del copy.args.args[0]
        return ast.unparse(copy.args)

    def _qualified(self, node: ast.expr, namespace: dict[str, Any]) -> ast.expr:
        """The annotation with the full name of everything that is not built in."""
        page = self

        class Qualify(ast.NodeTransformer):
            def visit_Name(self, name: ast.Name) -> ast.expr:
                value = namespace.get(name.id)
                if value is None or hasattr(builtins, name.id) or isinstance(value, typing.TypeVar | type(ast)):
                    return name
                return ast.parse(page._target(name.id, value), mode="eval").body

        return typing.cast("ast.expr", Qualify().visit(ast.parse(ast.unparse(node), mode="eval").body))

    def _target(self, name: str, value: Any) -> str:
        """The full name under which a type is documented, here or by Python."""
        if name in llmreg.__all__ and getattr(llmreg, name) is value:
            return f"llmreg.{name}"
        if name in formats.__all__:
            module = "llmreg.formats"
        elif isinstance(value, type) or hasattr(value, "__supertype__"):
            module = value.__module__
        elif isinstance(value, types.UnionType):
            args = [each for each in typing.get_args(value) if each is not types.NoneType]
            names = [self._target(each.__name__, each) for each in args]
            return " | ".join([*names, "None"] if types.NoneType in typing.get_args(value) else names)
        elif typing.get_origin(value) is None:
            return f"typing.{name}"
        else:  # an alias that is not public is written out
            return repr(value)
        if module.startswith("llmreg."):
            self._named.setdefault(f"{module}.{name}", value)
        return name if module == "builtins" else f"{module}.{name}"


def _public_attributes(cls: type, source: ClassSource) -> Iterator[str]:
    if attrs.has(cls):
        yield from (attribute.name for attribute in attrs.fields(cls))
    else:
        yield from (name for name in source.annotations if not name.startswith("_"))


def _member(member: StrEnum, doc: str) -> str:
    return directive("py:attribute", member.name, doc, options=[f':value: "{member.value}"', ":no-contents-entry:"])


def _to_fields(doc: str) -> str:
    """A docstring whose Google sections are field lists."""

    def section(found: re.Match[str]) -> str:
        field = _FIELDS[found[1]]
        entries = ((each[1], paragraph(each[2])) for each in _ENTRY.finditer(found[2]))
        names = ((_error_name(name) if field == "raises" else name, text) for name, text in entries)
        return "".join(f":{field} {name}: {text}\n" for name, text in names)

    return _SECTION.sub(section, doc + "\n").strip()


def _error_name(name: str) -> str:
    return f"llmreg.{name}" if name in llmreg.__all__ else name
