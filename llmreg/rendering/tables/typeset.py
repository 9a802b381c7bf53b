"""Tables for print: LaTeX with booktabs, and Typst."""

from __future__ import annotations

from collections.abc import Iterator

from llmreg.rendering.escape import latex_text, latex_url, typst_string, typst_text
from llmreg.rendering.tables.grid import Grid, GridCell

__all__ = ["render_latex", "render_typst"]

_LONG = 40
"""From so many lines on a table may go over several pages."""


def render_latex(grid: Grid, name: str) -> str:
    """A table for the packages `booktabs` and `hyperref`, and `longtable` from 40 lines on. Its label is `tab:NAME`."""
    columns = "".join("r" if cell.right else "l" for cell in grid.header)
    header = " & ".join(_latex_cell(cell) for cell in grid.header) + r" \\"
    body = [_latex_line(line.cells, len(grid.header), heading=line.is_heading) for line in grid.lines]
    label = rf"\label{{tab:{name}}}"
    below = list(_latex_below(grid))
    if len(grid.lines) >= _LONG:
        caption = [rf"\caption{{{latex_text(grid.caption)}}}{label}\\"] if grid.caption else []
        head = [r"\toprule", header, r"\midrule", r"\endhead", r"\bottomrule", r"\endfoot"]
        lines = [rf"\begin{{longtable}}{{{columns}}}", *caption, *head, *body, r"\end{longtable}", *below]
    else:
        caption = [rf"\caption{{{latex_text(grid.caption)}}}{label}"] if grid.caption else []
        rules = [r"\toprule", header, r"\midrule", *body, r"\bottomrule"]
        table = [rf"\begin{{tabular}}{{{columns}}}", *rules, r"\end{tabular}"]
        lines = [r"\begin{table}", r"\centering", *caption, *table, *below, r"\end{table}"]
    return "".join(f"{line}\n" for line in lines)


def _latex_cell(cell: GridCell) -> str:
    text = latex_text(cell.text)
    if cell.cell is not None and cell.cell.url:
        text = rf"\href{{{latex_url(cell.cell.url)}}}{{{text}}}"
    return text + (rf"\textsuperscript{{{','.join(map(str, cell.numbers))}}}" if cell.numbers else "")


def _latex_line(cells: tuple[GridCell, ...], width: int, *, heading: bool) -> str:
    if heading:
        return rf"\multicolumn{{{width}}}{{l}}{{\textbf{{{latex_text(cells[0].text)}}}}} \\"
    return " & ".join(_latex_cell(cell) for cell in cells) + r" \\"


def _latex_below(grid: Grid) -> Iterator[str]:
    if grid.legend:
        yield rf"\par\smallskip\footnotesize {latex_text(grid.legend)}"
    for number, source in enumerate(grid.sources, start=1):
        mark = "" if grid.in_line else rf"\textsuperscript{{{number}}}~"
        title = f"{latex_text(source.title)}, " if source.title else ""
        yield (
            rf"\par\footnotesize {mark}{title}\url{{{latex_url(source.url)}}} ({source.kind}, checked {source.checked})"
        )


def render_typst(grid: Grid, name: str) -> str:
    """A `figure` with a `table`, to be included or pasted. Its label is `<NAME>`."""
    aligned = ", ".join("right" if cell.right else "left" for cell in grid.header)
    lines = [
        "#figure(",
        f"  caption: [{typst_text(grid.caption)}]," if grid.caption else "  caption: none,",
        "  table(",
        f"    columns: {len(grid.header)},",
        f"    align: ({aligned},),",
        f"    table.header({', '.join(f'[{_typst_cell(cell)}]' for cell in grid.header)}),",
    ]
    for line in grid.lines:
        if line.is_heading:
            lines.append(f"    table.cell(colspan: {len(grid.header)})[*{typst_text(line.cells[0].text)}*],")
        else:
            lines.append(f"    {', '.join(f'[{_typst_cell(cell)}]' for cell in line.cells)},")
    lines += ["  ),", f") <{name}>"]
    if grid.legend:
        lines += ["", typst_text(grid.legend)]
    for number, source in enumerate(grid.sources, start=1):
        mark = "" if grid.in_line else f"#super[{number}] "
        title = f"{typst_text(source.title)}, " if source.title else ""
        told = f"{title}#link({typst_string(source.url)}) ({source.kind}, checked {source.checked})"
        lines += ["", mark + told]
    return "".join(f"{line}\n" for line in lines)


def _typst_cell(cell: GridCell) -> str:
    text = typst_text(cell.text)
    if cell.cell is not None and cell.cell.url:
        text = f"#link({typst_string(cell.cell.url)})[{text}]"
    return text + (f"#super[{','.join(map(str, cell.numbers))}]" if cell.numbers else "")
