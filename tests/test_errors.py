"""Every exception is found by its root and by a builtin, keeps its data, and survives pickling."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest

import llmreg
from llmreg import Diagnostic, Location, Report, Severity, errors

REPORT = Report(
    diagnostics=(Diagnostic(code="LR101", severity=Severity.ERROR, message="`id` is missing", location=Location("a.toml")),), files=1
)  # fmt: skip

EXAMPLES: list[tuple[llmreg.LlmregError, type[Exception], str]] = [
    (errors.LlmregError("something"), Exception, "something"),
    (errors.InvalidRegistryError(REPORT), ValueError, "a.toml: error LR101 `id` is missing"),
    (errors.UnknownRecordError("x"), LookupError, "unknown record `x`"),
    (errors.UnknownModelError("gpt5", ("openai/gpt-5",)), LookupError, "unknown model `gpt5`; did you mean `openai/gpt-5`?"),
    (errors.UnknownModelError("x", ("a", "b")), LookupError, "unknown model `x`; did you mean `a` or `b`?"),
    (errors.UnknownVendorError("x", ("a", "b", "c")), LookupError, "unknown vendor `x`; did you mean `a`, `b` or `c`?"),
    (errors.UnknownFamilyError("x"), LookupError, "unknown family `x`"),
    (errors.UnknownReleaseError("x"), LookupError, "unknown release `x`"),
    (errors.UnknownPlatformError("x"), LookupError, "unknown platform `x`"),
    (errors.UnknownLicenseError("x"), LookupError, "unknown licence `x`"),
    (errors.UnknownFieldError("licence", ("license",)), LookupError, "unknown field `licence`; did you mean `license`?"),
    (errors.AmbiguousModelError("gpt", ("a/gpt", "b/gpt")), LookupError, "`gpt` may mean `a/gpt` or `b/gpt`; name the platform or the full id"),
    (errors.UnknownGroupError("see", ("sea",)), LookupError, "unknown group of languages `see`; did you mean `sea`?"),
    (errors.ComparisonSizeError(1, 2, 8), ValueError, "a comparison takes 2 to 8 models, not 1; name another one"),
    (errors.ChartError("unknown kind of chart `x`"), ValueError, "unknown kind of chart `x`"),
    (errors.QueryError("`7G` is not a quantity", "size:7G", (5, 7), "did you mean 7B?", "size:7B"), ValueError, "`7G` is not a quantity\n  size:7G\n       ^^\n  help: did you mean 7B?"),
    (errors.UndecidableError("open"), ValueError, "open"),
    (errors.QueryError("unknown field `foo`", "foo:bar", (0, 3), "quote it"), ValueError, "unknown field `foo`\n  foo:bar\n  ^^^\n  help: quote it"),
    (errors.InvalidSettingsError("no table"), ValueError, "no table"),
    (errors.ImportSourceError("a.json is no JSON"), ValueError, "a.json is no JSON"),
    (errors.MissingExtraError("import", "PyYAML", "read YAML"), ImportError, 'PyYAML is needed to read YAML; install it with: pip install "llmreg[import]"'),
]  # fmt: skip
IDS = [type(error).__name__ for error, _, _ in EXAMPLES]


@pytest.mark.parametrize(("error", "builtin", "text"), EXAMPLES, ids=IDS)
def test_an_exception_says_what_it_has_to_say(error: llmreg.LlmregError, builtin: type[Exception], text: str) -> None:
    assert isinstance(error, llmreg.LlmregError)
    assert isinstance(error, builtin)
    assert str(error) == text


@pytest.mark.parametrize(("error", "builtin", "text"), EXAMPLES, ids=IDS)
def test_a_pickled_exception_keeps_its_text_and_its_attributes(
    error: llmreg.LlmregError, builtin: type[Exception], text: str
) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(error, protocol))
        assert type(back) is type(error)
        assert isinstance(back, builtin)
        assert str(back) == text
        assert vars(back) == vars(error)
        assert back.args == error.args
    assert vars(copy.copy(error)) == vars(error)


def test_data_travels_in_attributes() -> None:
    assert errors.InvalidRegistryError(REPORT).report is REPORT
    unknown = errors.UnknownModelError("x", ("a",))
    assert (unknown.name, unknown.suggestions) == ("x", ("a",))
    ambiguous = errors.AmbiguousModelError("x", ("a", "b"))
    assert (ambiguous.name, ambiguous.candidates) == ("x", ("a", "b"))


def test_every_exception_has_an_example_here_and_is_public() -> None:
    defined = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, errors.LlmregError) and not name.startswith("_")
    }
    assert defined <= set(IDS)
    assert defined == set(errors.__all__) <= set(llmreg.__all__)


def test_the_tree_in_the_module_shows_them_all() -> None:
    assert all(name in (errors.__doc__ or "") for name in errors.__all__)


def test_an_unknown_record_is_no_key_error_whose_text_would_be_quoted() -> None:
    assert not issubclass(errors.UnknownRecordError, KeyError)
