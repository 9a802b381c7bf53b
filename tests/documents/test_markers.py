"""Regions are found in any comments; wrong markers are told with their place, all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.documents.markers import find_regions


@pytest.mark.parametrize(
    ("begin", "end", "comment"),
    [
        ("<!-- llmreg:begin models -->", "<!-- llmreg:end models 0123abcd -->", ("<!--", "-->")),
        ("{/* llmreg:begin models */}", "{/* llmreg:end */}", ("{/*", "*/}")),
        ("[//]: # (llmreg:begin models)", "[//]: # (llmreg:end)", ("[//]: # (", ")")),
        (".. llmreg:begin models", ".. llmreg:end", ("..", "")),
        ("  % llmreg:begin models", "  % llmreg:end", ("%", "")),
        ("// llmreg:begin models", "// llmreg:end models", ("//", "")),
        ("# llmreg:begin models", "# llmreg:end", ("#", "")),
    ],
)
def test_markers_stand_in_any_comment(begin: str, end: str, comment: tuple[str, str]) -> None:
    ((region,), faults) = find_regions(f"above\n{begin}\none\ntwo\n{end}\nbelow\n", fenced=True)
    assert faults == []
    assert (region.name, region.body, region.first, region.last) == ("models", "one\ntwo\n", 2, 5)
    assert (region.opening, region.closing) == comment
    assert region.checksum == ("0123abcd" if "0123" in end else None)


def test_options_stand_behind_the_name_or_alone() -> None:
    text = """<!-- llmreg:begin query="family:qwen size:>7B" columns='name, languages(th)' -->\n<!-- llmreg:end -->"""
    ((region,), _) = find_regions(text, fenced=True)
    assert (region.name, region.options) == ("", {"query": "family:qwen size:>7B", "columns": "name, languages(th)"})
    ((named,), _) = find_regions('# llmreg:begin models format="rst"\n# llmreg:end', fenced=False)
    assert (named.name, named.options) == ("models", {"format": "rst"})


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a\n <!-- llmreg:begin x -->\n", (2, 7), "llmreg:begin without llmreg:end"),
        ("<!-- llmreg:end -->", (1, 6), "llmreg:end without llmreg:begin"),
        ("# llmreg:begin a\n# llmreg:begin b\n# llmreg:end", (2, 3), "a region cannot begin inside another one"),
        ("# llmreg:begin\n# llmreg:end", (1, 3), "the region does not say what to show"),
        ("# llmreg:begin a query=family:qwen\n# llmreg:end", (1, 18), "cannot read `query=family:qwen`"),
        ("# llmreg:begin a b\n# llmreg:end", (1, 18), "cannot read `b`"),
        ('# llmreg:begin a="x" a="y"\n# llmreg:end', (1, 22), "`a` is set twice"),
        ("# llmreg:begin a\n# llmreg:end b", (2, 3), "the region that ends here is `a`"),
        ("# llmreg:begin a\n# llmreg:end\n# llmreg:begin a\n# llmreg:end", (3, 3), "a second region `a`"),
    ],
)
def test_wrong_markers_are_told_with_their_place(text: str, place: tuple[int, int], message: str) -> None:
    _, faults = find_regions(text, fenced=True)
    assert [(fault.line, fault.column) for fault in faults] == [place]
    assert faults[0].message.startswith(message)


def test_all_faults_are_told_at_once() -> None:
    text = "# llmreg:end\n# llmreg:begin a b\n# llmreg:end\n# llmreg:begin c\n"
    _, faults = find_regions(text, fenced=True)
    assert [fault.line for fault in faults] == [1, 2, 4]


def test_examples_between_fences_are_no_regions() -> None:
    text = "```markdown\n<!-- llmreg:begin x -->\n```\n~~~~\n~~~\n<!-- llmreg:end -->\n~~~~\n"
    assert find_regions(text, fenced=True) == ([], [])
    assert find_regions(text, fenced=False)[0] != []
    assert find_regions("`` ` `` llmreg:beginning llmreg:ends", fenced=True) == ([], [])


@given(
    st.lists(
        st.sampled_from(
            ["# llmreg:begin a", "# llmreg:end", "```", '# llmreg:begin b="c"', "", "text", "llmreg:end a 12345678"]
        )
    )
)
def test_lines_in_any_order_give_regions_that_do_not_overlap(lines: list[str]) -> None:
    regions, _ = find_regions("\n".join(lines), fenced=True)
    ends = [0, *(number for region in regions for number in (region.first, region.last))]
    assert ends == sorted(set(ends))


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    find_regions(text, fenced=True)
