# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Reads the printed lines of a PDF in a process of its own, which can be stopped, and may die without harm.

The PDF comes on standard input, an answer in JSON goes to standard output. Run by its path, it imports nothing of the
program, so that it starts at once.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_MOST_PAGES = 3000
_MOST_LETTERS = 10_000_000
_PROCESSOR = 10  # seconds
_MEMORY = 1024**3  # bytes of address space, of which a reader takes a small part
# The reader joins the lines of a word that is parted; after its mark for the hyphen a new line begins all the same.
_BREAK = re.compile(r"(\r\n|\n|\r|(?<=[\ufffe\x02]))")

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?: [\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*")

Line = tuple[str, float, float, float, float, list[float]]
"""Text, left, right, top, bottom, in points from the lower left, and where each cell behind a tab begins."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


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
    filled = False
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            pages.append((0.0, []))
            continue
        shown = _shown(page)
        letters += shown.count
        if letters > _MOST_LETTERS:
            return {"fault": "letters"}
        lines = _lines(shown)
        if _has_fields(page) and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            lines = _with_fields(lines, _lines(_shown(document[number])))
            filled = True
        pages.append((shown.height, lines))
        shown.close()
        page.close()
    return {"pages": pages, "about": _about(document), "fields": filled}


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


def _shown(page: Any) -> _Layer:
    """Return the letters of a page, turned so that most of them stand upright."""
    letters = page.get_textpage()
    if (turned := _angle(letters)) != page.get_rotation():  # the reader would tell its lines in the wrong order
        page.set_rotation(turned)
        letters.close()
        letters = page.get_textpage()
    return _Layer(page, letters)


def _has_fields(page: Any) -> bool:
    """Tell whether somebody may have typed into a page: fields of a form, and text put over it."""
    from pypdfium2 import raw

    for n in range(min(raw.FPDFPage_GetAnnotCount(page), 500)):
        note = raw.FPDFPage_GetAnnot(page, n)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _with_fields(printed: list[Line], every: list[Line]) -> list[Line]:
    """Return the lines of a page with those that were typed into it, which come last, where they stand on it."""
    if every[: len(printed)] != printed:
        return every
    found = list(printed)
    for line in every[len(printed) :]:
        middle = (line[3] + line[4]) / 2
        below = (n for n, other in enumerate(found) if (other[3] + other[4]) / 2 < middle - 3)
        found.insert(next(below, len(found)), line)
    return found


def _angle(letters: Any) -> int:
    """Return by how many degrees most letters are turned; what the page says of itself would not do."""
    from pypdfium2 import raw

    count = letters.count_chars()
    turns = [raw.FPDFText_GetCharAngle(letters, n) for n in range(0, count, max(1, count // 200))]
    quarters = Counter(round(turn / (math.pi / 2)) % 4 for turn in turns if turn >= 0)
    return quarters.most_common(1)[0][0] * 90 if quarters else 0


class _Layer:
    """The letters of a page by the reader's own count, in which an emoji may be two, and where they are as shown."""

    def __init__(self, page: Any, letters: Any) -> None:
        text = letters.get_text_range(errors="replace")
        self.text = "".join(map(_halves, text)) if letters.count_chars() > len(text) else text
        self._letters = letters
        self.count = letters.count_chars()
        self._turned = page.get_rotation()
        self._left, self._bottom, right, top = page.get_bbox()
        self._width, self._height = right - self._left, top - self._bottom
        self.height = self._width if self._turned in (90, 270) else self._height

    def close(self) -> None:
        """Let go of the page's letters."""
        self._letters.close()

    def box(self, n: int, *, loose: bool = False) -> Box:
        """Return left, bottom, right and top of a letter."""
        return self._shown(self._letters.get_charbox(max(0, min(n, self.count - 1)), loose=loose))

    def boxes(self, at: int, count: int) -> list[Box]:
        """Return the boxes around letters that are set together."""
        return [self._shown(self._letters.get_rect(n)) for n in range(self._letters.count_rects(at, count))]

    def _shown(self, box: Box) -> Box:
        left, bottom, right, top = box
        left, right = left - self._left, right - self._left
        bottom, top = bottom - self._bottom, top - self._bottom
        if self._turned == 90:
            return bottom, self._width - right, top, self._width - left
        if self._turned == 180:
            return self._width - right, self._height - top, self._width - left, self._height - bottom
        if self._turned == 270:
            return self._height - top, left, self._height - bottom, right
        return left, bottom, right, top


def _halves(letter: str) -> str:
    code = ord(letter) - 0x10000
    return letter if code < 0 else chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def _whole(text: str) -> str:
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _lines(layer: _Layer) -> list[Line]:
    """Return the printed lines of a page in the order of its text."""
    from pypdfium2 import PdfiumError

    found: list[Line] = []
    at = 0
    for line in _rows(layer):
        if line.strip() and not _BREAK.fullmatch(line):
            said = line
            cells: list[float] = []
            with contextlib.suppress(PdfiumError, IndexError):
                said = _with_cells(layer, line, at)
                cells = [layer.box(at + n, loose=True)[0] for n in range(1, len(said)) if said[n - 1] == "\t"]
            first = len(line) - len(line.lstrip())
            last = max(first, len(line.rstrip()) - 1)
            try:
                a, b = layer.box(at + first, loose=True), layer.box(at + last, loose=True)
            except (PdfiumError, IndexError):
                a = b = (0.0, 0.0, 0.0, 0.0)
            if _LEFTWARD.search(said):
                with contextlib.suppress(PdfiumError, IndexError):
                    said = _with_order(layer, _with_joined(layer, said, at), at)
            sides = (min(a[0], b[0]), max(a[2], b[2]), max(a[3], b[3]), min(a[1], b[1]))
            found.append((_whole(said), *sides, cells))
        at += len(line)
    return found


def _with_joined(layer: _Layer, line: str, at: int) -> str:
    """Return a printed line with letters that one sign stands for in their order, which the reader turns round."""
    found = list(line)
    n = 0
    while n < len(line):
        end = n + 1
        while end < len(line) and _ARABIC.match(line[end]) and layer.box(at + end) == layer.box(at + n):
            end += 1
        if end - n > 1 and _ARABIC.match(line[n]):
            found[n:end] = reversed(found[n:end])
        n = end
    return "".join(found)


def _with_order(layer: _Layer, line: str, at: int) -> str:
    """Return a printed line in which words that run to the left follow one another that way, as the reader may not."""

    def turned(found: re.Match[str]) -> str:
        words = found[0].split(" ")
        lefts: list[float] = []
        place = at + found.start()
        for word in words:
            lefts.append(min(layer.box(place)[0], layer.box(place + len(word) - 1)[0]))
            place += len(word) + 1
        return " ".join(reversed(words)) if all(a < b for a, b in pairwise(lefts)) else found[0]

    return _LEFTWARD.sub(turned, line)


def _rows(layer: _Layer) -> Iterator[str]:
    """Return the lines of a page and the breaks between them, parting rows of a table that the reader ran together."""
    from pypdfium2 import PdfiumError

    at = 0
    for line in _BREAK.split(layer.text):
        begun = 0
        with contextlib.suppress(PdfiumError, IndexError):
            for n in _falls(layer, line, at):
                yield line[begun:n]
                begun = n
        yield line[begun:]
        at += len(line)


def _falls(layer: _Layer, line: str, at: int) -> list[int]:
    """Return where in a line the letters go on further left and wholly below, as in the next row of a table."""
    if " " not in line:
        return []
    boxes = layer.boxes(at, len(line))
    if not any(b[0] < a[0] and b[3] <= a[1] for a, b in pairwise(boxes)):
        return []
    found: list[int] = []
    for n in range(1, len(line) - 1):
        if line[n] == " ":
            before, after = layer.box(at + n - 1), layer.box(at + n + 1)
            if after[0] < before[0] and after[3] <= before[1]:
                found.append(n + 1)
    return found


def _with_cells(layer: _Layer, line: str, at: int) -> str:
    """Return a printed line with a tab instead of the space where a wide gap shows that another cell begins."""
    boxes = layer.boxes(at, len(line))
    if len(boxes) < 2:
        return line
    height = max(box[3] - box[1] for box in boxes)
    if not any(b[0] - a[2] > 0.8 * height and abs(b[1] - a[1]) < 0.8 * height for a, b in pairwise(boxes)):
        return line
    gaps = {
        n: layer.box(at + n + 1, loose=True)[0] - layer.box(at + n - 1, loose=True)[2]
        for n in range(1, len(line) - 1)
        if line[n] == " " and not (line[n + 1] > "\u0590" and _LEFTWARD.match(line[n - 1 : n + 2]))
    }
    least = _least_gap(sorted(gaps.values()), height)
    return "".join("\t" if gaps.get(n, 0.0) > least else sign for n, sign in enumerate(line))


def _least_gap(gaps: list[float], height: float) -> float:
    """Return the width beyond which a gap parts cells, given all gaps of a line, the narrowest first."""
    if len(gaps) < 2:
        return 0.75 * height
    if gaps[-1] < 1.6 * gaps[0]:  # as between the words of a line that is set to both margins
        return 2.5 * height
    middle = gaps[(len(gaps) - 1) // 2]
    if middle > max(1.2 * height, 4 * gaps[0]):  # a row of short cells, which most gaps part
        middle = gaps[0]
    usual = 0.0 if gaps[0] > 0.75 * height else 1.6 * middle
    return max(0.75 * height, min(usual, 2.5 * height))


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
