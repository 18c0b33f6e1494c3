# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a comment in the margin says: which codes it names, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_HEADER = re.compile(r"Codes\s*\(\s*\d+\s*-\s*\d+\s*\)")  # written by a web tool above the codes of a comment
_TAG = re.compile(r"#([^\W_](?:[\w/-]*\w)?)")
_SPLIT = re.compile(r"\s*[,;/]\s*|\s+\+\s+|\s+&\s+")
_SENTENCE = re.compile(r"[.?!…]")
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
    if lines[0].startswith("#"):
        return _tagged(lines, known)
    head, colon, rest = lines[0].partition(":")
    names = _names(head, known)
    if colon and names and (rest.strip() or len(lines) > 1):
        why = "\n".join([rest.strip(), *lines[1:]]).strip()
        if all(r.known for r in names) or len(names) == 1:
            return [Remark(r.name, why, r.known) for r in names]
    if len(lines) > 1 and all(known(line.rstrip(".")) for line in lines):
        return [Remark(line.rstrip("."), "", True) for line in lines]
    names = _names(lines[0], known)
    if names and (len(lines) == 1 or all(r.known for r in names)):
        return [Remark(r.name, "\n".join(lines[1:]), r.known) for r in names]
    return [Remark(None, "\n".join(lines))]


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
    text = text.strip().rstrip(".")
    if not text:
        return []
    if known(text):
        return [Remark(text, "", True)]
    parts = [part for part in _SPLIT.split(text) if part]
    if len(parts) > 1 and all(known(part) for part in parts):
        return [Remark(part, "", True) for part in parts]
    short = len(text) <= _LONGEST_NAME and len(text.split()) <= 5 and not _SENTENCE.search(text)
    return [Remark(text, "", False)] if short else []
