# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a comment in the margin says: which codes it names, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

_HEADER = re.compile(r"Codes\s*\(\s*\d+\s*-\s*\d+\s*\)")  # written by a web tool above the codes of a comment
_LABEL = re.compile(r"(?i)codes?\s*[:=]\s*(?=\S)")
_TAG = re.compile(r"#([^\W_](?:[\w/-]*\w)?)")
_TAG_WITHIN = re.compile(r"(?:(?<=\s)|(?<=\())#([^\W\d_](?:[\w/-]*\w)?)")
_LIST = re.compile(r"\s*[,;|]\s*|\s+\+\s+|\s+&\s+")
_SLASHES = re.compile(r"\s*[,;|/]\s*|\s+\+\s+|\s+&\s+")
_WITH_AND = re.compile(rf"{_SLASHES.pattern}|\s+(?:and|und|et|y|e|en|och|og|oraz|i)\s+")
_ABOVE = re.compile(r"\s*(?:>|→|\\|::?)\s*|\s+[-–—]+\s+")  # between a branch and a code in it
_NOTED = re.compile(r"(?P<name>[^()]+?)\s*\((?P<note>[^()]+)\)\W*")
_DASH = re.compile(r"\s+[-–—]+\s+")
_SENTENCE = re.compile(r"[.?!…]")
_AROUND = "“”„\"'‘’«»*_ \t"
_BRACKETS = ("[]", "()", "{}", "<>")
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
    if found := _one_by_one(lines, known) or _in_branch(lines, known):
        return found
    return _single(lines, known)


def _single(lines: list[str], known: Callable[[str], bool]) -> list[Remark]:
    if lines[0].startswith("#"):
        return _tagged(lines, known)
    if (noted := _NOTED.fullmatch(lines[0])) and known(noted["name"]) and not known(lines[0]):
        return [Remark(noted["name"], "\n".join([noted["note"], *lines[1:]]), True)]
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


def _one_by_one(lines: list[str], known: Callable[[str], bool]) -> list[Remark]:
    """Read several lines that each name codes and say why, nothing if they do not."""
    starts = [n for n, line in enumerate(lines) if all(r.known for r in _single([line], known))]
    if len(starts) < 2 or starts[0] != 0:
        return []
    parts = [_single(lines[a:b], known) for a, b in pairwise([*starts, len(lines)])]
    return [r for part in parts for r in part] if sum(bool(part[0].why) for part in parts) > 1 else []


def _in_branch(lines: list[str], known: Callable[[str], bool]) -> list[Remark]:
    """Read `principle > mutuality`, `principle: mutuality: why`, nothing if these name no code in a branch."""
    parts = _ABOVE.split(lines[0])
    if len(parts) < 2 or not all(parts[:2]) or known(parts[0]):
        return []
    for count in range(len(parts), 1, -1):
        path = "/".join(part.strip(_AROUND) for part in parts[:count])
        if known(path.rstrip(".")):
            why = "\n".join([": ".join(parts[count:]), *lines[1:]]).strip()
            return [Remark(path.rstrip("."), why, True)]
    return []


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
        left = line[at:].lstrip(": -–").strip()
        if any(sign.isalnum() for sign in left):
            rest.append(left)
    return [Remark(tag, "\n".join(rest), known(tag)) for tag in tags] or [Remark(None, "\n".join(lines))]


def _names(text: str, known: Callable[[str], bool]) -> list[Remark]:
    text = _bare(text.strip().rstrip("."))
    if not text:
        return []
    if known(text):
        return [Remark(text, "", True)]
    for marks in (_LIST, _SLASHES, _WITH_AND):
        parts = [part for part in map(_bare, marks.split(text)) if part]
        if len(parts) > 1 and all(known(part) for part in parts):
            return [Remark(part, "", True) for part in parts]
    if _SENTENCE.search(text) or not any(letter.isalpha() for letter in text):
        return []
    parts = [part for part in map(_bare, _LIST.split(text)) if part]
    words = 4 if any(known(part) for part in parts) else 2
    if len(parts) > 1 and all(len(part.split()) <= words for part in parts):
        return [Remark(part, "", known(part)) for part in parts]
    return [Remark(text, "", False)] if len(text) <= _LONGEST_NAME and len(text.split()) <= 5 else []


def _bare(text: str) -> str:
    """Return a name without quotation marks and brackets around it."""
    before = None
    while text != before:
        before = text
        text = text.strip(_AROUND)
        if text[:1] + text[-1:] in _BRACKETS and len(text) > 1:
            text = text[1:-1]
    return text
