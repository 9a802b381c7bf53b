"""Lines that fit a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.rendering.terminal import width, wrap


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("alibaba/qwen2.5-72b-instruct", 20, ["alibaba/qwen2.5-72b-", "instruct"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("通义千问七十二", 5, ["通义", "千问", "七十", "二"]),
    ],
)
def test_text_is_broken_at_blanks_then_behind_hyphens_then_anywhere(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


def test_lines_after_the_first_are_indented() -> None:
    assert wrap("one two three", 7, indent="  ") == ["one two", "  three"]


def test_a_first_line_of_wide_characters_is_broken_before_the_indent() -> None:
    """It has no indent of its own to keep whole."""
    assert wrap("0通通", 4, indent="  ") == ["0通", "  通"]


def test_links_are_whole_where_that_is_wanted() -> None:
    link = "https://example.org/a-very-long-link"
    assert wrap(f"see {link} (card)", 12, links=True) == ["see", link, "(card)"]
    assert all(width(line) <= 12 for line in wrap(f"see {link} (card)", 12))


@given(st.text(), st.integers(4, 40), st.sampled_from(["", "  "]))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, columns: int, indent: str) -> None:
    lines = wrap(text, columns, indent=indent)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
