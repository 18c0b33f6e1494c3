# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Reads the printed lines of a PDF in a process of its own, which can be stopped, and may die without harm.

The PDF comes on standard input, an answer in JSON goes to standard output. Run by its path, it imports nothing of the
program, so that it starts at once.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_MOST_PAGES = 3000
_MOST_LETTERS = 10_000_000
_PROCESSOR = 10  # seconds
_MEMORY = 1024**3  # bytes of address space, of which a reader takes a small part
# The reader joins the lines of a word that is parted; after its mark for the hyphen a new line begins all the same.
_BREAK = re.compile(r"(\r\n|\n|\r|(?<=[\ufffe\x02]))")

Line = tuple[str, float, float, float, float]
"""Text, left, right, top, bottom, in points from the lower left."""


def pages_of(data: bytes) -> dict[str, Any]:
    """Return {"pages": [(height, lines)], "about": properties}, or {"fault": why, "count": how many}."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        return {"fault": "password" if locked else "broken"}
    count = len(document)
    if count > _MOST_PAGES:
        return {"fault": "pages", "count": count}
    pages: list[tuple[float, list[Line]]] = []
    letters = 0
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            pages.append((0.0, []))
            continue
        layer = page.get_textpage()
        letters += layer.count_chars()
        if letters > _MOST_LETTERS:
            return {"fault": "letters"}
        pages.append((page.get_height(), _lines(layer)))
        layer.close()
        page.close()
    return {"pages": pages, "about": _about(document)}


def _about(document: Any) -> str:
    """Return the words of the document's properties, its bookmarks and attachments."""
    import pypdfium2

    found: list[str] = []
    with contextlib.suppress(pypdfium2.PdfiumError, ValueError):
        found += [value for value in document.get_metadata_dict(skip_empty=True).values()]
    with contextlib.suppress(pypdfium2.PdfiumError, ValueError, AttributeError):
        found += [mark.get_title() for mark in document.get_toc(max_depth=8)]
    with contextlib.suppress(pypdfium2.PdfiumError, ValueError, AttributeError):
        found += [document.get_attachment(n).get_name() for n in range(document.count_attachments())]
    return "\n".join(found)


def _lines(layer: Any) -> list[Line]:
    """Return the printed lines of a page in the order of its text."""
    from pypdfium2 import PdfiumError

    text = layer.get_text_range(errors="replace")
    count = layer.count_chars()
    # Boxes are asked for by the reader's own count, in which an emoji may be two.
    wide = count > len(text)
    found: list[Line] = []
    at = 0
    for line in _BREAK.split(text) if wide else _rows(layer, text):
        if line.strip() and not _BREAK.fullmatch(line):
            whole = line
            if not wide:
                with contextlib.suppress(PdfiumError, IndexError):
                    line = _with_cells(layer, line, at)
            first = len(line) - len(line.lstrip())
            last = max(first, len(line.rstrip()) - 1)
            if wide:
                first, last = _units(line[:first]), _units(line[: last + 1]) - 1
            try:
                a = layer.get_charbox(min(at + first, count - 1), loose=True)
                b = layer.get_charbox(min(at + last, count - 1), loose=True)
            except (PdfiumError, IndexError):
                a = b = (0.0, 0.0, 0.0, 0.0)
            found.append((line, min(a[0], b[0]), max(a[2], b[2]), max(a[3], b[3]), min(a[1], b[1])))
            line = whole
        at += _units(line) if wide else len(line)
    return found


def _rows(layer: Any, text: str) -> Iterator[str]:
    """Return the lines of a text and the breaks between them, parting rows of a table that the reader ran together."""
    from pypdfium2 import PdfiumError

    at = 0
    for line in _BREAK.split(text):
        begun = 0
        with contextlib.suppress(PdfiumError, IndexError):
            for n in _falls(layer, line, at):
                yield line[begun:n]
                begun = n
        yield line[begun:]
        at += len(line)


def _falls(layer: Any, line: str, at: int) -> list[int]:
    """Return where in a line the letters go on further left and wholly below, as in the next row of a table."""
    if " " not in line or layer.count_rects(at, len(line)) < 2:
        return []
    boxes = [layer.get_rect(n) for n in range(layer.count_rects(at, len(line)))]
    if not any(b[0] < a[0] and b[3] <= a[1] for a, b in pairwise(boxes)):
        return []
    found: list[int] = []
    for n in range(1, len(line) - 1):
        if line[n] == " ":
            before, after = layer.get_charbox(at + n - 1), layer.get_charbox(at + n + 1)
            if after[0] < before[0] and after[3] <= before[1]:
                found.append(n + 1)
    return found


def _with_cells(layer: Any, line: str, at: int) -> str:
    """Return a printed line with a tab instead of the space where a wide gap shows that another cell begins."""
    if layer.count_rects(at, len(line)) < 2:
        return line
    boxes = [layer.get_rect(n) for n in range(layer.count_rects(at, len(line)))]
    gap = 0.8 * max(box[3] - box[1] for box in boxes)
    if not any(b[0] - a[2] > gap and abs(b[1] - a[1]) < gap for a, b in pairwise(boxes)):
        return line
    found = list(line)
    for n in range(1, len(line) - 1):
        if line[n] == " ":
            before, after = layer.get_charbox(at + n - 1), layer.get_charbox(at + n + 1)
            if after[0] - before[2] > gap:
                found[n] = "\t"
    return "".join(found)


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def _bounded() -> None:
    """Let the system stop this process where it takes too much; where it cannot, the program does after a while."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR + 1))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _bounded()
    answer = pages_of(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
