"""A catalogue of large language models, with facts one can trust.

    >>> import llmreg
    >>> reg = llmreg.load()
    >>> reg["alibaba/qwen-72b"].parameters.total
    72287920128

Names are loaded when they are first touched, so `import llmreg` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` alone would cost more than the rest of this module; checkers know the name
if TYPE_CHECKING:
    from typing import Any

    from llmreg._version import __version__ as __version__
    from llmreg.charts.chart import Chart as Chart
    from llmreg.charts.chart import ChartForm as ChartForm
    from llmreg.charts.chart import ChartKind as ChartKind
    from llmreg.charts.chart import Mark as Mark
    from llmreg.charts.chart import Measure as Measure
    from llmreg.charts.chart import Omission as Omission
    from llmreg.charts.chart import Scale as Scale
    from llmreg.charts.chart import Series as Series
    from llmreg.comparison import Comparison as Comparison
    from llmreg.comparison import ComparisonCell as ComparisonCell
    from llmreg.comparison import ComparisonRow as ComparisonRow
    from llmreg.comparison import RowState as RowState
    from llmreg.completeness import FieldCompleteness as FieldCompleteness
    from llmreg.coverage import LanguageCoverage as LanguageCoverage
    from llmreg.diagnostics import Diagnostic as Diagnostic
    from llmreg.diagnostics import Report as Report
    from llmreg.documents.updating import DocumentState as DocumentState
    from llmreg.documents.updating import UpdatedDocument as UpdatedDocument
    from llmreg.documents.updating import UpdatedRegion as UpdatedRegion
    from llmreg.documents.updating import update_document as update_document
    from llmreg.errors import AmbiguousModelError as AmbiguousModelError
    from llmreg.errors import ChartError as ChartError
    from llmreg.errors import ComparisonSizeError as ComparisonSizeError
    from llmreg.errors import ImportSourceError as ImportSourceError
    from llmreg.errors import InvalidRegistryError as InvalidRegistryError
    from llmreg.errors import InvalidSettingsError as InvalidSettingsError
    from llmreg.errors import LlmregError as LlmregError
    from llmreg.errors import MissingExtraError as MissingExtraError
    from llmreg.errors import QueryError as QueryError
    from llmreg.errors import UndecidableError as UndecidableError
    from llmreg.errors import UnknownFamilyError as UnknownFamilyError
    from llmreg.errors import UnknownFieldError as UnknownFieldError
    from llmreg.errors import UnknownGroupError as UnknownGroupError
    from llmreg.errors import UnknownLicenseError as UnknownLicenseError
    from llmreg.errors import UnknownModelError as UnknownModelError
    from llmreg.errors import UnknownPlatformError as UnknownPlatformError
    from llmreg.errors import UnknownRecordError as UnknownRecordError
    from llmreg.errors import UnknownReleaseError as UnknownReleaseError
    from llmreg.errors import UnknownVendorError as UnknownVendorError
    from llmreg.explanation import Explanation as Explanation
    from llmreg.frozenmap import FrozenMap as FrozenMap
    from llmreg.importing import import_into as import_into
    from llmreg.importing.report import ImportReport as ImportReport
    from llmreg.lineage import Branch as Branch
    from llmreg.lineage import Lineage as Lineage
    from llmreg.loading import check as check
    from llmreg.loading import load as load
    from llmreg.quantities import PartialDate as PartialDate
    from llmreg.quantities import StatedCount as StatedCount
    from llmreg.querying.expressions import Expression as Expression
    from llmreg.querying.expressions import F as F
    from llmreg.querying.listing import FieldListing as FieldListing
    from llmreg.querying.query import Query as Query
    from llmreg.querying.result import Result as Result
    from llmreg.registry import Registry as Registry
    from llmreg.rendering.writing import render as render
    from llmreg.resolution import Resolution as Resolution
    from llmreg.schema.integration import Integration as Integration
    from llmreg.schema.language import Languages as Languages
    from llmreg.schema.license import License as License
    from llmreg.schema.lineage import Parent as Parent
    from llmreg.schema.model import Model as Model
    from llmreg.schema.model import Release as Release
    from llmreg.schema.parameters import Architecture as Architecture
    from llmreg.schema.parameters import Parameters as Parameters
    from llmreg.schema.platform import Platform as Platform
    from llmreg.schema.price import Price as Price
    from llmreg.schema.source import Dispute as Dispute
    from llmreg.schema.source import PastValue as PastValue
    from llmreg.schema.source import Source as Source
    from llmreg.schema.vendor import Family as Family
    from llmreg.schema.vendor import Vendor as Vendor
    from llmreg.settings import Block as Block
    from llmreg.settings import ChartFile as ChartFile
    from llmreg.settings import FoundSettings as FoundSettings
    from llmreg.settings import Settings as Settings
    from llmreg.settings import read_settings as read_settings
    from llmreg.source import KeyPath as KeyPath
    from llmreg.source import Location as Location
    from llmreg.source import Position as Position
    from llmreg.source import Span as Span
    from llmreg.tables.columns import TableColumn as TableColumn
    from llmreg.tables.table import Table as Table
    from llmreg.tables.table import TableCell as TableCell
    from llmreg.tables.table import TableGroup as TableGroup
    from llmreg.tables.table import TableRow as TableRow
    from llmreg.vocabulary import Notes as Notes
    from llmreg.vocabulary import Severity as Severity
    from llmreg.vocabulary import Status as Status

_HOMES = {
    "_version": ["__version__"],
    "charts.chart": ["Chart", "ChartForm", "ChartKind", "Mark", "Measure", "Omission", "Scale", "Series"],
    "comparison": ["Comparison", "ComparisonCell", "ComparisonRow", "RowState"],
    "completeness": ["FieldCompleteness"],
    "coverage": ["LanguageCoverage"],
    "diagnostics": ["Diagnostic", "Report"],
    "documents.updating": ["DocumentState", "UpdatedDocument", "UpdatedRegion", "update_document"],
    "errors": [
        "AmbiguousModelError",
        "ChartError",
        "ComparisonSizeError",
        "ImportSourceError",
        "InvalidRegistryError",
        "InvalidSettingsError",
        "LlmregError",
        "MissingExtraError",
        "QueryError",
        "UndecidableError",
        "UnknownFamilyError",
        "UnknownFieldError",
        "UnknownGroupError",
        "UnknownLicenseError",
        "UnknownModelError",
        "UnknownPlatformError",
        "UnknownRecordError",
        "UnknownReleaseError",
        "UnknownVendorError",
    ],
    "frozenmap": ["FrozenMap"],
    "importing": ["import_into"],
    "importing.report": ["ImportReport"],
    "lineage": ["Branch", "Lineage"],
    "loading": ["check", "load"],
    "quantities": ["PartialDate", "StatedCount"],
    "querying.expressions": ["Expression", "F"],
    "querying.listing": ["FieldListing"],
    "querying.query": ["Query"],
    "querying.result": ["Result"],
    "explanation": ["Explanation"],
    "registry": ["Registry"],
    "rendering.writing": ["render"],
    "resolution": ["Resolution"],
    "schema.integration": ["Integration"],
    "schema.language": ["Languages"],
    "schema.license": ["License"],
    "schema.lineage": ["Parent"],
    "schema.model": ["Model", "Release"],
    "schema.parameters": ["Architecture", "Parameters"],
    "schema.platform": ["Platform"],
    "schema.price": ["Price"],
    "schema.source": ["Dispute", "PastValue", "Source"],
    "schema.vendor": ["Family", "Vendor"],
    "settings": ["Block", "ChartFile", "FoundSettings", "Settings", "read_settings"],
    "source": ["KeyPath", "Location", "Position", "Span"],
    "tables.columns": ["TableColumn"],
    "tables.table": ["Table", "TableCell", "TableGroup", "TableRow"],
    "vocabulary": ["Notes", "Severity", "Status"],
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [  # noqa: PLE0604  (the test of imports compares it with the block for type checkers)
    *sorted(_HOME),
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module `llmreg` has no attribute `{name}`")
    from importlib import import_module

    value = getattr(import_module(f"llmreg.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_HOME))
