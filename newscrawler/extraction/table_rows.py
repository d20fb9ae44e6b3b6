"""A table's row as one block: what reads as a line is judged, kept and quoted as one."""

from __future__ import annotations

from newscrawler.extraction.blocks import PageBlock, PageBlocks

_LONG_CELL = 400  # characters: longer cells are a layout's columns …
_MOST_IN_CELL = 3  # … and so are cells as long in all that have more blocks than this
_MOST_BLOCKS, _MOST_BOXES = 1000, 4000  # in a row: with more it is a layout whatever its cells are
_BETWEEN = " | "


def join_row(page: PageBlocks, start: int, first_box: int, depth: int) -> None:
    """The cells of the row that has just ended as one block; a layout table's (long, or of many blocks) stay apart.

    `start` and `first_box` say how many blocks and boxes there were before the row, `depth` how many boxes are around
    its cells.
    """
    blocks, boxes = page.blocks, page.boxes
    cells = blocks[start:]
    if len(cells) > _MOST_BLOCKS or len(boxes) - first_box > _MOST_BOXES:  # rows in rows are not looked through again
        for cell in cells:
            if _is_plain(cell):
                cell.kind = "paragraph"
        return
    if _is_layout(page, cells, first_box, depth) or len(cells) < 2:
        return
    row = PageBlock("table_row", None, _BETWEEN.join(cell.text for cell in cells), max(0, boxes.parents[cells[0].box]))
    for cell in cells:
        row.links += cell.links
        row.link_chars += cell.link_chars
        row.strong_chars += cell.strong_chars
        row.emphasis_chars += cell.emphasis_chars
    blocks[start:] = [row]
    # whatever in the row has text spans the one block now; boxes around it that were made in it are still open
    spans = zip(boxes.firsts[first_box:], boxes.lasts[first_box:], strict=True)
    boxes.lasts[first_box:] = [start + (last > first) for first, last in spans]
    boxes.firsts[first_box:] = [start] * (len(boxes) - first_box)


def _is_layout(page: PageBlocks, cells: list[PageBlock], first_box: int, depth: int) -> bool:
    """Whether the row has a cell that is a layout's column; the text of such cells is paragraphs from now on.

    A story whose paragraphs are all short would be one row else: eight of 69 Chinese pages had theirs as one block.
    """
    blocks, boxes = page.blocks, page.boxes
    is_layout = any(cell.kind != "table_row" or len(cell.text) > _LONG_CELL for cell in cells)
    for box in range(first_box, len(boxes)):
        if boxes.depths[box] != depth:
            continue
        inside = blocks[boxes.firsts[box] : boxes.lasts[box]]
        is_column = len(inside) > _MOST_IN_CELL and sum(len(block.text) for block in inside) > _LONG_CELL
        is_layout = is_layout or is_column
        for block in inside:
            if _is_plain(block) and (is_column or len(block.text) > _LONG_CELL):
                block.kind = "paragraph"
    return is_layout


def _is_plain(block: PageBlock) -> bool:
    """Whether it is text of a cell itself; a table's row inside stays one."""
    return block.kind == "table_row" and _BETWEEN not in block.text
