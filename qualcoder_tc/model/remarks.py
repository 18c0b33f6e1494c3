# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a comment in the margin says: which codes it names, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_HEADER = re.compile(r"Codes\s*\(\s*\d+\s*-\s*\d+\s*\)")  # written by a web tool above the codes of a comment
_LABEL = re.compile(r"(?i)codes?\s*[:=]\s*(?=\S)")
_TAG = re.compile(r"#([^\W_](?:[\w/-]*\w)?)")
_TAG_WITHIN = re.compile(r"(?:(?<=\s)|(?<=\())#([^\W\d_](?:[\w/-]*\w)?)")
_LIST = re.compile(r"\s*[,;|]\s*|\s+\+\s+|\s+&\s+")
_SLASHES = re.compile(r"\s*[,;|/]\s*|\s+\+\s+|\s+&\s+")
_DASH = re.compile(r"\s+[-–—]+\s+")
_SENTENCE = re.compile(r"[.?!…]")
_AROUND = "[](){}<>“”„\"'‘’«»*_ \t"
_LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class Remark:
    """One code that a comment names, with the reason given; name None is a remark that names no code."""

    name: str | None
    why: str = ""
    known: bool = False


def parse(text: str, known: Callable[[str], bool]) -> list[Remark]:
    """Return what a comment says: `mutuality`, `#mutuality`, `mutuality: why`, several apart by commas or lines.

    `known` tells whether a name or path is that of a code. Short words that could be a code's name are offered with
    known False; whole sentences name none.
    """
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    if lines and _HEADER.fullmatch(lines[0]):
        return [Remark(line, "", known(line)) for line in lines[1:]]
    if not lines:
        return []
    lines[0] = _LABEL.sub("", lines[0], count=1) if _LABEL.match(lines[0]) else lines[0]
    if lines[0].startswith("#"):
        return _tagged(lines, known)
    if reasoned := _reasoned(lines, known):
        return reasoned
    if len(lines) > 1 and all(known(line.rstrip(".")) for line in lines):
        return [Remark(line.rstrip("."), "", True) for line in lines]
    names = _names(lines[0], known)
    if names and (len(lines) == 1 or any(r.known for r in names)):
        return [Remark(r.name, "\n".join(lines[1:]), r.known) for r in names]
    whole = "\n".join(lines)
    tags = dict.fromkeys(_TAG_WITHIN.findall(whole))
    return [Remark(tag, whole, known(tag)) for tag in tags] or [Remark(None, whole)]


def _reasoned(lines: list[str], known: Callable[[str], bool]) -> list[Remark]:
    """Read `name: why`, and `name - why` where the name is that of a code."""
    head, colon, rest = lines[0].partition(":")
    names = _names(head, known)
    if not colon or not names or rest.startswith("//"):
        dash = _DASH.search(lines[0])
        if dash is None:
            return []
        rest = lines[0][dash.end() :]
        names = [] if known(lines[0]) else _names(lines[0][: dash.start()], known)
        if not all(r.known for r in names):
            return []
    why = "\n".join([rest.strip(), *lines[1:]]).strip()
    return [Remark(r.name, why, r.known) for r in names] if why else []


def _tagged(lines: list[str], known: Callable[[str], bool]) -> list[Remark]:
    tags: list[str] = []
    rest: list[str] = []
    for line in lines:
        at = 0
        while match := _TAG.match(line, at):
            tags.append(match[1])
            at = match.end()
            while at < len(line) and line[at] in " ,;":
                at += 1
        if left := line[at:].lstrip(": -–").strip():
            rest.append(left)
    return [Remark(tag, "\n".join(rest), known(tag)) for tag in tags] or [Remark(None, "\n".join(lines))]


def _names(text: str, known: Callable[[str], bool]) -> list[Remark]:
    text = text.strip().rstrip(".").strip(_AROUND)
    if not text:
        return []
    if known(text):
        return [Remark(text, "", True)]
    for marks in (_LIST, _SLASHES):
        parts = [part for part in (p.strip(_AROUND) for p in marks.split(text)) if part]
        if len(parts) > 1 and all(known(part) for part in parts):
            return [Remark(part, "", True) for part in parts]
    if _SENTENCE.search(text) or not any(letter.isalpha() for letter in text):
        return []
    parts = [part for part in (p.strip(_AROUND) for p in _LIST.split(text)) if part]
    words = 4 if any(known(part) for part in parts) else 2
    if len(parts) > 1 and all(len(part.split()) <= words for part in parts):
        return [Remark(part, "", known(part)) for part in parts]
    return [Remark(text, "", False)] if len(text) <= _LONGEST_NAME and len(text.split()) <= 5 else []
