"""Columns are read, or refused with the place and what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.errors import QueryError
from llmreg.querying.fields import FIELDS
from llmreg.tables.columns import USUAL_COLUMNS, read_column_list, read_columns
from llmreg.tables.formats import FORMATS, formats_for


@pytest.mark.parametrize(
    ("text", "names", "titles"),
    [
        ("id", ["id"], ["model"]),
        ("params:si(2)=Size, ctx:k", ["parameters:si(2)", "context:k"], ["Size", "context"]),
        ("params:si", ["parameters:si(3)"], ["parameters"]),
        ("price@OpenAI:amount", ["price@openai:amount"], ["price on OpenAI"]),
        ("lang(th, vi)", ["languages(th)", "languages(vi)"], ["Thai", "Vietnamese"]),
        ("languages(zh-hans)=中文", ["languages(zh-Hans)"], ["中文"]),
        ("reads(image)", ["modalities.input(image)"], ["image"]),
        (
            "open-weights, tool_calling",
            ["is(open-weights)", "capabilities(tool-calling)"],
            ["open weights", "tool calling"],
        ),
        ('name="a, (b)", size', ["name", "size"], ["a, (b)", "size"]),
        ("platform(huggingface)=Hub", ["platform(huggingface)"], ["Hub"]),
    ],
)
def test_columns_are_read(text: str, names: list[str], titles: list[str]) -> None:
    found = read_columns(text)
    assert [column.name for column in found] == names
    assert [column.title for column in found] == titles


def test_a_group_of_languages_is_a_column_for_each() -> None:
    found = read_columns("languages(@sea)")
    assert [column.values for column in found if "fil" in column.values] == [("fil", "tl")]
    assert {"th", "vi", "id", "ms"} <= {column.values[0] for column in found}


@pytest.mark.parametrize(
    ("text", "message", "hint", "at"),
    [
        ("name,,size", "a column is missing here", None, "name"),
        ("nmae", "unknown field `nmae`", "did you mean name?", ""),
        ("name, vison", "unknown field `vison`", "did you mean version?", "name, "),
        ("size:month", "`month` does not fit size", "formats that do: si, exact", "size:"),
        ("name:lnik", "there is no format `lnik`", "did you mean link?", "name:"),
        ("size:si(0)", "`0` is not a number from 1 to 99", "write si(3)", "size:si("),
        ("released:month(2)", "`month` takes no number", None, "released:month("),
        ("license@openai", "`license` is the same on every platform", "write license", "license@"),
        ("languages(thai)", "`thai` is not a language tag", "did you mean th?", "languages("),
        ("languages(@see)", "`@see` is not a group of languages", "did you mean @sea?", "languages("),
        ("reads(imgae)", "`imgae` is no value of modalities.input", "did you mean image?", "reads("),
        ("context(8)", "`context` has no values to ask for one by one", "write context", "context("),
        ("moe(yes)", "`moe` is a value already", "write moe", "moe("),
        ("is", "`is` needs a property", None, ""),
        ("text", "`text` is not a column", None, ""),
        (
            "languages(th,vi)=Both",
            "several values have a column each, and no title of their own",
            None,
            "languages(th,vi)=",
        ),
        ("name size", "`name size` is not a column", None, ""),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, message: str, hint: str | None, at: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_columns(text)
    assert caught.value.message == message
    assert caught.value.span is not None
    assert caught.value.span[0] == len(at)
    if hint is not None:
        assert caught.value.hint == hint


def test_no_columns_are_refused_and_left_out_means_the_usual_ones() -> None:
    with pytest.raises(QueryError, match="a table needs columns"):
        read_column_list(" ")
    assert tuple(column.field.name for column in read_column_list(None)) == USUAL_COLUMNS


@given(st.text(max_size=40))
def test_any_text_gives_columns_or_a_query_error(text: str) -> None:
    try:
        read_columns(text)
    except QueryError as error:
        assert error.message


@given(st.sampled_from([each for each in FIELDS.values() if each.name not in ("text", "has", "no", "is")]), st.data())
def test_names_of_columns_are_read_as_the_same_columns(field: object, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(["", *(each.name for each in formats_for(field, of_value=False))]))  # type: ignore[arg-type]
    (column,) = read_columns(f"{field.name}{f':{form}' if form else ''}")  # type: ignore[attr-defined]
    assert read_columns(column.name)[0] == column


def test_every_format_says_what_it_does_and_fits_some_field() -> None:
    used = {each.name for field in FIELDS.values() for each in formats_for(field, of_value=False)} | {"mark"}
    assert used == set(FORMATS)
    assert all(each.about for each in FORMATS.values())
