"""The forms of a chart: valid, within their bounds, readable, the same bytes each time, and safe."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmreg import Chart, ChartKind, PartialDate, Registry
from llmreg.charts import Measure, Scale
from llmreg.querying.fields import Kind
from llmreg.rendering.charts import render_csv, render_json, render_svg, render_text
from llmreg.rendering.charts.svg.elements import fold, number, shorten, text_width
from llmreg.rendering.charts.svg.frame import Frame
from llmreg.rendering.charts.svg.labels import Box
from llmreg.rendering.charts.svg.scales import time_axis, value_axis
from llmreg.rendering.charts.svg.shapes import SHAPES, shape_path
from llmreg.rendering.charts.svg.theme import PALETTES
from llmreg.rendering.terminal import width
from llmreg.schema.language import Languages
from llmreg.schema.limits import Context
from llmreg.schema.model import Model
from llmreg.schema.parameters import Parameters
from tests.property.strategies import share

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "\"><script>alert(1)</script> & 'x' \x1b[31m\x00\ud800\ufffe 通义千问"


def only(registry: Registry, models: Sequence[Model]) -> Registry:
    """A registry of just these models."""
    return Registry(registry._index.replace(models={model.id: model for model in models}))


def shapes(svg: ET.Element) -> Iterator[Box]:
    """Around what each mark with a title covers."""
    for path in svg.iter(f"{SVG}path"):
        if path.find(f"{SVG}title") is None:
            continue
        places = re.findall(r"-?[\d.]+", path.attrib["d"])
        if "a" in path.attrib["d"]:
            x, y, radius = map(float, places[:3])
            yield Box(x, y - radius, x + 2 * radius, y + radius)
        else:
            xs, ys = [float(x) for x in places[::2]], [float(y) for y in places[1::2]]
            yield Box(min(xs), min(ys), max(xs), max(ys))
    for bar in svg.iter(f"{SVG}rect"):
        if bar.find(f"{SVG}title") is not None:
            x, y, breadth, height = (float(bar.attrib[key]) for key in ("x", "y", "width", "height"))
            assert breadth >= 0
            yield Box(x, y, x + breadth, y + height)


def words(svg: ET.Element, size: float) -> Iterator[Box]:
    """Around each line of text, at its largest."""
    for line in svg.iter(f"{SVG}text"):
        x, y = float(line.attrib["x"]), float(line.attrib["y"])
        big = size * (1.2 if line.attrib.get("class") == "llmreg-title" else 1)
        breadth = text_width(line.text or "", big)
        left = x - breadth * {"middle": 0.5, "end": 1}.get(line.attrib.get("text-anchor", ""), 0)
        yield Box(left, y - big * 0.75, left + breadth, y + big * 0.2)


def check(text: str, width: int = 600) -> ET.Element:
    """What holds for every drawing."""
    svg = ET.fromstring(text)
    breadth, height = map(float, svg.attrib["viewBox"].split()[2:])
    assert breadth == width
    canvas = Box(0, 0, breadth, height)
    assert [each for each in shapes(svg) if not each.within(canvas)] == []
    boxes = list(words(svg, Frame(width).large))
    assert [each for each in boxes if not each.within(canvas)] == []
    assert [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    assert svg.attrib["role"] == "img"
    ids = {each.attrib["id"]: each.text for each in svg.iter() if "id" in each.attrib}
    assert all(ids[name] for name in svg.attrib["aria-labelledby"].split())
    return svg


def marks(svg: ET.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}title") if "id" not in each.attrib]


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("query", ["", "family:qwen", "id:openai/gpt-4o", "lang:th", "family:claude", "params:>900T"])
def test_real_charts_keep_within_their_bounds(registry: Registry, kind: ChartKind, query: str) -> None:
    chart = registry.chart(kind, query)
    svg = check(render_svg(chart))
    drawn = chart.marks if kind.value.endswith("time") else [mark for row in chart.rows[:30] for mark in row]
    assert len(marks(svg)) == len(drawn)


@pytest.mark.parametrize("size", [320, 400, 900, 2400])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_width_can_be_laid_out(registry: Registry, kind: ChartKind, size: int) -> None:
    check(render_svg(registry.chart(kind, "vendor:alibaba,openai,meta"), width=size), size)


@settings(max_examples=share(0.6))
@given(data=st.data())
def test_any_models_make_a_valid_drawing_with_all_marks_inside(registry: Registry, data: st.DataObject) -> None:
    models = data.draw(st.lists(st.sampled_from(list(registry)), unique_by=lambda model: model.id, max_size=40))
    kind = data.draw(st.sampled_from(list(ChartKind)))
    chart = only(registry, models).chart(kind)
    svg = check(render_svg(chart, rows=50))
    assert len(marks(svg)) == len(chart.marks)
    backwards = only(registry, models[::-1]).chart(kind)
    assert render_svg(backwards, rows=50).encode() == render_svg(chart, rows=50).encode()


COUNTS = st.integers(1, 10**15)
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)


@settings(max_examples=share(0.6))
@given(facts=st.lists(st.tuples(COUNTS, DATES, st.integers(0, 8000)), min_size=1, max_size=20), data=st.data())
def test_any_facts_make_a_valid_drawing(registry: Registry, facts: list, data: st.DataObject) -> None:
    base = registry["alibaba/qwen-72b"]
    models = [
        attrs.evolve(
            base,
            id=f"alibaba/m{place}",
            family=f"f{place % 5}",
            name="通" * place or "m",
            parameters=Parameters(total=max(10_000, count), active=max(10_000, count // 7)),
            context=Context(window=count),
            released=released,
            languages=Languages(tags=("en",), trained=("th",), claimed=claimed or None),
        )
        for place, (count, released, claimed) in enumerate(facts)
    ]
    kind = data.draw(st.sampled_from([kind for kind in ChartKind if kind is not ChartKind.PRICE]))
    check(render_svg(only(registry, models).chart(kind)))


def evil(registry: Registry) -> Chart:
    """A chart whose every text tries to get out."""
    chart = registry.chart("size-over-time", "family:seallm")
    return attrs.evolve(
        chart,
        title=EVIL,
        query=EVIL,
        registry=EVIL,
        revision=EVIL,
        notes=(EVIL,),
        series=tuple(attrs.evolve(each, name=EVIL) for each in chart.series),
        marks=tuple(attrs.evolve(mark, name=EVIL) for mark in chart.marks),
    )


def test_hostile_text_stays_text(registry: Registry) -> None:
    svg = check(render_svg(evil(registry)))
    assert {each.tag for each in svg.iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "style", "rect", "path", "text", "g")
    }
    said = "".join(svg.itertext())
    assert "<script>" in said
    assert not any(char in said for char in "\x00\x1b\ud800\ufffe")
    for render in (render_text, render_csv, render_json):
        assert "\x1b" not in render(evil(registry)) or render is render_csv


def test_nothing_is_fetched_and_nothing_runs(registry: Registry) -> None:
    text = render_svg(evil(registry)).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(href|src|on\w+)=|url\(|@import|https?:", text)


def test_a_drawing_says_in_words_what_is_seen(registry: Registry) -> None:
    svg = check(render_svg(registry.chart("size-over-time", "vendor:damo,anthropic")))
    said = svg.find(f"{SVG}desc").text
    assert re.search(r"^\d+ models released from 2\d{3}\S* to 2\d{3}", said)
    assert "parameters: from " in said
    assert "DAMO Academy: " in said
    assert "models not shown: parameters undisclosed (" in said
    titles = marks(svg)
    assert "SeaLLM-7B-v2.5: 8.54B parameters, released 2024-04-12" in titles


def test_months_and_years_are_drawn_as_spans(registry: Registry) -> None:
    day, month = (registry.chart("size-over-time", f"id:damo/seallm-7b-{name}") for name in ("v2.5", "hybrid"))
    assert "day not known" not in render_svg(day)
    assert 'class="llmreg-hollow"' not in render_svg(day)
    drawn = render_svg(month)
    assert "day not known: some day on the line" in drawn
    assert 'class="llmreg-span"' in drawn


def test_one_file_serves_light_and_dark(registry: Registry) -> None:
    chart = registry.chart("sizes", "family:seallm")
    auto = render_svg(chart)
    assert "prefers-color-scheme:dark" in auto
    assert "body[data-theme=dark] .llmreg-sizes" in auto
    for theme in ("light", "dark"):
        fixed = render_svg(chart, theme=theme)
        assert "var(" not in fixed
        assert "prefers-color-scheme" not in fixed
        assert PALETTES[theme]["ink"] in fixed
        assert PALETTES["light" if theme == "dark" else "dark"]["ink"] not in fixed


def test_charts_on_one_page_do_not_touch_each_other(registry: Registry) -> None:
    chart = registry.chart("sizes", "family:seallm")
    one, other = render_svg(chart, name="a"), render_svg(chart, name="b")
    assert set(re.findall(r' id="([^"]+)"', one)).isdisjoint(re.findall(r' id="([^"]+)"', other))
    css = re.search(r"<style>(.*)</style>", one, re.DOTALL)[1]
    selectors = re.findall(r"(?:^|[{},])\s*([^{},@;:()]+)\{", css, re.MULTILINE)
    assert selectors
    assert all(re.match(r"(body\[data-theme=\w+\] )?\.a\b", each) for each in selectors)


def test_the_ground_can_be_left_out(registry: Registry) -> None:
    chart = registry.chart("sizes", "family:seallm")
    assert '<rect class="llmreg-ground"' in render_svg(chart)
    assert '<rect class="llmreg-ground"' not in render_svg(chart, ground=False)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"width": 319}, "a width of 319 cannot be drawn; 320 to 2400 can"),
        ({"width": 2401}, "a width of 2401 cannot be drawn; 320 to 2400 can"),
        ({"rows": 0}, "0 rows cannot be drawn; ask for at least one"),
        ({"name": 'a"b'}, '`a"b` cannot begin ids; take letters, digits, `-` and `_`'),
    ],
)
def test_what_cannot_be_laid_out_is_refused(registry: Registry, options: dict, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        render_svg(registry.chart("sizes", "family:seallm"), **options)


def test_rows_that_are_not_drawn_are_counted(registry: Registry) -> None:
    chart = registry.chart("sizes", "family:qwen")
    assert f"the first 5 of {len(chart.rows)} models, the largest first" in render_svg(chart, rows=5)
    assert "the first" not in render_svg(chart, rows=len(chart.rows))


# colours


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_the_ground(theme: str) -> None:
    palette = PALETTES[theme]
    series = [value for key, value in palette.items() if key[0] == "s"]
    assert len(set(series)) == len(SHAPES) + 1
    assert min(contrast(each, palette["ground"]) for each in series) >= 3
    assert min(contrast(palette[key], palette["ground"]) for key in ("ink", "muted")) >= 4.5


_BLIND = {  # Machado, Oliveira and Fernandes 2009, severity 1
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen(colour: str, matrix: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """CIELAB of what somebody with a colour vision deficiency sees."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    r, g, b = (min(1, max(0, sum(weight * part for weight, part in zip(row, linear, strict=True)))) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("blindness", list(_BLIND))
def test_colour_blind_readers_can_tell_the_makers_apart(theme: str, blindness: str) -> None:
    series = [seen(value, _BLIND[blindness]) for key, value in PALETTES[theme].items() if key[0] == "s"]
    for one, other in itertools.combinations(series, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 15


# axes and text


def test_axes_name_round_values() -> None:
    size = Measure(name="parameters", kind=Kind.COUNT, scale=Scale.LOG10)
    assert [said for _, said in value_axis(size, [14_000_000, 2_800_000_000_000], 9).ticks] == ["10M", "100M", "1B", "10B", "100B", "1T"]  # fmt: skip
    context = Measure(name="context window", kind=Kind.TOKENS, scale=Scale.LOG2)
    assert [said for _, said in value_axis(context, [4096, 1_048_576], 9).ticks] == [
        "4k", "8k", "16k", "32k", "64k", "128k", "256k", "512k", "1M",
    ]  # fmt: skip
    price = Measure(name="price", kind=Kind.MONEY, scale=Scale.LOG10, currency="USD")
    assert [said for _, said in value_axis(price, [Decimal("0.04"), Decimal(2)], 9).ticks] == ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2"]  # fmt: skip
    languages = Measure(name="languages", kind=Kind.NUMBER, scale=Scale.LINEAR)
    assert [said for _, said in value_axis(languages, [201], 7).ticks] == ["0", "50", "100", "150", "200", "250"]
    assert [said for _, said in value_axis(languages, [1], 7).ticks] == ["0", "1"]


@given(
    st.lists(st.integers(1, 10**17), min_size=1),
    st.sampled_from(list(Scale)),
    st.integers(2, 12),
)
def test_an_axis_holds_every_value_and_has_two_ticks_or_more(values: list[int], scale: Scale, most: int) -> None:
    axis = value_axis(Measure(name="x", kind=Kind.COUNT, scale=scale), values, most)
    assert all(0 <= axis.place(value) <= 1 for value in values)
    places = [place for place, _ in axis.ticks]
    assert 2 <= len(places) <= max(2, most)
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)


@given(st.dates(), st.dates(), st.integers(2, 12))
def test_time_axes_hold_both_days(one: date, other: date, most: int) -> None:
    first, last = sorted((one, other))
    axis = time_axis(first, last, months=most, years=most)
    assert 0 <= axis.place(first) <= axis.place(last) <= 1
    assert 1 <= len(axis.ticks) <= most + 1
    assert all(0 <= place <= 1 for place, _ in axis.ticks)


def test_time_axes_name_years_or_months() -> None:
    years = time_axis(date(2018, 6, 1), date(2026, 11, 1), months=6, years=12)
    assert [said for _, said in years.ticks] == [str(year) for year in range(2019, 2027)]
    months = time_axis(date(2023, 12, 1), date(2024, 6, 1), months=3, years=9)
    assert [said for _, said in months.ticks] == ["2024-01", "2024-04", "2024-07"]


def test_numbers_have_one_form() -> None:
    assert [number(value) for value in (0, -0.001, 12, 12.04, 12.26, 0.55, 100.0, -3.5)] == [
        "0", "0", "12", "12", "12.3", "0.55", "100", "-3.5",
    ]  # fmt: skip


@given(st.text(max_size=60), st.floats(30, 300))
def test_shortened_text_fits(words: str, room: float) -> None:
    for middle in (False, True):
        assert text_width(shorten(words, room, 12, middle=middle), 12) <= room
    assert all(text_width(line, 12) <= room for line in fold(words, room, 12))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_an_outline(shape: str) -> None:
    assert re.fullmatch(r"M[-\d. a]+z", shape_path(shape, 10, 10, 3))


# the other forms


def test_text_is_a_table_with_what_is_left_out(registry: Registry) -> None:
    lines = render_text(registry.chart("size-over-time", "vendor:damo,anthropic")).splitlines()
    assert lines[0] == "Size of models over time (parameters)"
    assert lines[2].split() == ["model", "released", "parameters", "shown", "as"]
    assert any(line.startswith("damo/seallm-7b-v2.5") and "8.54B" in line for line in lines)
    assert any("models not shown: parameters undisclosed" in line for line in lines)
    assert max(width(line) for line in lines) <= 88
    prices = render_text(registry.chart("price", "vendor:openai", platform="openai"))
    assert re.search(r"^model +input +output +platform$", prices, re.MULTILINE)
    spoken = render_text(registry.chart("languages-by-family", "family:seallm"))
    assert re.search(r"^seallm +\d+", spoken, re.MULTILINE)


def test_csv_has_raw_values(registry: Registry) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(registry.chart("size-over-time", "family:seallm")))))
    assert rows[0].keys() == {"model", "name", "series", "value", "released"}
    assert {row["series"] for row in rows} == {"damo"}
    assert all(int(row["value"]) > 10**9 for row in rows)
    prices = list(
        csv.DictReader(
            io.StringIO(render_csv(registry.chart("price", "id:openai/gpt-4o-2024-08-06", platform="openai")))
        )
    )
    assert [(row["series"], row["value"], row["currency"], row["platform"]) for row in prices] == [
        ("input", "2.5", "USD", "openai"),
        ("output", "10", "USD", "openai"),
    ]


def test_json_has_every_model_that_is_left_out(registry: Registry) -> None:
    chart = registry.chart("size-over-time", "family:claude,seallm")
    body = json.loads(render_json(chart))
    assert body["query"] == str(chart.query)
    assert body["measure"] == {"name": "parameters", "scale": "log10"}
    assert [mark["model"] for mark in body["marks"]] == [mark.of for mark in chart.marks]
    assert sum(len(each["models"]) for each in body["omitted"]) + len(body["marks"]) == body["found"]


@pytest.mark.parametrize("render", [render_text, render_csv, render_json, render_svg])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_nothing_to_draw_is_a_form_too(registry: Registry, render, kind: ChartKind) -> None:
    said = render(only(registry, []).chart(kind))
    assert render is render_csv or "there are no models" in said or '"found": 0' in said
