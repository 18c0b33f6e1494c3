# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The paragraphs of a rich text document in reading order, as people see them (RTF specification 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import symbols
from qualcoder_tc.formats.flow import Anchor, Flow, Piece, line_of
from qualcoder_tc.formats.rich_fonts import Fonts
from qualcoder_tc.model.spans import Span, trimmed
from qualcoder_tc.model.transcript import Mark

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\",
    re.DOTALL,
)
_MOST_CELLS = 20_000  # of a row
_MOST_TOKENS = 2_500_000  # beyond which it is no transcript, and would take minutes

_SIGNS = {
    **{"tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
    **{"emdash": "—", "endash": "–", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002"},
    **{"qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060"},
    **{"ltrmark": "\u200e", "rtlmark": "\u200f"},
}
_ESCAPED = {"\\": "\\", "{": "{", "}": "}", "~": "\xa0", "_": "\u2011", "-": "\u00ad", "\t": "\t"}
_SKIPPED = frozenset(
    """colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc
    ftncn aftnsep aftnsepc aftncn fldinst filetbl listtable listoverridetable revtbl rsidtbl generator xe tc tcn txe
    rxe bkmkstart bkmkend listtext pntext pntxta pntxtb nonshppict nonesttables template private sp shprslt themedata
    datastore latentstyles objdata objclass objname pn do upr""".split()
)
# Destinations that are read although they may be skipped by readers that do not know them.
_READ = {
    **{"atrfstart": "start", "atrfend": "end", "atnauthor": "author", "atnid": "initials", "annotation": "note"},
    **{"atnref": "ref", "atnparent": "parent", "shpinst": "", "shptxt": "", "ud": ""},
}
_PADDING = "\x00 \t\r\n\x1a"  # that some programs write behind the document
_LEFT_OUT = {
    "deleted": "tracked deletions were left out, tracked insertions kept",
    "hidden": "text that is set as hidden was left out",
    "notes": "footnotes and endnotes were left out",
    "lost": "comments on words that are not in the text become memos",
    "end": "the end of the file seems to be missing",
}


class _State(NamedTuple):
    """What holds within a group."""

    into: str = ""
    """Where text goes: the document, or a part of a comment."""
    skip: str = ""
    encoding: str = ""
    font: str = ""
    uc: int = 1
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False


class Reader:
    """Collects paragraphs; a table row becomes one line, its cells apart by tabs."""

    def __init__(self, data: bytes, wanted: str | None) -> None:
        self.flow = Flow()
        self._source, self._wide = _source(data)
        self._fonts = Fonts(wanted)
        self._state = _State(encoding=self._fonts.page)
        self._groups: list[_State] = []
        self._raw = bytearray()
        self._high = 0
        self._to_drop = 0  # characters that stand for one that was given by its number
        self._star = False
        self._line: list[Piece | Anchor] = []
        self._cell: list[list[Piece | Anchor]] = []
        self._cells: list[list[list[Piece | Anchor]]] = []
        self._words: dict[str, list[str]] = {}
        self._comments: list[tuple[str, str, str, bool]] = []
        self._left_out: set[str] = set()

    def warnings(self) -> list[str]:
        """Return what was left out, in words."""
        return [words for key, words in _LEFT_OUT.items() if key in self._left_out]

    def walk(self) -> None:
        """Read the whole document."""
        source, at, count = self._source, 0, 0
        find = _TOKEN.match
        while match := find(source, at):
            at = match.end()
            count += 1
            if count > _MOST_TOKENS:
                raise InputError("It is too large", "save it as .docx, which is smaller")
            word, number, byte, sign, brace, text = match.groups()
            if text is not None:
                if not self._state.skip:
                    self._text(text)
                elif self._state.skip == "fonts":
                    self._fonts.call(text)
            elif word is not None:
                self._flush()
                if word == "bin":
                    at += max(0, int(number or 0))
                elif self._to_drop and word != "u":
                    self._to_drop -= 1
                else:
                    self._word(word, int(number) if number else None)
                self._star = False
            elif byte is not None:
                if self._to_drop:
                    self._to_drop -= 1
                elif not self._state.skip:
                    self._raw.append(int(byte, 16))
            elif brace is not None:
                self._flush()
                self._to_drop = 0
                self._brace(brace)
                if brace == "}" and not self._groups and not source[at:].strip(_PADDING):
                    break
            elif sign is not None:
                self._flush()
                self._sign(sign)
        self._flush()
        if self._groups:
            self._left_out.add("end")
        self._row()
        if self._line:
            self._paragraph()

    # -- tokens -------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if self._to_drop:
            dropped = min(self._to_drop, len(text))
            self._to_drop -= dropped
            text = text[dropped:]
        if not self._wide or text.isascii():
            self._raw += text.encode("latin-1")
        else:
            self._flush()
            self._say(text)

    def _flush(self) -> None:
        if self._raw:
            state = self._state
            if state.encoding == "symbol":
                said = "".join(symbols.seen(code, state.font) if code >= 0x20 else chr(code) for code in self._raw)
            else:
                said = self._raw.decode(state.encoding, "replace")
            self._raw.clear()
            self._say(said)

    def _brace(self, brace: str) -> None:
        self._star = False
        if brace == "{":
            self._groups.append(self._state)
        elif self._groups:
            left, self._state = self._state, self._groups.pop()
            if left.into != self._state.into:
                self._end_of(left.into)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = True
        elif self._to_drop:
            self._to_drop -= 1
        elif sign in "\r\n":
            self._paragraph_end()
        elif sign in _ESCAPED:
            self._say(_ESCAPED[sign])

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "u":
            self._character(number or 0)
        elif word in _READ:
            if word == "ud" and state.skip == "upr":
                self._state = state._replace(skip="")
            elif not state.skip:
                self._begin(word)
        elif word == "fonttbl":
            self._state = state._replace(skip="fonts")
        elif word in ("footnote", "annotation") or word in _SKIPPED or self._star:
            if word == "footnote" and not state.skip:
                self._left_out.add("notes")
            self._state = state._replace(skip=state.skip or ("upr" if word == "upr" else "all"))
        elif word in _LOOKS:
            self._state = _LOOKS[word](state, number != 0)
        elif word == "uc":
            self._state = state._replace(uc=min(max(0, 1 if number is None else number), 16))
        elif state.skip == "fonts":
            self._fonts.declare(word, number)
        elif word == "f":
            self._set_font(number or 0)
        elif not state.skip:
            self._layout(word, number)

    def _layout(self, word: str, number: int | None) -> None:
        if word == "par":
            self._paragraph_end()
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in ("cell", "nestcell"):
            self._cell.append(self._line)
            self._line = []
            if word == "cell":
                self._cells.append(self._cell)
                self._cell = []
            if len(self._cells) > _MOST_CELLS or len(self._cell) > _MOST_CELLS:
                raise InputError("It is too large", "a row of a table has tens of thousands of cells")
        elif word == "row":
            self._row()
        elif word in ("page", "sect", "column"):
            if self._line and not self._state.into:
                self._paragraph_end()
        elif word == "plain":
            self._state = self._state._replace(bold=False, italic=False, hidden=False)
            self._set_font(self._fonts.usual)
        elif word == "deff":
            self._fonts.usual = number or 0
        elif self._fonts.set_page(word, number):
            self._state = self._state._replace(encoding=self._fonts.page)

    def _set_font(self, number: int) -> None:
        encoding, name = self._fonts.of(number)
        self._state = self._state._replace(encoding=encoding, font=name)

    def _character(self, number: int) -> None:
        self._to_drop = self._state.uc
        if self._state.skip:
            return
        code = number + 65536 if number < 0 else number
        high, self._high = self._high, 0
        if high and 0xDC00 <= code < 0xE000:  # an emoji is given as two halves
            self._say(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00))
            return
        if high:
            self._say("\ufffd")
        if 0xD800 <= code < 0xDC00:
            self._high = code
        else:
            usable = 0 < code < 0xD800 or 0xE000 <= code < 0x110000
            self._say(symbols.bullets(chr(code)) if usable else "\ufffd")

    # -- what comes of them -------------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        state = self._state
        if state.skip:
            return
        if self._high:
            self._high, text = 0, f"\ufffd{text}"
        if state.into:
            self._words.setdefault(state.into, []).append(text)
        elif state.deleted or state.hidden:
            if text.strip():
                self._left_out.add("deleted" if state.deleted else "hidden")
        else:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
            self._line.append(Piece(text, state.bold, state.italic))

    def _begin(self, word: str) -> None:
        into = _READ[word]
        if into:
            self._words.pop(into, None)
            self._state = self._state._replace(into=into, hidden=False, deleted=False)
        elif word == "shptxt" and self._line:
            self._paragraph_end()

    def _end_of(self, into: str) -> None:
        said = "".join(self._words.get(into, ()))
        if into in ("start", "end"):
            self._line.append(Anchor(f"c{said.strip()}", into == "start"))
        elif into == "note":
            self._note(said.strip())

    def _note(self, said: str) -> None:
        author = " ".join("".join(self._words.pop("author", ())).split())
        author = author or "".join(self._words.pop("initials", ())).strip()
        key = "".join(self._words.pop("ref", ())).strip()
        here = f"r{len(self._comments)}"
        self._line += [Anchor(here, True), Anchor(here, False)]
        reply = bool("".join(self._words.pop("parent", ())).strip())
        self._comments.append((f"c{key}" if key else here, author, said, reply))

    def _paragraph_end(self) -> None:
        if self._state.skip:
            return
        if self._state.into:
            self._words.setdefault(self._state.into, []).append("\n")
        elif self._state.deleted:
            self._left_out.add("deleted")
        else:
            self._paragraph()

    def _paragraph(self) -> None:
        if self._state.in_table or self._cell or self._cells:
            self._cell.append(self._line)
        else:
            self.flow.add(self._line)
        self._line = []

    def _row(self) -> None:
        if self._cell:
            self._cells.append(self._cell)
        if self._cells:
            self.flow.add_row(self._cells)
        self._cell, self._cells = [], []

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the comments; one without a passage marks its whole line."""
        found: list[Mark] = []
        for number, (key, author, said, reply) in enumerate(self._comments):
            start, end = self.flow.passages.get(key) or self.flow.passages.get(f"r{number}") or (-1, -1)
            if not said:
                continue
            span = trimmed(text, start, end) if start >= 0 else Span(0, 0)
            if span.end <= span.start and start >= 0:
                span = trimmed(text, *line_of(text, start))
            if span.end <= span.start:
                self._left_out.add("lost")
                span = Span(0, 0)
            found.append(Mark(span.start, span.end, "comment", said, author, reply=reply))
        return tuple(sorted(found, key=lambda m: (m.start, m.end)))


_LOOKS: dict[str, Callable[[_State, bool], _State]] = {
    "b": lambda state, on: state._replace(bold=on),
    "i": lambda state, on: state._replace(italic=on),
    "v": lambda state, on: state._replace(hidden=on),
    "deleted": lambda state, on: state._replace(deleted=on),
    "intbl": lambda state, _on: state._replace(in_table=True),
    "pard": lambda state, _on: state._replace(in_table=False),
}


def _source(data: bytes) -> tuple[str, bool]:
    """Return the file as text, and whether its letters are already those of the document."""
    if not data.isascii():
        try:
            return data.decode("utf-8"), True
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1"), False
