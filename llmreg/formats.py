"""Annotated types: what a string or number must look like beyond its Python type.

A type checker sees the plain type. The strict converter checks the format, and the reference in `docs/`
prints it.
"""

from __future__ import annotations

from typing import Annotated

__all__ = [
    "EXTENSIONS",
    "IMPLICIT",
    "CountryCode",
    "CurrencyCode",
    "FieldPath",
    "LanguageTag",
    "ParameterCount",
    "TokenCount",
    "Url",
]

ParameterCount = Annotated[int, "an integer, or a stated size such as `72B`; at least 10,000"]
TokenCount = Annotated[int, "an integer, or a stated size such as `3T`"]
LanguageTag = Annotated[str, "a canonical BCP 47 tag"]
CountryCode = Annotated[str, "an ISO 3166-1 alpha-2 code"]
CurrencyCode = Annotated[str, "an ISO 4217 code"]
Url = Annotated[str, "an `https://` or `http://` link"]
FieldPath = Annotated[str, "a field path"]

IMPLICIT = {"implicit": True}
"""Metadata of an attribute that is never written: the folder, the file or the table around it says it."""

EXTENSIONS = "x-"
"""The key under which a record's own `x-...` keys travel; it begins like them, so nobody else can mean it."""
